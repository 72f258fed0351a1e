"""Looks through an XLSX file before anything opens it: what would fill the memory is refused."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from django.utils.translation import gettext_lazy

# An XLSX is a zip: what it may hold when unpacked.
MAX_UNPACKED = 300 * 1024 * 1024
MAX_PARTS = 300
PIECE = 256 * 1024
STORED, DEFLATED = 0, 8
UNREADABLE = gettext_lazy("Vi kan ikke lese Excel-fila. Er den skadet eller låst med passord?")
TOO_LARGE = gettext_lazy("Excel-fila er for stor når den pakkes ut. Bruk malen.")
TOO_MANY_ROWS = gettext_lazy("Fila har mer enn %(number)s rader. Del den i flere.")
TOO_WIDE = gettext_lazy("Fila har for mange kolonner. Bruk malen.")


class FileFault(ValueError):
    """The file as a whole cannot be read; the text says what to do."""


def check_book(data: bytes, rows: int, columns: int) -> frozenset[int]:
    """Rows of the sheets that hold a formula; raises FileFault for what nobody's staff file holds.

    Every part is really unpacked, a piece at a time, whatever its header says of its size.
    """
    formulas: set[int] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or len({part.filename for part in parts}) != len(parts):
                raise FileFault(TOO_LARGE)
            left = MAX_UNPACKED
            for part in parts:
                reader = _Reader(rows, columns) if part.filename.endswith((".xml", ".rels")) else None
                for piece in _unpacked(data, part):
                    left -= len(piece)
                    if left < 0:
                        raise FileFault(TOO_LARGE)
                    if reader:
                        reader.read(piece)
                if reader and part.filename.startswith("xl/worksheets/"):
                    formulas |= reader.formulas
    except (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, NotImplementedError, OSError) as error:
        raise FileFault(UNREADABLE) from error
    except expat.ExpatError as error:
        raise FileFault(UNREADABLE) from error
    return frozenset(formulas)


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes as they really are; a header that lies about the size is a damaged file."""
    if part.flag_bits & 1 or part.compress_type not in (STORED, DEFLATED):
        raise zipfile.BadZipFile
    name, extra = struct.unpack("<HH", data[part.header_offset + 26 : part.header_offset + 30])
    start = part.header_offset + 30 + name + extra
    packed = memoryview(data)[start : start + part.compress_size]
    size = 0
    if part.compress_type == STORED:
        for at in range(0, len(packed), PIECE):
            size += len(packed[at : at + PIECE])
            yield bytes(packed[at : at + PIECE])
    else:
        engine = zlib.decompressobj(-15)
        waiting: bytes | memoryview = packed
        while not engine.eof:
            piece = engine.decompress(waiting, PIECE)
            waiting = engine.unconsumed_tail
            if not piece and not waiting:
                break
            size += len(piece)
            yield piece
    if size != part.file_size:
        raise zipfile.BadZipFile


class _Reader:
    """Reads XML as it comes: no document types, no entities, no sheet larger than agreed."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.formulas: set[int] = set()
        self.row, self.column, self.depth = 0, 0, 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.buffer_text = True

    def read(self, piece: bytes) -> None:
        """Take the next piece."""
        self.parser.Parse(piece, False)

    def _refuse(self, *_told) -> None:
        raise FileFault(UNREADABLE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 100:
            raise FileFault(UNREADABLE)
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._cell(attributes.get("r", ""))
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number[:9]) if number.isascii() and number.isdigit() else self.row + 1
            self.column = 0
            self._check()
        elif tag == "f":
            self.formulas.add(self.row)

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _cell(self, place: str) -> None:
        letters = place.rstrip("0123456789")
        digits = place[len(letters) :]
        if len(letters) > 3 or len(digits) > 8:
            raise FileFault(TOO_WIDE)
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
        self.column = column or self.column + 1
        self.row = int(digits) if digits else self.row
        self._check()

    def _check(self) -> None:
        """A single cell far away would make a reader fill in everything before it."""
        if self.column > self.columns:
            raise FileFault(TOO_WIDE)
        if self.row > self.rows + 1:
            raise FileFault(str(TOO_MANY_ROWS) % {"number": self.rows})
