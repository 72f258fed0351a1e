"""What the help pages say, in which languages, and which translations are older than the bokmål they were made from.

The texts are data in texts/, so that a language needs no catalogue of the whole product. texts/made_from.yaml keeps,
for each translation, a mark of the bokmål text it was made from (`bin/manage help_texts`).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "texts"
SOURCE = "nb"
# Parts that are for employees exist in the languages of the law and of the workplaces only.
FOR_EMPLOYEES = ("employee", "worker", "told")
OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English", "se": "Davvisámegiella", "ar": "العربية"}
RIGHT_TO_LEFT = {"ar"}

Texts = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Speech:
    """A language of the help pages. `shown` is the language that its texts are really in."""

    code: str
    name: str
    shown: str
    direction: str
    texts: Texts
    stale: frozenset[str] = field(default_factory=frozenset)
    missing: str = ""
    missing_direction: str = "ltr"

    def has(self, part: str) -> bool:
        """True when the part exists in the language."""
        return part in self.texts

    def is_stale(self, *parts: str) -> bool:
        """True when one of the parts has a text whose bokmål has changed since."""
        return any(key.split(".")[0] in parts for key in self.stale)


def mark(text: str) -> str:
    """What a translation remembers of the text it was made from."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]


@cache
def speeches() -> dict[str, Speech]:
    """Every language by its code, bokmål first."""
    slots = _read(FOLDER / "slots.yaml")
    found = {code: _whole(code, name) for code, name in OWN_NAMES.items()}
    for code, slot in slots.items():
        if (FOLDER / f"{code}.yaml").exists():
            found[code] = _whole(code, slot["name"], slot["direction"])
        else:
            english = found["en"].texts
            found[code] = Speech(
                code, slot["name"], "en", "ltr", english, missing=slot["missing"], missing_direction=slot["direction"]
            )
    return found


def slots() -> list[str]:
    """Languages that only the help pages know."""
    return [code for code in speeches() if code not in OWN_NAMES]


def texts_of(code: str) -> Texts:
    """The texts as they are written."""
    return _read(FOLDER / f"{code}.yaml")


def flat(texts: Texts) -> Iterator[tuple[str, str]]:
    """Each text with its key, `part.name`."""
    for part, said in texts.items():
        for name, text in said.items():
            yield f"{part}.{name}", text


def made_from() -> dict[str, dict[str, str]]:
    """Language → key → mark of the bokmål text."""
    file = FOLDER / "made_from.yaml"
    return (_read(file) or {}) if file.exists() else {}


def stale_keys(code: str) -> frozenset[str]:
    """Texts of a language whose bokmål has changed since they were translated."""
    if code == SOURCE:
        return frozenset()
    source, known = dict(flat(texts_of(SOURCE))), made_from().get(code, {})
    return frozenset(key for key, _ in flat(texts_of(code)) if known.get(key) != mark(source.get(key, "")))


def _whole(code: str, name: str, direction: str = "") -> Speech:
    """A language with texts of its own; what it lacks of a part it has is said in bokmål."""
    own, source = texts_of(code), texts_of(SOURCE)
    texts = {part: source[part] | said for part, said in own.items()}
    side = direction or ("rtl" if code in RIGHT_TO_LEFT else "ltr")
    return Speech(code, name, code, side, texts, stale_keys(code))


def _read(file: Path):
    """Read at every start, so with the quick reader where there is one."""
    return yaml.load(file.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe
