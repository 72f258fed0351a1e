"""How heavy a text is to read, and words we do not use about children."""

import re

WORD = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*")
STOP = re.compile(r"[.!?:;]+(?=\s|$|[»\"])|\n")
MAX_LIX = 45

# Said about a person these hurt or claim too much (docs/package-format.md, «Words»).
AVOID = {
    r"traumatisert\w*": "Si «barn som har det vanskelig» eller «belastning».",
    r"utager\w*": "Si hva du så barnet gjøre.",
    r"oppmerksomhetssyk\w*": "Si hva barnet trenger.",
    r"ressurssvak\w*": "Si hva som er vanskelig, og hva som er bra.",
    r"manipuler\w*": "Si hva barnet prøver å få til.",
    r"(krypdyr|reptil)hjerne\w*": "Omstridt bilde av hjernen. Si «kroppens alarm».",
    r"tredelt\w* hjerne\w*": "Omstridt bilde av hjernen. Si «kroppens alarm».",
    r"polyvagal\w*": "Omstridt teori. Si «kroppens alarm».",
    r"(ødelagt|skadet) for alltid": "Ikke riktig, og tar fra folk håp.",
    r"smerteuttrykk\w*": "Lett å bruke som merkelapp. Si hva du så.",
}
_AVOID = [(re.compile(rf"\b{pattern}", re.IGNORECASE), advice) for pattern, advice in AVOID.items()]


def lix(text: str) -> int:
    """The Scandinavian readability index: words per sentence plus the share of words over six letters."""
    words = WORD.findall(text)
    if not words:
        return 0
    sentences = max(1, sum(1 for piece in STOP.split(text) if WORD.search(piece)))
    long = sum(1 for word in words if len(word) > 6)
    return round(len(words) / sentences + 100 * long / len(words))


def count(text: str) -> int:
    """The number of words."""
    return len(WORD.findall(text))


def avoided(text: str) -> list[tuple[str, str]]:
    """(word, what to say instead) for each word we do not use."""
    return [(found.group(0), advice) for pattern, advice in _AVOID if (found := pattern.search(text))]
