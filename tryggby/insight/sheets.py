"""The one place that writes spreadsheets, XLSX and CSV: as a stream, never a whole sheet in memory.

Every cell is an inline text or a number: nothing can be a formula.
"""

import codecs
import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import batched
from xml.sax.saxutils import escape

Sheet = tuple[str, Sequence[str], Iterable[Sequence]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
# Signs that XML cannot hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Lines of a file that are written at a time.
LINES = 500
# Bytes that are gathered before they are handed on, and a moment that makes the same rows the same bytes.
PIECE, MOMENT = 64 * 1024, (2026, 1, 1, 0, 0, 0)


def workbook_stream(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """An XLSX of (name, heads, rows), piece by piece."""
    out = _Outflow()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in _frame([name for name, _heads, _rows in sheets]):
            book.writestr(zipfile.ZipInfo(name, MOMENT), text)
        for number, (_name, heads, rows) in enumerate(sheets, start=1):
            entry = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml", MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with book.open(entry, "w") as sheet:
                sheet.write(_begin(heads).encode())
                for lines in _lines(rows):
                    sheet.write(lines)
                    yield from out.taken()
                sheet.write(b"</sheetData></worksheet>")
    yield out.rest()


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """A small XLSX whole."""
    return b"".join(workbook_stream(list(sheets)))


def csv_text(heads: Sequence[str], rows: Iterable[Sequence], *, mark: str = ",") -> Iterator[bytes]:
    """The same as CSV, some lines at once; a text that could be a formula gets a quote.

    BOM, semicolon and decimal comma are for Norwegian Excel, which takes «15.2» for a day. What programs read has
    another `mark`, the point.
    """
    yield codecs.BOM_UTF8 + _csv_lines([heads], mark)
    for some in batched(rows, LINES):
        yield _csv_lines(some, mark)


class _Outflow(io.RawIOBase):
    """What the zip writes, until it is taken; it cannot be gone back in."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        """Zip asks."""
        return True

    def write(self, data) -> int:
        """Keep a piece until it is taken."""
        self.pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def taken(self) -> Iterator[bytes]:
        """What has come together, when it is worth sending."""
        if self.size >= PIECE:
            yield self.rest()

    def rest(self) -> bytes:
        """Everything that is waiting."""
        whole = b"".join(self.pieces)
        self.pieces, self.size = [], 0
        return whole


def _csv_lines(rows: Sequence[Sequence], mark: str) -> bytes:
    lines = io.StringIO()
    calm = [[_calm(cell, mark) for cell in row] for row in rows]
    csv.writer(lines, delimiter=";", lineterminator="\r\n").writerows(calm)
    return lines.getvalue().encode()


def _calm(cell, mark: str) -> object:
    """A cell that no spreadsheet takes for a formula, nor a number for something else."""
    if isinstance(cell, float):
        return str(cell).replace(".", mark)
    if cell is None or isinstance(cell, int):
        return "" if cell is None else cell
    return _calm_text(str(cell))


@lru_cache(maxsize=2048)
def _calm_text(text: str) -> str:
    """The same few words stand in most cells."""
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r", "\n"} else text


def _lines(rows: Iterable[Sequence]) -> Iterator[bytes]:
    """Rows as XML, some at a time."""
    waiting: list[str] = []
    for row in rows:
        waiting.append(f"<row>{''.join(map(_cell, row))}</row>")
        if len(waiting) == LINES:
            yield "".join(waiting).encode()
            waiting = []
    yield "".join(waiting).encode()


def _cell(value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    return _text(value.isoformat() if isinstance(value, dt.date) else str(value))


@lru_cache(maxsize=2048)
def _text(text: str) -> str:
    """The same few words stand in most cells."""
    calm = escape(FORBIDDEN.sub("", text)[:32000])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{calm}</t></is></c>'


def _begin(heads: Sequence[str]) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{max(12, min(40, len(head) + 4))}" customWidth="1"/>'
        for n, head in enumerate(heads, start=1)
    )
    top = "".join(_text(head).replace("<c ", '<c s="1" ', 1) if head else "<c/>" for head in heads)
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData><row>{top}</row>"
    )


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files around the sheets."""
    numbers = range(1, len(names) + 1)
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{sheet}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{sheet}.styles+xml"/>{parts}</Types>',
    )
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name="{escape(_sheet_name(name), {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
    )
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, (f"rId{len(names) + 1}", "styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def _relations(rows: Iterable[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{to}"/>' for key, kind, to in rows)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def _sheet_name(name: str) -> str:
    return re.sub(r"[\\/*?:\[\]]", " ", name)[:31] or "1"
