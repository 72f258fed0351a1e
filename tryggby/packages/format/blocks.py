"""Takes a part's text apart: steps of blocks, each with its id and line."""

import re
from dataclasses import dataclass, field

from tryggby.packages.format.document import Document, read_yaml
from tryggby.packages.format.problem import Problem, error
from tryggby.packages.format.render import block_html, inline_html

ID = re.compile(r"\s*\{#([a-z0-9][a-z0-9-]*)\}\s*$")
FENCE = re.compile(r"^```\s*([a-z]*)\s*(?:\{#([a-z0-9][a-z0-9-]*)\})?\s*$")
HEADING = re.compile(r"^(#+)\s+(.*)$")
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)>\s]*)")
KINDS = ("vignette", "quiz", "prompt", "limits", "say", "film", "image")


@dataclass
class Block:
    """One block: `kind` is text, heading or a fenced kind; `data` is what pages show; `source` as written."""

    id: str
    kind: str
    line: int
    source: str
    data: dict = field(default_factory=dict)
    document: Document | None = None

    def as_json(self) -> dict:
        """What is stored for reading."""
        return {"id": self.id, "kind": self.kind, **self.data}


@dataclass
class Step:
    """One screen: a heading and the blocks under it."""

    id: str
    title: str
    line: int
    blocks: list[Block] = field(default_factory=list)

    def as_json(self) -> dict:
        """What is stored for reading."""
        return {"id": self.id, "title": self.title, "blocks": [block.as_json() for block in self.blocks]}


@dataclass
class Text:
    """A parsed text: all blocks in order, gathered in steps (an overlay has none)."""

    file: str
    steps: list[Step] = field(default_factory=list)
    loose: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """Every block, those before the first step included."""
        return self.loose + [block for step in self.steps for block in step.blocks]


def parse_text(file: str, text: str) -> Text:
    """The steps and blocks of a Markdown file in the package format."""
    parsed = Text(file)
    seen: dict[str, int] = {}
    for line, chunk in _chunks(text):
        block = _block(parsed, line, chunk)
        if block is None:
            continue
        if block.id in seen:
            parsed.problems.append(error(file, line, f"Id-en «{block.id}» er brukt på linje {seen[block.id]} også."))
        seen.setdefault(block.id, line)
        if block.kind == "step":
            parsed.steps.append(Step(block.id, block.source, line))
        elif parsed.steps:
            parsed.steps[-1].blocks.append(block)
        else:
            parsed.loose.append(block)
    return parsed


def _chunks(text: str):
    """(line number, text) of each block: a fence, a heading, or lines up to a blank one."""
    lines = text.split("\n")
    start, held, fenced = 0, [], False
    for number, line in enumerate(lines, 1):
        opens = line.startswith("```")
        if held and not fenced and (not line.strip() or opens or HEADING.match(line)):
            yield start, "\n".join(held)
            held = []
        if not held and not line.strip():
            continue
        start = start if held else number
        held.append(line)
        closes = (opens and fenced) or (not fenced and HEADING.match(line))
        fenced = fenced != opens
        if closes:
            yield start, "\n".join(held)
            held = []
    if held:
        yield start, "\n".join(held)


def _block(parsed: Text, line: int, chunk: str) -> Block | None:
    if chunk.startswith("```"):
        return _fenced(parsed, line, chunk)
    heading = HEADING.match(chunk)
    found = ID.search(chunk)
    if not found:
        parsed.problems.append(
            error(parsed.file, line + chunk.count("\n"), "Blokken mangler id. Avslutt den med {#id}.")
        )
    block_id = found.group(1) if found else f"uten-id-{line}"
    text = ID.sub("", chunk)
    parsed.problems += _inline(parsed.file, line, text)
    if heading:
        return _heading(parsed, line, heading.group(1), ID.sub("", heading.group(2)), block_id)
    return Block(block_id, "text", line, text, {"html": block_html(text)})


def _heading(parsed: Text, line: int, marks: str, title: str, block_id: str) -> Block:
    if marks == "##":
        return Block(block_id, "step", line, title)
    if marks != "###":
        parsed.problems.append(error(parsed.file, line, "Bruk bare ## (nytt steg) og ### (mellomtittel)."))
    return Block(block_id, "heading", line, title, {"html": inline_html(title)})


def _fenced(parsed: Text, line: int, chunk: str) -> Block | None:
    first, *inner = chunk.split("\n")
    fence = FENCE.match(first)
    if not fence or fence.group(1) not in KINDS:
        parsed.problems.append(error(parsed.file, line, f"Ukjent blokk. Kjente slag er {', '.join(KINDS)}."))
        return None
    if not inner or not inner[-1].startswith("```"):
        parsed.problems.append(error(parsed.file, line, "Blokken er ikke avsluttet med ```."))
        return None
    kind, block_id = fence.groups()
    if not block_id:
        parsed.problems.append(error(parsed.file, line, "Blokken mangler id. Skriv {#id} etter slaget."))
    source = "\n".join(inner[:-1])
    document, problems = read_yaml(parsed.file, source, offset=line)
    parsed.problems += problems
    if not isinstance(document.data, dict):
        document.data = {}
    block = Block(block_id or f"uten-id-{line}", kind, line, source, document=document)
    if not problems:
        parsed.problems += _fields(block)
        block.data = _data(block)
    for text in _texts(document.data):
        parsed.problems += _inline(parsed.file, line, text)
    return block


def _fields(block: Block) -> list[Problem]:
    """What a fenced block of this kind must have."""
    needed = {
        "vignette": ("text",),
        "quiz": ("question", "options"),
        "prompt": ("text",),
        "limits": ("text",),
        "say": ("text",),
        "film": ("src", "title"),
        "image": ("src", "text"),
    }[block.kind]
    document = block.document
    missing = [key for key in needed if not document.get(key)]
    problems = [error(document.file, block.line, f"Blokken «{block.id}» mangler «{key}».") for key in missing]
    return problems or (_quiz(block) if block.kind == "quiz" else [])


def _quiz(block: Block) -> list[Problem]:
    file, options = block.document.file, block.document.get("options")
    if not isinstance(options, list) or len(options) < 2 or not all(isinstance(option, dict) for option in options):
        return [error(file, block.line, f"Spørsmålet «{block.id}» trenger minst to svar.")]
    problems = []
    if not any(option.get("right") is True for option in options):
        problems.append(error(file, block.line, f"Spørsmålet «{block.id}» har ikke noe riktig svar."))
    for index, option in enumerate(options):
        line = block.document.line("options", index)
        for key, name in (("text", "tekst"), ("feedback", "forklaring")):
            if not str(option.get(key) or "").strip():
                problems.append(error(file, line, f"Svar {index + 1} i «{block.id}» mangler {name} ({key})."))
        if not isinstance(option.get("right"), bool):
            problems.append(error(file, line, f"Svar {index + 1} i «{block.id}» må ha right: true eller false."))
    return problems


def _data(block: Block) -> dict:
    """What a page shows of a fenced block, already rendered."""
    get = block.document.get
    if block.kind == "quiz":
        options = [option for option in get("options", default=[]) if isinstance(option, dict)]
        return {
            "question": inline_html(str(get("question", default=""))),
            "options": [
                {
                    "text": inline_html(str(option.get("text", ""))),
                    "right": option.get("right") is True,
                    "feedback": inline_html(str(option.get("feedback", ""))),
                }
                for option in options
            ],
        }
    text = str(get("text", default="")).strip()
    if block.kind == "say":
        return {"lines": [inline_html(line) for line in text.split("\n") if line.strip()]}
    if block.kind == "film":
        return {"src": str(get("src", default="")), "title": str(get("title", default=""))}
    if block.kind == "image":
        return {"src": str(get("src", default="")), "text": text}
    data = {"html": block_html(text)}
    return data | {"ask": inline_html(str(get("ask")))} if get("ask") else data


def _texts(value):
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _inline(file: str, line: int, text: str) -> list[Problem]:
    """What no running text may have: HTML, pictures, links to odd places."""
    problems = []
    if re.search(r"<[a-zA-Z!/]", text):
        problems.append(error(file, line, "HTML er ikke lov i teksten."))
    if re.search(r"!\[", text):
        problems.append(error(file, line, "Bruk en ```image-blokk for bilder."))
    for target in LINK.findall(text):
        if not target.startswith(("https://", "/hjelp/", "part:", "tel:")):
            problems.append(error(file, line, f"Lenken «{target}» må begynne med https://, /hjelp/ eller part:."))
    return problems
