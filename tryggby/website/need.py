"""Words that may mean that somebody needs help, and which lines are shown then. Only ever raises attention."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "need.yaml"
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
DANGER, HARD, NOTHING = "danger", "hard", ""
# So many small words may stand between the words of an entry: «vil bare så gjerne dø».
GAP = 3


def words_of(text: str, most: int = 200) -> list[str]:
    """The words of a text in small letters, composed; at most so many, so that a long text costs no more."""
    return WORD.findall(_plain(text[:4000].encode("utf-8", "ignore").decode()))[:most]


def need_in(text: str) -> str:
    """`danger`, `hard` or nothing, whatever language the words are in."""
    words = words_of(text)
    levels, small = _entries()
    for level in (DANGER, HARD):
        if any(_stands_in(words, entry, small) for entry in levels[level]):
            return level
    return NOTHING


def _stands_in(words: list[str], entry: tuple[str, ...], small: frozenset[str]) -> bool:
    first, *rest = entry
    return any(_matches(word, first) and _goes_on(words[at + 1 :], rest, small) for at, word in enumerate(words))


def _goes_on(words: list[str], rest: list[str], small: frozenset[str]) -> bool:
    """True when the rest of an entry follows, with nothing but a few small words between."""
    for wanted in rest:
        for skipped, word in enumerate(words[: GAP + 1]):
            if _matches(word, wanted):
                words = words[skipped + 1 :]
                break
            if word not in small:
                return False
        else:
            return False
    return True


def _matches(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _plain(text: str) -> str:
    """Composed, in small letters, with one kind of apostrophe."""
    return unicodedata.normalize("NFC", text).lower().replace("’", "'")


def _pieces(entry: str) -> tuple[str, ...]:
    """The words of an entry of the file, as the words of a question are found; a last * is kept."""
    return tuple(re.findall(WORD.pattern + r"\*?", _plain(entry)))


@cache
def _entries() -> tuple[dict[str, list[tuple[str, ...]]], frozenset[str]]:
    """The entries of each level, and the small words."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    small = frozenset(data.pop("between"))
    levels = {
        level: sorted({_pieces(str(entry)) for group in groups.values() for entry in group})
        for level, groups in data.items()
    }
    return levels, small
