"""What children read, as data: the flow's words in each language, and our library of questions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tryggby.help.door import CHILDRENS_PHONE, answers_always

FOLDER = Path(__file__).parent / "texts"
FIRST = "nb"


@dataclass(frozen=True)
class Flow:
    """The child's flow in one language."""

    code: str
    words: dict

    @property
    def name(self) -> str:
        """The language's name for itself."""
        return self.words["name"]

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.words["direction"]

    @property
    def checked(self):
        """When a speaker last read it; None when nobody has."""
        return self.words["checked"]

    def labels(self, family: str, pack: str) -> list[str]:
        """Words beside the faces of a pack, from value 1 upwards."""
        return self.words["labels"][family][pack]

    def days(self, weekdays: list[int]) -> str:
        """Weekdays in words."""
        names = [self.words["weekdays"][day] for day in weekdays]
        return " ".join([", ".join(names[:-1]), self.words["and"], names[-1]]) if len(names) > 1 else "".join(names)


def flows() -> dict[str, Flow]:
    """Every language of the flow, bokmål first."""
    return _flows(phone_always_answers())


def phone_always_answers() -> bool:
    """True while the record of the children's phone says that somebody answers at every hour, and is not overdue."""
    return answers_always(CHILDRENS_PHONE)


def with_hours(words, said: str):
    """Words, at any depth, with what is said of the hours of the children's phone in its place."""
    if isinstance(words, dict):
        return {name: with_hours(word, said) for name, word in words.items()}
    if isinstance(words, list):
        return [with_hours(word, said) for word in words]
    return words.replace("{always}", said) if isinstance(words, str) else words


@cache
def _flows(always: bool) -> dict[str, Flow]:
    found = {}
    for path in FOLDER.glob("flow/*.yaml"):
        words = yaml.safe_load(path.read_text("utf-8"))
        found[path.stem] = Flow(path.stem, with_hours(words, words["always"] if always else ""))
    order = [FIRST, "nn", "se", "en"]
    codes = sorted(found, key=lambda code: (order.index(code) if code in order else len(order), code))
    return {code: found[code] for code in codes}


def flow(code: str) -> Flow:
    """One language; bokmål when it does not exist."""
    return flows().get(code) or flows()[FIRST]


@cache
def library() -> dict[str, dict]:
    """Our questions by slug: version, theme, kind, labels, words, choices."""
    rows = yaml.safe_load((FOLDER / "questions.yaml").read_text("utf-8"))
    return {row["slug"]: {"kind": "faces", "labels": "amount", "choices": []} | row for row in rows}
