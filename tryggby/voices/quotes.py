"""Whether an adult's words repeat a child's: so many words in a row that the child could be known by them."""

import re

# So many of the child's words in a row are the child's sentence, not the adult's.
IN_A_ROW = 5


def repeats(text: str, paraphrase: str) -> bool:
    """True when `paraphrase` has five words in a row of `text`, whatever the case and signs between."""
    said, written = _words(text), _words(paraphrase)
    rows = {tuple(said[first : first + IN_A_ROW]) for first in range(len(said) - IN_A_ROW + 1)}
    return any(tuple(written[first : first + IN_A_ROW]) in rows for first in range(len(written) - IN_A_ROW + 1))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
