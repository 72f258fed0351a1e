"""How hard a text is to read: words per sentence plus the share of long words."""

import re
from html.parser import HTMLParser

from tryggby.knowledge.marks import MARK

LIMITS = {"child": 25, "public": 35, "parent": 35, "staff": 45}
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
END = re.compile(r"[.!?:](?=\s|$)")
ENDING = {"p", "li", "h2", "h3", "blockquote", "br", "div"}


def lix(text: str) -> float:
    """The readability index of plain text, where a line without an end counts as a sentence."""
    words = WORD.findall(text)
    sentences = sum(max(1, len(END.findall(line))) for line in text.splitlines() if WORD.search(line))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words) if words else 0.0


def lix_of_body(body) -> float:
    """The index of a body of blocks; headings and links are left out."""
    return round(lix(text_of_body(body)), 1)


def text_of_body(body, *, headings: bool = False) -> str:
    """The words of a body, one line per paragraph or list item, without source marks."""
    lines: list[str] = []
    for block in body:
        if block.block_type == "heading":
            lines += [block.value["text"]] if headings else []
        elif block.block_type == "text":
            lines.append(plain(block.value.source))
        elif block.block_type in {"quote", "fact", "example", "practise", "note", "help"}:
            lines.append(plain(block.value["text"].source))
        elif block.block_type == "links" and headings:
            lines += [link["text"] for link in block.value]
    return "\n".join(lines)


def plain(html: str) -> str:
    """HTML as lines of plain text."""
    reader = _Lines()
    reader.feed(MARK.sub("", html))
    reader.close()
    return "\n".join(line for line in (" ".join(part.split()) for part in "".join(reader.parts).split("\n")) if line)


class _Lines(HTMLParser):
    """Collects text, with a line break at the end of everything that stands alone."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))

    def handle_endtag(self, tag: str) -> None:
        if tag in ENDING:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs) -> None:
        self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag == "br":
            self.parts.append("\n")
