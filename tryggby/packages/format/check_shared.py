"""Checks what drills share: decision points, local answers, law, phone lines, and texts that must hold no numbers."""

import re

from tryggby.packages.format.document import Document
from tryggby.packages.format.drills import EFFECTS, PHONE, ParsedDrills
from tryggby.packages.format.fields import SLUG, Reader
from tryggby.packages.format.problem import Problem, error, warning

SCOPES, KINDS, SURE = ("municipality", "unit"), ("phone", "text"), ("sure", "likely", "verify")
MAX_OPTIONS = 6
# Norwegian numbers as people write them, in 3, 5, 6 or 8 digits.
NUMBER = re.compile(r"(?<![\d-])(?:11[0237]|0\d{4}|116 ?\d{3}|\d{3} ?\d{2} ?\d{3}|\d{2} ?\d{2} ?\d{2} ?\d{2})(?![\d-])")
SHARED = {"decision-points": "id", "local-answers": "id", "law": "key", "lines": "key"}


def check_shared(drills: ParsedDrills, languages: list[str]) -> list[Problem]:
    """Everything wrong with the shared files that are there."""
    problems: list[Problem] = []
    for name, key in SHARED.items():
        if name not in drills.shared:
            continue
        document = drills.shared[name]
        reader = Reader(document, languages)
        if not isinstance(document.data, list):
            problems.append(error(document.file, 1, "Filen skal være en liste."))
            continue
        _unique(reader, key)
        for index, row in enumerate(document.data):
            if isinstance(row, dict):
                _FIELDS[name](reader, drills, (index,))
        problems += reader.problems
        if name in ("decision-points", "local-answers"):
            problems += texts_of(document, drills, languages)
    return problems


def decision_fields(reader: Reader, drills: ParsedDrills, path: tuple) -> None:
    """One decision point with its options."""
    identifier = str(reader.need("text", *path, "id") or "x")
    if not SLUG.fullmatch(identifier):
        reader.wrong("«id» skal ha bare a–z, 0–9 og strek.", *path, "id")
    reader.need("said", *path, "question")
    reader.need("said", *path, "why")
    options = reader.need("list", *path, "options") or []
    if not 2 <= len(options) <= MAX_OPTIONS:
        reader.wrong(f"Et beslutningspunkt har 2–{MAX_OPTIONS} alternativer.", *path, "options")
    seen, effects = set(), set()
    for index, _option in enumerate(options):
        name = reader.need("text", *path, "options", index, "id")
        if name in seen:
            reader.wrong(f"Alternativet «{name}» står to ganger.", *path, "options", index)
        seen.add(name)
        reader.need("said", *path, "options", index)
        effects.add(reader.among(EFFECTS, *path, "options", index, "good"))
    if options and "strengthens" not in effects:
        reader.wrong("Minst ett alternativ skal styrke tryggheten (good: strengthens).", *path, "options")
    if reader.document.get(*path, "law") is not None:
        reader.all_among(tuple(drills.rows("law", "key")), *path, "law")


def local_fields(reader: Reader, path: tuple) -> None:
    """One question that a municipality or a unit answers."""
    if not SLUG.fullmatch(str(reader.need("text", *path, "id") or "x")):
        reader.wrong("«id» skal ha bare a–z, 0–9 og strek.", *path, "id")
    reader.among(SCOPES, *path, "scope")
    reader.among(KINDS, *path, "kind")
    reader.need("switch", *path, "required")
    reader.need("count", *path, "review_days")
    reader.need("said", *path)
    reader.need("said", *path, "hint", optional=True)


def texts_of(document: Document, drills: ParsedDrills, languages: list[str]) -> list[Problem]:
    """Phone keys that nobody knows; numbers and sections of law that stand in a text."""
    lines = drills.rows("lines", "key")
    return list(_texts(document, document.data, (), lines, set(languages)))


def _texts(document: Document, value, path: tuple, lines: dict, languages: set):
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _texts(document, item, (*path, key), lines, languages)
    elif isinstance(value, str) and languages & {str(key) for key in path[-2:]}:
        line = document.line(*path)
        for key in PHONE.findall(value):
            if key not in lines:
                yield error(document.file, line, f"«{key}» står ikke i drills/lines.yaml.")
        if NUMBER.search(value):
            yield warning(document.file, line, "Skriv ikke telefonnumre i teksten. Skriv nøkkelen (tlf-112).")
        if "§" in value:
            yield warning(
                document.file, line, "Skriv ikke paragrafer i teksten. Vis til nøkler i drills/law.yaml med «law»."
            )


def _point(reader: Reader, drills: ParsedDrills, path: tuple) -> None:
    decision_fields(reader, drills, path)
    if not str(reader.document.get(*path, "id", default="bp-")).startswith("bp-"):
        reader.wrong("Id-en til et felles beslutningspunkt begynner med bp-.", *path, "id")


def _law(reader: Reader, _drills: ParsedDrills, path: tuple) -> None:
    reader.need("text", *path, "key")
    reader.need("text", *path, "kind")
    reader.need("said", *path)
    reader.need("said", *path, "gist")
    reader.need("text", *path, "source")
    reader.need("date", *path, "checked", optional=True)
    reader.among(SURE, *path, "sure")


def _line(reader: Reader, _drills: ParsedDrills, path: tuple) -> None:
    key = reader.need("text", *path, "key")
    if key and not PHONE.fullmatch(key):
        reader.wrong("Nøkkelen skal se ut som tlf-112.", *path, "key")
    reader.need("said", *path)
    if reader.document.get(*path, "phone") != "":
        reader.need("text", *path, "phone")
    reader.need("text", *path, "help", optional=True)
    reader.need("text", *path, "source")
    reader.need("date", *path, "checked", optional=True)
    reader.among(SURE, *path, "sure")


def _unique(reader: Reader, key: str) -> None:
    seen: set[str] = set()
    for index, row in enumerate(reader.document.data):
        name = str(row.get(key) or "") if isinstance(row, dict) else ""
        if not name:
            reader.wrong(f"«{key}» mangler.", index)
        elif name in seen:
            reader.wrong(f"«{name}» står to ganger.", index)
        seen.add(name)


_FIELDS = {
    "decision-points": _point,
    "local-answers": lambda reader, _drills, path: local_fields(reader, path),
    "law": _law,
    "lines": _line,
}
