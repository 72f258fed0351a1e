"""What fields a document must have, and of what kind."""

import datetime as dt
import re

from tryggby.packages.format.document import Document
from tryggby.packages.format.problem import Problem, error

SERVICES = (
    "barnehage",
    "skole",
    "helsestasjon",
    "flyktningtjeneste",
    "politi",
    "frivillig",
    "barnevern",
    "pp-tjeneste",
    "psykisk-helse",
    "kultur",
)
ELEMENTS = ("knowledge", "practical_skill", "reflexivity", "work_culture")
MODES = ("self", "gathering", "practice", "drill", "supervision")
LEVELS = ("M0", "M1", "M2")
KINDS = ("child", "practitioner", "user_organisation", "research", "law")
IDENTIFIER = re.compile(r"[a-z]{2}\.[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")

WRONG = {
    "text": "skal være tekst",
    "said": "skal ha tekst på hvert språk pakken har",
    "says": "skal ha en liste på hvert språk pakken har",
    "count": "skal være et helt tall over 0",
    "list": "skal være en liste",
    "date": "skal være en dato (2026-11-22)",
    "switch": "skal være true eller false",
}


class Reader:
    """Checks fields of one document and collects what is wrong."""

    def __init__(self, document: Document, languages: list[str]):
        self.document, self.languages = document, languages
        self.problems: list[Problem] = []

    def need(self, kind: str, *path, optional: bool = False):
        """The value at a path; reports when it is missing or of the wrong kind."""
        value = self.document.get(*path)
        name = ".".join(str(step) for step in path)
        if value is None:
            if not optional:
                self.wrong(f"«{name}» mangler.", *path)
            return None
        if not self._is(kind, value):
            self.wrong(f"«{name}» {WRONG[kind]}.", *path)
            return None
        return value

    def among(self, known, *path):
        """The value at a path, which must be one of the known."""
        value = self.need("text", *path)
        if value is not None and value not in known:
            name = ".".join(str(step) for step in path)
            self.wrong(f"«{name}» er «{value}». Kjente verdier er {', '.join(known)}.", *path)
            return None
        return value

    def all_among(self, known, *path):
        """The list at a path, all of whose items must be known."""
        values = self.need("list", *path) or []
        name = ".".join(str(step) for step in path)
        for index, value in enumerate(values):
            if value not in known:
                self.wrong(f"«{name}» har «{value}». Kjente verdier er {', '.join(known)}.", *path, index)
        return [value for value in values if value in known]

    def wrong(self, message: str, *path) -> None:
        """Report something about the value at a path."""
        self.problems.append(error(self.document.file, self.document.line(*path), message))

    def _is(self, kind: str, value) -> bool:
        if kind == "said":
            return isinstance(value, dict) and all(_is_text(value.get(language)) for language in self.languages)
        if kind == "says":
            return isinstance(value, dict) and all(_is_texts(value.get(language)) for language in self.languages)
        return {
            "text": _is_text,
            "count": lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000,
            "list": lambda value: isinstance(value, list),
            "date": _is_date,
            "switch": lambda value: isinstance(value, bool),
        }[kind](value)


def _is_text(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(item) for item in value)


def _is_date(value) -> bool:
    try:
        return bool(dt.date.fromisoformat(str(value)))
    except ValueError:
        return False
