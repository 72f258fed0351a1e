"""Checks what stands around the parts: sources, tools, films and pictures."""

from pathlib import PurePosixPath

from tryggby.packages.format.captions import caption_faults
from tryggby.packages.format.document import read_yaml
from tryggby.packages.format.fields import ELEMENTS, KINDS, SERVICES, SLUG, Reader
from tryggby.packages.format.files import MEDIA
from tryggby.packages.format.parse import ParsedPackage
from tryggby.packages.format.problem import Problem, error, warning
from tryggby.packages.format.render import plain_text
from tryggby.packages.format.words import MAX_LIX, avoided, lix

MAX_TOOL_WORDS = 450


def check_sources(package: ParsedPackage, problems: list[Problem]) -> dict[str, dict]:
    """Source id → source. Adds what is wrong with them to `problems`."""
    file, rows = package.sources.file, package.sources.data
    if file not in package.files:
        problems.append(error(file, 0, "Filen mangler. Den sier hva pakken bygger på."))
        return {}
    if not isinstance(rows, list):
        problems.append(error(file, 1, "Filen skal være en liste med kilder."))
        return {}
    found: dict[str, dict] = {}
    reader = Reader(package.sources, [])
    for index, row in enumerate(rows):
        name = str(reader.need("text", index, "id") or "")
        if name in found:
            reader.wrong(f"Kilden «{name}» står to ganger.", index)
        reader.among(KINDS, index, "kind")
        reader.need("text", index, "text")
        reader.need("switch", index, "opened")
        reader.need("date", index, "review_by")
        reader.need("date", index, "seen", optional=True)
        url = reader.need("text", index, "url", optional=True)
        if url and not url.startswith("https://"):
            reader.wrong("«url» skal begynne med https://.", index, "url")
        found[name] = row if isinstance(row, dict) else {}
    problems += reader.problems
    return found


def check_tools(package: ParsedPackage) -> list[Problem]:
    """Tools have what a printed page needs, and names of their own."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for tool in package.tools:
        reader = Reader(tool.document, [])
        if tool.document.data:
            for name in ("title", "summary", "owner_role"):
                reader.need("text", name)
            reader.need("date", "checked")
            reader.all_among(ELEMENTS, "elements")
            reader.among(("pending", "signed"), "review", "status")
        problems += reader.problems
        if tool.service and tool.service not in SERVICES:
            problems.append(error(tool.file, 0, f"«{tool.service}» er ikke en kjent tjeneste."))
        if tool.slug in seen or not SLUG.fullmatch(tool.slug):
            problems.append(error(tool.file, 0, f"Navnet «{tool.slug}» er brukt av {seen.get(tool.slug, 'ingen')}."))
        seen.setdefault(tool.slug, tool.file)
        problems += _tool_words(tool)
    return problems


def _tool_words(tool) -> list[Problem]:
    if not tool.source.strip():
        return [error(tool.file, 0, "Verktøyet er tomt.")]
    problems = []
    text = plain_text(tool.source)
    words, score = len(text.split()), lix(text)
    if words > MAX_TOOL_WORDS:
        problems.append(warning(tool.file, 0, f"Verktøyet har {words} ord og får neppe plass på én side."))
    if score > MAX_LIX:
        problems.append(warning(tool.file, 0, f"Teksten er tung å lese (LIX {score}). Under {MAX_LIX} er godt."))
    return problems + [warning(tool.file, 0, f"«{word}»: {advice}") for word, advice in avoided(text)]


def check_media(package: ParsedPackage, languages: list[str]) -> list[Problem]:
    """Each medium has a licence; each film has captions and a transcript in every language."""
    problems: list[Problem] = []
    for path in package.files:
        suffix = PurePosixPath(path).suffix.lower()
        if suffix not in MEDIA:
            continue
        stem = path.removesuffix(PurePosixPath(path).suffix)
        problems += _licence(package, path, f"{stem}.license.yaml")
        if suffix in (".mp4", ".webm"):
            for language in languages:
                problems += _captions(package, path, f"{stem}.{language}.vtt")
        if suffix in (".mp4", ".webm", ".mp3"):
            for language in languages:
                problems += _transcript(package, path, f"{stem}.{language}.transcript.md")
    return problems


def _licence(package: ParsedPackage, medium: str, path: str) -> list[Problem]:
    if path not in package.files:
        return [error(medium, 0, f"Lisensen mangler ({path}).")]
    document, problems = read_yaml(path, package.files[path].decode())
    reader = Reader(document, [])
    reader.need("text", "licence")
    reader.need("text", "author")
    return problems + reader.problems


def _captions(package: ParsedPackage, film: str, path: str) -> list[Problem]:
    if path not in package.files:
        return [error(film, 0, f"Undertekster mangler ({path}).")]
    return [error(path, line, message) for line, message in caption_faults(package.files[path].decode())]


def _transcript(package: ParsedPackage, film: str, path: str) -> list[Problem]:
    if path not in package.files or not package.files[path].strip():
        return [error(film, 0, f"Teksten til det som sies, mangler ({path}).")]
    return []
