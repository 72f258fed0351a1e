"""Words as search compares them: in lower case, without endings, with those that mean the same."""

import re
from functools import cache
from pathlib import Path

import yaml

WORD = re.compile(r"[^\W_]{1,60}")
STEMMERS = {"nb": "norwegian", "nn": "norwegian", "en": "english", "ar": "arabic"}
# Words that stand in every text and tell nothing.
EMPTY = frozenset(
    WORD.findall(
        "og i på å er som det en et ei til med av for den de du vi jeg eg ikkje ikke har kan om at men eller når hva "
        "kva hvordan korleis hvem kven the a an of to and in is it on"
    )
)
SYNONYMS = Path(__file__).with_name("synonyms.yaml")


@cache
def _stemmer(language: str):
    import snowballstemmer  # thirty languages, read when the first word is asked for

    name = STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.lower())


def stem(word: str, language: str) -> str:
    """One word without its ending."""
    stemmer = _stemmer(language)
    return stemmer.stemWord(word) if stemmer else word


def stems_of(text: str, language: str) -> list[str]:
    """The stems of a text, in order, without the words that tell nothing."""
    words = words_of(text)
    telling = [word for word in words if word not in EMPTY] or words
    return [stem(word, language) for word in telling]


@cache
def synonyms(language: str) -> dict[str, frozenset[str]]:
    """Stem → the stems of all words that mean the same (data in synonyms.yaml)."""
    found: dict[str, frozenset[str]] = {}
    for group in yaml.safe_load(SYNONYMS.read_text("utf-8")):
        stems = frozenset(stem(word.lower(), language) for word in group)
        for one in stems:
            found[one] = found.get(one, frozenset()) | stems
    return found
