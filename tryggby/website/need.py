"""Words that may mean that somebody needs help, and which lines are shown then. Only ever raises attention."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "need.yaml"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
DANGER, HARD, NOTHING = "danger", "hard", ""


def words_of(text: str, most: int = 200) -> list[str]:
    """The words of a text in small letters, composed; at most so many, so that a long text costs no more."""
    composed = unicodedata.normalize("NFC", text[:4000].encode("utf-8", "ignore").decode()).lower()
    return WORD.findall(composed)[:most]


def need_in(text: str) -> str:
    """`danger`, `hard` or nothing, whatever language the words are in."""
    words = words_of(text)
    for level in (DANGER, HARD):
        if any(_stands_in(words, phrase) for phrase in _phrases()[level]):
            return level
    return NOTHING


def _stands_in(words: list[str], phrase: tuple[str, ...]) -> bool:
    last = len(words) - len(phrase)
    return any(all(map(_matches, words[start:], phrase)) for start in range(last + 1))


def _matches(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _pieces(entry: str) -> list[str]:
    """The words of an entry of the file, composed."""
    return unicodedata.normalize("NFC", entry).split()


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        level: sorted(
            {tuple(unicodedata.normalize("NFC", entry).split()) for group in groups.values() for entry in group}
        )
        for level, groups in data.items()
    }
