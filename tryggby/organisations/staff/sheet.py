"""An uploaded CSV or XLSX file as a heading and rows of cells; no database, no domain."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, field

import python_calamine
from django.utils.translation import gettext as _

from tryggby.organisations.staff.book import TOO_MANY_ROWS, TOO_WIDE, UNREADABLE, FileFault, check_book

MAX_BYTES = 30 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 60
# A first line that tells Excel what stands between the cells.
SEPARATOR = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)

type Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class Sheet:
    """Heading, rows with their number in the file, and the rows that hold formulas."""

    heading: list[str]
    rows: list[tuple[int, list[Cell]]]
    formulas: frozenset[int] = field(default_factory=frozenset)


def read_sheet(name: str, data: bytes) -> Sheet:
    """The first sheet of a file; raises FileFault with words for the person who uploaded it."""
    check_size(data)
    sheet = _read_xlsx(data) if data[:4] == b"PK\x03\x04" else _read_csv(name, data)
    if len(sheet.rows) > MAX_ROWS:
        raise FileFault(str(TOO_MANY_ROWS) % {"number": MAX_ROWS})
    if len(sheet.heading) > MAX_COLUMNS:
        raise FileFault(TOO_WIDE)
    return sheet


def check_size(data: bytes) -> None:
    """Refuses an empty file and one that is too large to be anybody's staff."""
    if not data.strip():
        raise FileFault(_("Fila er tom."))
    if len(data) > MAX_BYTES:
        raise FileFault(_("Fila er større enn 30 MB. Del den i flere."))


def _read_csv(name: str, data: bytes) -> Sheet:
    if data[:4] == b"\xd0\xcf\x11\xe0" or name.lower().endswith((".xls", ".ods", ".pdf", ".docx")):
        raise FileFault(_("Vi leser CSV og Excel-filer som heter .xlsx. Lagre fila som en av dem."))
    text = _decode(data)
    told = SEPARATOR.match(text)
    delimiter = told[1] if told else _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[tuple[int, list[Cell]]] = []
    try:
        if told:
            next(lines)
        heading = [cell.strip() for cell in next(lines, [])]
        for cells in lines:
            if any(cell.strip() for cell in cells):
                rows.append((lines.line_num, list(cells)))
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        raise FileFault(_("Vi forstår ikke fila ved linje %(line)s.") % {"line": lines.line_num}) from error
    return Sheet(heading, rows)


def _decode(data: bytes) -> str:
    """The text, whatever Norwegian spreadsheets save: UTF-8 with or without mark, UTF-16, Windows-1252."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileFault(_("Vi kan ikke lese tegnene i fila. Lagre den som «CSV UTF-8» eller Excel (.xlsx)."))


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(";,\t", key=first.count)


def _read_xlsx(data: bytes) -> Sheet:
    formulas = check_book(data, MAX_ROWS, MAX_COLUMNS)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        table = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MAX_ROWS + 2)
    except (python_calamine.CalamineError, IndexError, ValueError) as error:
        raise FileFault(UNREADABLE) from error
    if not table:
        raise FileFault(_("Fila er tom."))
    heading = [str(cell).strip() for cell in table[0]]
    rows = [(number, cells) for number, cells in enumerate(table[1:], start=2) if any(cell != "" for cell in cells)]
    return Sheet(heading, rows, formulas)
