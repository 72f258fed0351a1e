"""Phrases that may mean danger. A hit only raises the clock; nothing is ever lowered or sent elsewhere by it."""

import re
from functools import cache

import yaml

from tryggby.voices.content import FOLDER


def hints_at_danger(text: str) -> bool:
    """True when the text has a phrase of the list, in any language; which one is kept nowhere."""
    return bool(_phrases().search(" ".join(text.casefold().split())))


@cache
def _phrases() -> re.Pattern[str]:
    rows = yaml.safe_load((FOLDER / "hints.yaml").read_text("utf-8"))
    phrases = [phrase for language in rows["phrases"].values() for phrase in language]
    return re.compile("|".join(_pattern(phrase) for phrase in phrases))


def _pattern(phrase: str) -> str:
    """A phrase as a pattern: words in this order with at most two between, `*` for any ending."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in phrase.casefold().split()]
    return r"\b" + r"\W+(?:\w+\W+){0,2}?".join(words) + r"\b"
