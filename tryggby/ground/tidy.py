"""Tidies what visitors write: one line, no control signs, nothing that turns the direction of the page."""

import unicodedata

# Signs that turn the reading direction of what follows, and other invisible formatting.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
# Joiners that names and emoji need.
KEPT = "\u200c\u200d"


def one_line(text: str) -> str:
    """The text on one line, composed (NFC), without control and direction signs."""
    composed = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    shown = "".join(
        " " if sign in "\r\n\t\v\f\u2028\u2029" else sign
        for sign in composed
        if sign in KEPT or sign in "\r\n\t\v\f\u2028\u2029" or unicodedata.category(sign) not in HIDDEN
    )
    return " ".join(shown.split()).strip(KEPT)


def paragraphs(text: str) -> str:
    """The same for a text of several lines: line breaks stay, at most one empty line between paragraphs."""
    lines = [one_line(piece) for piece in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept: list[str] = []
    for piece in lines:
        if piece or (kept and kept[-1]):
            kept.append(piece)
    return "\n".join(kept).strip()
