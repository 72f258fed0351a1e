"""The code a child can keep: six words of 2 048 (66 bits). Two find the thread, four are the secret."""

import re
import secrets
import unicodedata
from functools import cache

from tryggby.voices.content import FOLDER

WORDS, BITS = 6, 11
LOCATOR = 2
PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "o"})


def words_of(seed: bytes) -> str:
    """The code that a random seed of 32 bytes stands for."""
    number, found = int.from_bytes(seed, "big"), []
    for _ in range(WORDS):
        number, place = divmod(number, 1 << BITS)
        found.append(word_list()[place])
    return " ".join(found)


def new_code() -> str:
    """A code drawn at random."""
    return words_of(secrets.token_bytes(32))


def parse(text: str) -> tuple[str, str] | None:
    """Locator and secret of a typed code, each in its one spelling; None when it is not six words of the list.

    Capitals, commas, hyphens, numbers before the words and a missing ring over the å do not matter.
    """
    words = _typed(text)
    if len(words) != WORDS or any(word not in _known() for word in words):
        return None
    return " ".join(words[:LOCATOR]), " ".join(words[LOCATOR:])


def has_code(text: str) -> bool:
    """True when six words of the list stand one after the other: nobody writes so, it is a code."""
    run = 0
    for word in _typed(text):
        run = run + 1 if word in _known() else 0
        if run == WORDS:
            return True
    return False


@cache
def word_list() -> tuple[str, ...]:
    """Our 2 048 words: plain, friendly, never one sign from another."""
    return tuple((FOLDER / "words.txt").read_text("utf-8").split())


@cache
def _known() -> frozenset[str]:
    return frozenset(_plain(word) for word in word_list())


def _typed(text: str) -> list[str]:
    return re.findall(r"[a-z]+", _plain(text))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFC", text.casefold()).translate(PLAIN)
    return "".join(sign for sign in unicodedata.normalize("NFD", folded) if not unicodedata.combining(sign))
