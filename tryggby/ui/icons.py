"""The closed set of icons: Aksel's drawings under our own names, read once and written into the page."""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import mark_safe

FOLDER = Path(__file__).parent / "icons"


@cache
def names() -> tuple[str, ...]:
    """Every icon there is, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


@cache
def icon(name: str) -> str:
    """The icon as inline SVG that assistive technology skips; an unknown name is a programming error."""
    if name not in names():
        raise KeyError(f"No icon is called {name!r}; see tryggby/ui/icons/")
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", (FOLDER / f"{name}.svg").read_text(), re.DOTALL)
    paths = " ".join(drawing[1].split())
    return mark_safe(  # noqa: S308 - our own files
        f'<svg class="ds-icon" viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">{paths}</svg>'
    )
