"""Reads an article file (docs/article-format.md): front matter, then a small part of Markdown, into blocks."""

import datetime as dt
import hashlib
import itertools
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from tryggby.knowledge.blocks import LISTS

FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
BOXES = {"fact": "fact", "example": "example", "try": "practise", "note": "note", "help": "help"}
DIRECTIVE = re.compile(r"^:::\s*([a-z]+)[ \t]*(.*)$")
LINK = re.compile(r"^- \[([^\]]+)\]\(([^)\s]+)\)$")
AUDIENCES = {"staff", "public", "child", "parent"}
KINDS = {"child", "practitioner", "user_organisation", "research", "law"}
KEYS = {
    "title",
    "audience",
    "theme",
    "elements",
    "summary",
    "written",
    "review_months",
    "see_also",
    "sources",
    "limits",
    "editor_notes",
}
MARKDOWN = MarkdownIt("zero").enable(
    [
        "paragraph",
        "heading",
        "list",
        "blockquote",
        "emphasis",
        "link",
        "text",
        "newline",
        "escape",
        "normalize",
        "inline",
    ]
)


class Malformed(ValueError):
    """A file that is not as docs/article-format.md says; the message names file and fault."""


@dataclass
class ArticleFile:
    """One file as read."""

    slug: str
    language: str
    digest: str
    title: str
    audience: str
    theme: str
    summary: str
    written: dt.date
    review_months: int
    limits: str = ""
    editor_notes: str = ""
    elements: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[dict[str, Any]] = field(default_factory=list)


def read_file(path: Path) -> ArticleFile:
    """The file as an object; raises Malformed."""
    raw = path.read_bytes()
    found = FRONT.match(raw.decode("utf-8").replace("\r\n", "\n"))
    if not found:
        raise Malformed(f"{path.name}: front matter between two lines of --- is missing")
    try:
        front = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        raise Malformed(f"{path.name}: {error}") from error
    _check(path.name, front)
    return ArticleFile(
        slug=path.stem,
        language=path.parent.name,
        digest=hashlib.sha256(raw).hexdigest(),
        title=front["title"].strip(),
        audience=front["audience"],
        theme=front.get("theme") or "",
        summary=" ".join(front["summary"].split()),
        written=front["written"],
        review_months=int(front.get("review_months") or 12),
        limits=" ".join((front.get("limits") or "").split()),
        editor_notes=" ".join((front.get("editor_notes") or "").split()),
        elements=list(front.get("elements") or []),
        see_also=list(front.get("see_also") or []),
        sources=list(front.get("sources") or []),
        blocks=blocks_of(found[2], path.name),
    )


def blocks_of(text: str, name: str = "") -> list[dict[str, Any]]:
    """The body as raw data of the stream field."""
    blocks: list[dict[str, Any]] = []
    lines, plain = iter(text.split("\n")), []
    for line in lines:
        opening = DIRECTIVE.match(line)
        if not opening:
            plain.append(line)
            continue
        blocks += _running("\n".join(plain))
        plain = []
        inner = []
        for following in lines:
            if following.strip() == ":::":
                break
            inner.append(following)
        else:
            raise Malformed(f"{name}: :::{opening[1]} is never closed")
        blocks.append(_box(opening[1], opening[2].strip(), inner, name))
    return blocks + _running("\n".join(plain))


def _check(name: str, front: Any) -> None:
    if not isinstance(front, dict):
        raise Malformed(f"{name}: the front matter is no list of keys")
    missing = {"title", "audience", "summary", "written"} - set(front)
    if missing or set(front) - KEYS:
        raise Malformed(f"{name}: missing {sorted(missing)}, unknown {sorted(set(front) - KEYS)}")
    if front["audience"] not in AUDIENCES or not isinstance(front["written"], dt.date):
        raise Malformed(f"{name}: audience or written is wrong")
    for source in front.get("sources") or []:
        if source.get("kind") not in KINDS or not source.get("id") or not source.get("title"):
            raise Malformed(f"{name}: a source needs id, kind and title: {source}")


def _box(kind: str, title: str, lines: list[str], name: str) -> dict[str, Any]:
    if kind == "links":
        found = [LINK.match(line.strip()) for line in lines if line.strip()]
        if not all(found):
            raise Malformed(f"{name}: :::links holds only lines of - [text](address)")
        links = [{"text": link[1], "address": link[2]} for link in found if link]
        return {"type": "links", "value": links}
    if kind not in BOXES:
        raise Malformed(f"{name}: :::{kind} is no block")
    return {"type": BOXES[kind], "value": {"title": title, "text": _html(MARKDOWN.parse("\n".join(lines)))}}


def _running(text: str) -> list[dict[str, Any]]:
    """Paragraphs and lists gathered into one block; headings and quotes are blocks of their own."""
    blocks: list[dict[str, Any]] = []
    gathered: list[Any] = []

    def put() -> None:
        if gathered:
            blocks.append({"type": "text", "value": _html(gathered)})
            gathered.clear()

    for piece in _pieces(MARKDOWN.parse(text)):
        if piece[0].type == "heading_open":
            put()
            level = "2" if piece[0].tag in {"h1", "h2"} else "3"
            blocks.append({"type": "heading", "value": {"text": piece[1].content, "level": level}})
        elif piece[0].type == "blockquote_open":
            put()
            blocks.append({"type": "quote", "value": {"text": _html(piece[1:-1]), "source": ""}})
        else:
            gathered += piece
    put()
    return blocks


def _pieces(tokens: list) -> list[list]:
    """The tokens, split where a piece on the outermost level ends."""
    pieces: list[list] = []
    piece: list = []
    depth = 0
    for token in tokens:
        piece.append(token)
        depth += token.nesting
        if depth == 0:
            pieces.append(piece)
            piece = []
    return pieces


def _html(tokens: list) -> str:
    """The tokens as the editors' rich text is stored."""
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}).strip()
    for ours, theirs in (("strong>", "b>"), ("em>", "i>")):
        html = html.replace(f"<{ours}", f"<{theirs}").replace(f"</{ours}", f"</{theirs}")
    return canonical(re.sub(r">\n<", "><", html).replace("\n", " "))


def canonical(html: str) -> str:
    """Rich text exactly as the editor writes it back, so that opening and saving a text changes nothing.

    The editor gives every paragraph a random key; here they are counted.
    """
    number = itertools.count(1)
    editor = _editor()
    stored = editor.to_database_format(editor.from_database_format(html))
    return re.sub(r'data-block-key="[^"]*"', lambda _found: f'data-block-key="k{next(number):04}"', stored)


@cache
def _editor() -> ContentstateConverter:
    return ContentstateConverter(features=LISTS)
