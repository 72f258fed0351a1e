"""The record on one sheet of paper: how small the type is, and how much of each text there is room for. Pure."""

from dataclasses import dataclass
from math import ceil

# The record is printed in two columns below the one thing that is changed: signs in a line of one, lines in both.
ROOMY, TIGHT = (54, 92), (61, 128)
# A heading takes the room of so many lines; «(styrker tryggheten)» and the count are so many signs.
HEADING, EFFECT, STATE = 4, 26, 24
# When the smallest type that can be read is not small enough, texts end after so many signs, the first that fits.
SHORTER = (240, 160, 120, 90, 70, 55, 40, 30, 20)
NO_END = 10_000


@dataclass(frozen=True)
class Paper:
    """How the record is printed: in small type or not, and where texts end; `most` is None when they are whole."""

    is_tight: bool = False
    most: int | None = None


def paper_for(page: dict) -> Paper:
    """What `record_page` gave, made to fit. The screen has every text whole."""
    for is_tight, (signs, room) in ((False, ROOMY), (True, TIGHT)):
        if _lines(page, signs, NO_END) <= room:
            return Paper(is_tight)
    signs, room = TIGHT
    return Paper(True, next((most for most in SHORTER if _lines(page, signs, most) <= room), SHORTER[-1]))


def _lines(page: dict, signs: int, most: int) -> int:
    """How many lines of a column the sections take, each text at most so long."""
    acts = [_cut(row["text"], most) for row in page["seen"]]
    missed = sum(_cut(row["text"], most) + 3 for row in page["not_seen"])
    points = [len(row["question"]) + _options(row, most) for row in page["choices"]]
    local = [_cut(row["question"], most) + _cut(row["text"], most) + 1 for row in page["local"]]
    before = [_cut(row.text, most) + STATE for row in page["before"]]
    sections = ([*acts, missed] if acts or missed else [], points, local, before)
    return sum(HEADING + sum(ceil(length / signs) for length in section) for section in sections if section)


def _options(point: dict, most: int) -> int:
    return sum(_cut(option["text"], most) + EFFECT for option in point["options"] if option["count"])


def _cut(text: str, most: int) -> int:
    return min(len(text), most)
