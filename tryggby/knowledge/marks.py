"""Source marks in running text: `[^s1]` after a claim becomes a number that leads to the source."""

import re
from collections.abc import Iterable, Iterator

from django.utils.html import format_html

MARK = re.compile(r"\[\^([a-z0-9]+)\]")


def texts_of(body) -> Iterator[str]:
    """Every piece of text in a body of blocks, as it is stored."""
    for block in body:
        yield from _texts(block.value)


def marks_in(body) -> set[str]:
    """The marks that a body uses."""
    return {mark for text in texts_of(body) for mark in MARK.findall(text)}


def number_marks(html: str, marks: Iterable[str], label: str) -> str:
    """Put links in place of the marks, numbered in the order of the sources; marks of no source vanish.

    The first link of each source is the place that the source leads back to.
    """
    numbers = {mark: number for number, mark in enumerate(marks, 1)}
    seen: set[int] = set()

    def link(found: re.Match) -> str:
        number = numbers.get(found[1])
        if number is None:
            return ""
        place = "" if number in seen else format_html(' id="pastand-{}"', number)
        seen.add(number)
        return format_html(
            '<sup class="claim"><a href="#kilde-{}"{}><span class="ds-sr-only">{} </span>{}</a></sup>',
            number,
            place,
            label,
            number,
        )

    return MARK.sub(link, html)


def _texts(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif hasattr(value, "source") and not hasattr(value, "items"):
        yield value.source
    elif hasattr(value, "items"):
        for piece in value.values():
            yield from _texts(piece)
    elif isinstance(value, Iterable):
        for piece in value:
            yield from _texts(piece)
