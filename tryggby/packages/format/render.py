"""Markdown to the little HTML a part may hold: rendered once at import and cleaned, so that pages only print it."""

import re

import nh3
from markdown_it import MarkdownIt

_TEXT = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline", "code", "fence"])
_SHEET = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block", "html_inline"])

TAGS = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br", "hr", "h2", "h3", "code", "pre"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
DRESSED = {
    "a": {"class": "ds-link"},
    "ul": {"class": "ds-list"},
    "ol": {"class": "ds-list"},
    "h2": {"class": "ds-heading", "data-size": "xs"},
    "h3": {"class": "ds-heading", "data-size": "2xs"},
    "table": {"class": "ds-table"},
}

_ATTRIBUTE = re.compile(r' [a-z-]+="[^"]*"')
_DRESSED_TAG = re.compile(r'<([a-z0-9]+)((?: [a-z-]+="[^"]*"){2,})>')


def block_html(text: str) -> str:
    """One or more blocks of text."""
    return _clean(_TEXT.render(text), TAGS)


def inline_html(text: str) -> str:
    """A line of text without a paragraph around it."""
    return _clean(_TEXT.renderInline(text.strip()), {"strong", "em", "a", "br", "code"})


def sheet_html(text: str) -> str:
    """A whole tool, tables too; its title is the page's, so headings start at the second level."""
    return _clean(_SHEET.render(text), TAGS | TABLE | {"h4"})


def plain_text(text: str) -> str:
    """The words alone, for counting."""
    return nh3.clean(_TEXT.render(text), tags=set())


def _clean(html: str, tags: set[str]) -> str:
    cleaned = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "part", "tel"},
        set_tag_attribute_values={tag: values for tag, values in DRESSED.items() if tag in tags},
        link_rel="noreferrer",
    )
    return _DRESSED_TAG.sub(_in_order, cleaned).strip()


def _in_order(found: re.Match) -> str:
    """The tag with its attributes by name: the cleaner gives them in an order of its own each time."""
    return f"<{found[1]}{''.join(sorted(_ATTRIBUTE.findall(found[2])))}>"
