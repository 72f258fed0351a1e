"""Files to a parsed package: manifest, parts with steps, overlays, practices, tools, sources."""

import re
from dataclasses import dataclass, field

from tryggby.packages.format.blocks import Text, parse_text
from tryggby.packages.format.document import Document, read_yaml
from tryggby.packages.format.drills import DRILL, SHARED, ParsedDrill, ParsedDrills
from tryggby.packages.format.problem import Problem, error, warning
from tryggby.packages.format.render import sheet_html

PART = re.compile(r"parts/((\d{3})-([a-z0-9][a-z0-9-]*))/(part\.yaml|practice\.yaml|([a-z]{2,3})\.md)")
OVERLAY = re.compile(r"services/([a-z-]+)/parts/([a-z0-9][a-z0-9-]*)/([a-z]{2,3})\.md")
TOOL = re.compile(r"(?:services/([a-z-]+)/)?tools/([a-z0-9][a-z0-9-]*)\.md")
OTHER = re.compile(r"media/.+|facilitator/.+|lock\.json|README\.md|LICENSE(\.md)?|CHANGES\.md")
FRONT = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)


@dataclass
class ParsedPart:
    """One part: its files as documents and texts, by language."""

    folder: str
    number: int
    document: Document
    texts: dict[str, Text] = field(default_factory=dict)
    practice: Document | None = None
    overlays: dict[tuple[str, str], Text] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        """The id that never changes."""
        return str(self.document.get("id", default=""))

    @property
    def mode(self) -> str:
        """How the part is done."""
        return str(self.document.get("mode", default=""))

    @property
    def file(self) -> str:
        """The path of part.yaml."""
        return f"{self.folder}/part.yaml"


@dataclass
class ParsedTool:
    """One tool: front matter and text."""

    file: str
    slug: str
    service: str
    document: Document
    source: str

    @property
    def html(self) -> str:
        """The tool as a page prints it."""
        return sheet_html(self.source)


@dataclass
class ParsedPackage:
    """Everything in a package, as far as it could be read; `problems` says what could not."""

    files: dict[str, bytes]
    manifest: Document
    parts: list[ParsedPart] = field(default_factory=list)
    tools: list[ParsedTool] = field(default_factory=list)
    drills: ParsedDrills = field(default_factory=ParsedDrills)
    sources: Document = field(default_factory=lambda: Document("evidence/sources.yaml"))
    problems: list[Problem] = field(default_factory=list)

    @property
    def identifier(self) -> str:
        """`no.<owner>/<name>`."""
        return str(self.manifest.get("id", default=""))

    @property
    def version(self) -> str:
        """Three numbers."""
        return str(self.manifest.get("version", default=""))

    @property
    def language(self) -> str:
        """The language the package is written in: the first declared."""
        languages = self.manifest.get("languages", default=["nb"])
        return str(languages[0]) if isinstance(languages, list) and languages else "nb"

    @property
    def changes(self) -> str:
        """The words of CHANGES.md about this version."""
        text = self.files.get("CHANGES.md", b"").decode()
        found = re.search(rf"^## {re.escape(self.version)}\b.*?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        return found.group(1).strip() if found else ""

    def said(self, value) -> str:
        """A `{nb: …}` value in the package's language."""
        return str(value.get(self.language) or "").strip() if isinstance(value, dict) else ""


def parse(files: dict[str, bytes]) -> ParsedPackage:
    """Read all that is there. Never raises on bad content: what cannot be read is in `problems`."""
    package = ParsedPackage(files, Document("package.yaml"))
    if "package.yaml" not in files:
        package.problems.append(error("package.yaml", 0, "Filen mangler. Hver pakke begynner med den."))
    parts: dict[str, ParsedPart] = {}
    overlays: list[tuple[str, str, str, Text]] = []
    for path, content in files.items():
        if path == "package.yaml":
            package.manifest = _mapping(package, path, content)
        elif path == "evidence/sources.yaml":
            package.sources = _document(package, path, content)
        elif found := PART.fullmatch(path):
            _part_file(package, parts, found, content)
        elif found := OVERLAY.fullmatch(path):
            overlays.append((*found.groups(), _text(package, path, content)))
        elif found := TOOL.fullmatch(path):
            package.tools.append(_tool(package, path, *found.groups(default=""), content.decode()))
        elif found := DRILL.fullmatch(path):
            package.drills.drills.append(ParsedDrill(found.group(1), _mapping(package, path, content)))
        elif found := SHARED.fullmatch(path):
            package.drills.shared[found.group(1)] = _document(package, path, content)
        elif not OTHER.fullmatch(path):
            package.problems.append(warning(path, 0, "Filen er ukjent. Den blir med, men vises ikke."))
    package.parts = sorted(parts.values(), key=lambda part: (part.number, part.folder))
    _lay(package, overlays)
    return package


def _part_file(package: ParsedPackage, parts: dict[str, ParsedPart], found: re.Match, content: bytes) -> None:
    folder, number, _slug, name, language = found.groups()
    path = f"parts/{folder}"
    part = parts.setdefault(folder, ParsedPart(path, int(number), Document(f"{path}/part.yaml")))
    if name == "part.yaml":
        part.document = _mapping(package, f"{path}/{name}", content)
    elif name == "practice.yaml":
        part.practice = _mapping(package, f"{path}/{name}", content)
    else:
        part.texts[language] = _text(package, f"{path}/{name}", content)


def _lay(package: ParsedPackage, overlays: list[tuple[str, str, str, Text]]) -> None:
    """Gives each overlay to its part."""
    by_identifier = {part.identifier: part for part in package.parts}
    for service, identifier, language, text in overlays:
        if identifier in by_identifier:
            by_identifier[identifier].overlays[service, language] = text
        else:
            package.problems.append(error(text.file, 0, f"Det finnes ingen del med id «{identifier}»."))


def _tool(package: ParsedPackage, path: str, service: str, slug: str, text: str) -> ParsedTool:
    found = FRONT.fullmatch(text)
    if not found:
        package.problems.append(error(path, 1, "Verktøyet skal begynne med felt mellom to linjer med ---."))
        return ParsedTool(path, slug, service, Document(path), text)
    document, problems = read_yaml(path, found.group(1), offset=1)
    package.problems += problems
    if not isinstance(document.data, dict):
        document.data = {}
    return ParsedTool(path, slug, service, document, found.group(2))


def _text(package: ParsedPackage, path: str, content: bytes) -> Text:
    text = parse_text(path, content.decode())
    package.problems += text.problems
    return text


def _document(package: ParsedPackage, path: str, content: bytes) -> Document:
    document, problems = read_yaml(path, content.decode())
    package.problems += problems
    return document


def _mapping(package: ParsedPackage, path: str, content: bytes) -> Document:
    document = _document(package, path, content)
    if not isinstance(document.data, dict):
        package.problems.append(error(path, 1, "Her skal det stå felt på formen «navn: verdi»."))
        document.data = {}
    return document
