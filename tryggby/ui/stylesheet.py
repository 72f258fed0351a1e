"""Joins the CSS of the components, the tokens and the fixed colours into one file."""

import re
from pathlib import Path

from .theme import palette_css

FOLDER = Path(__file__).parent / "css"
OUTPUT = Path(__file__).parent / "static" / "ui" / "app.css"
LAYERS = (
    "@layer ds.theme.palette,ds.theme.brand,ds.theme,ds.base,ds.components,ui.base,ui.layout,ui.components,ui.print;\n"
)


def stylesheet() -> str:
    """The whole of app.css: layers first, then colours, tokens and one component after the other by file name."""
    parts = [FOLDER / "vendor" / "tokens.css", *sorted(FOLDER.glob("*.css"))]
    return LAYERS + palette_css() + "\n".join(_small(part.read_text()) for part in parts) + "\n"


def _small(css):
    """Without comments and needless blanks; nothing cleverer, so that what is served can still be read."""
    css = re.sub(r"/\*(?! Designsystemet).*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").replace(": ", ":").strip()
