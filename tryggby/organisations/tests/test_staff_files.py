"""Reading the file itself: encodings, delimiters, spreadsheets, and what is refused."""

import io
import struct
import zipfile

import openpyxl
import pytest

from tryggby.organisations.staff.rows import COLUMNS, Row, read_rows
from tryggby.organisations.staff.sheet import FileFault, read_sheet

HEADING = ";".join(COLUMNS)


def line(**cells):
    return ";".join(cells.get(name, "") for name in COLUMNS.values())


KARI = line(unit="Sørstua", service="barnehage", given_name="Kåre", family_name="Bø", email="Kare@x.example")


def read(text, name="liste.csv", encoding="utf-8"):
    return read_rows(read_sheet(name, text.encode(encoding)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_norwegian_spreadsheets_save_is_read(encoding, delimiter, end):
    text = end.join([HEADING, KARI, ""]).replace(";", delimiter)
    (row,), faults, notes = read(text, encoding=encoding)
    assert (row.unit, row.given_name, row.family_name, row.email) == ("Sørstua", "Kåre", "Bø", "kare@x.example")
    assert (row.number, faults, notes) == (2, [], [])


def test_a_row_survives_storing():
    (row,), _, _ = read(
        f"{HEADING}\n{line(unit='A', email='a@x.example', given_name='A', since='1.8.2026', share='80')}"
    )
    assert Row.restored(row.stored()) == row
    assert (str(row.since), row.share) == ("2026-08-01", 80)


def test_a_spreadsheet_is_read_with_its_dates_and_percents():
    book = openpyxl.Workbook()
    book.active.append(list(COLUMNS))
    import datetime as dt

    book.active.append(["Sørstua", "", "", "skole", 900000001, "Kåre", "Bø", "k@x.example", "Leder", 0.8])
    book.active["K2"] = dt.datetime(2026, 8, 1)
    book.active["M2"] = 1001
    out = io.BytesIO()
    book.save(out)
    (row,), faults, _ = read_rows(read_sheet("liste.xlsx", out.getvalue()))
    assert not faults
    assert (row.org_number, row.role, row.share, str(row.since), row.external_id) == (
        "900000001",
        "leader",
        80,
        "2026-08-01",
        "1001",
    )


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n"])
def test_a_line_that_only_tells_the_separator_is_no_heading(first):
    rows, faults, notes = read(first + "\n".join([HEADING, line(unit="Fin"), line(unit="A", role="sjef")]))
    assert [(row.unit, row.number) for row in rows] == [("Fin", 3)]
    assert [fault.row for fault in faults] == [4] and not notes


def test_formulas_are_named_by_row():
    book = openpyxl.Workbook()
    book.active.append(list(COLUMNS))
    book.active.append(["Sørstua", "", "", "skole"])
    book.active.append(['=CONCATENATE("a","b")', "", "", "skole"])
    out = io.BytesIO()
    book.save(out)
    rows, faults, _ = read_rows(read_sheet("liste.xlsx", out.getvalue()))
    assert [row.number for row in rows] == [2]
    assert (faults[0].row, "formel" in faults[0].text) == (3, True)


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"unit": "=1+1"}, "formel"),
        ({"unit": "@SUM(A1)"}, "formel"),
        ({"unit": "-cmd|' /C calc'!A0"}, "formel"),
        ({"unit": "SÃ¸rstua"}, "ødelagte tegn"),
        ({"unit": "S\ufffdrstua"}, "ødelagte tegn"),
        ({"unit": "x" * 201}, "for lang"),
        ({"unit": "A", "email": "kari"}, "ikke en e-postadresse"),
        ({"unit": "A", "given_name": "Kari"}, "e-posten mangler"),
        ({"unit": "A", "email": "a@x.example"}, "fornavnet mangler"),
        ({"unit": "A", "org_number": "123"}, "ni siffer"),
        ({"unit": "A", "role": "sjef"}, "leder eller ansatt"),
        ({"unit": "A", "share": "120"}, "mellom 0 og 100"),
        ({"unit": "A", "share": "mye"}, "mellom 0 og 100"),
        ({"unit": "A", "since": "i fjor"}, "ikke en dato"),
        ({"unit": "A", "since": "31.02.2026"}, "ikke en dato"),
        ({"email": "a@x.example", "given_name": "A"}, "enheten mangler"),
        (
            {"unit": "A", "email": "a@x.example", "given_name": "A", "since": "2.1.2026", "until": "1.1.2026"},
            "«til» er før «fra»",
        ),
    ],
)
def test_faults_are_said_in_plain_words_with_their_row(cells, words):
    rows, faults, _ = read("\n".join([HEADING, line(unit="Fin"), line(**cells)]))
    assert [row.unit for row in rows] == ["Fin"]
    assert {fault.row for fault in faults} == {3}
    assert any(words in fault.text for fault in faults)


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b"   \n", "tom"),
        (b"navn;alder\nA;1", "kolonnen «enhet»"),
        (b"enhet;enhet\nA;B", "to ganger"),
        (b"\xd0\xcf\x11\xe0old excel", "xlsx"),
        (b"enhet\n\x81\x8d\xff", "tegnene"),
        (b"enhet\nA\0B", "tegnene"),
        (b"PK\x03\x04broken", "Excel"),
        (b"x" * (30 * 1024 * 1024 + 1), "30 MB"),
        (("enhet\n" + "A\n" * 1_000_000).encode(), "200000"),
        (b"enhet\n" + b"A" * 200_000, "linje"),
        (b"enhet;overordnet enhet\n" + b'"' + b"A" * 200_000, "linje"),
        ((";".join(["enhet"] + ["k"] * 80) + "\nA").encode(), "kolonner"),
    ],
)
def test_files_that_cannot_be_read_are_refused_in_words(data, words):
    with pytest.raises(FileFault, match=words):
        read_rows(read_sheet("fil.csv", data))


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "{}">' + "".join(f'<!ENTITY a{n} "&a;&a;&a;&a;">' for n in range(9)) + "]>"


def book(sheet=None, **parts):
    """A spreadsheet with one row, its parts replaced."""
    made = openpyxl.Workbook()
    made.active.append(list(COLUMNS))
    out, given = io.BytesIO(), io.BytesIO()
    made.save(given)
    parts = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    if sheet is not None:
        parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(given) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts.get(name) or old.read(name))
    return out.getvalue()


def lying(data):
    """The same archive, whose headers say that its largest part is small."""
    largest = max(zipfile.ZipFile(io.BytesIO(data)).infolist(), key=lambda part: part.file_size)
    size = struct.pack("<I", largest.file_size)
    return data.replace(size, struct.pack("<I", 100))


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: book(SHEET.format("0" * (310 * 1024 * 1024))), "for stor"),
        (lambda: lying(book(SHEET.format("0" * (310 * 1024 * 1024)))), "for stor"),
        (lambda: lying(book(SHEET.format("0" * (2 * 1024 * 1024)))), "skadet"),
        (lambda: book(ENTITIES.format("x" * 1000) + SHEET.format("&a8;")), "skadet"),
        (lambda: book(xl__sharedStrings=ENTITIES.format("x") + "<sst/>"), "skadet"),
        (lambda: book(SHEET.format('<row r="1"><c r="XFD1048576"/></row>')), "kolonner"),
        (lambda: book(SHEET.format('<row r="1"><c s="1" r="A1048576"/></row>')), "200000"),
        (lambda: book(SHEET.format('<row r="99999999999"/>')), "200000|skadet"),
        (lambda: book(SHEET.format("<row/>" * 200_002)), "200000"),
        (lambda: book(SHEET.format("<x>" * 5000)), "skadet"),
        (lambda: book("<worksheet"), "skadet"),
        (lambda: book()[:2000], "skadet"),
    ],
)
def test_a_spreadsheet_made_to_harm_is_refused(data, words):
    made = data()
    assert len(made) < 2 * 1024 * 1024
    with pytest.raises(FileFault, match=words):
        read_sheet("bombe.xlsx", made)


@pytest.mark.shows("drills.4")
def test_a_formula_is_found_however_the_cell_is_written():
    cells = '<row r="1"><c t="inlineStr" r="A1"><is><t>enhet</t></is></c></row>'
    cells += '<row r="2"><c s="0" t="str" r="A2"><f>HYPERLINK("x")</f><v>Solbakken</v></c></row>'
    sheet = read_sheet("liste.xlsx", book(SHEET.format(cells)))
    assert sheet.formulas == {2}


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_nobody_can_know_is_refused(encoding):
    with pytest.raises(FileFault, match="tegnene"):
        read(f"{HEADING}\n{KARI}", encoding=encoding)


def test_unknown_columns_are_mentioned():
    _, _, notes = read("enhet;lønn\nA;1")
    assert notes == ["Vi bruker ikke kolonnen «lønn»."]


def test_headings_may_be_written_otherwise():
    rows, _, _ = read("Enhetsnavn;E-postadresse;FORNAVN;Ansatt-nr\nA;a@x.example;Ann;7")
    assert (rows[0].email, rows[0].external_id) == ("a@x.example", "7")


@pytest.mark.parametrize("never", ["31.12.9999", "9999-12-31", "9999-12-31T00:00:00"])
def test_the_last_day_of_payroll_systems_for_no_last_day_is_none(never):
    common = {"unit": "A", "email": "a@x.example", "given_name": "A"}
    (row,), faults, _ = read(f"{HEADING}\n{line(**common, until=never)}")
    assert row.until is None and faults == []
    rows, faults, _ = read(f"{HEADING}\n{line(**common, since=never)}")
    assert rows == [] and "«fra» er ikke en dato" in faults[0].text
