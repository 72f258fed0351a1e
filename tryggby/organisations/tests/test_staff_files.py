"""Reading the file itself: encodings, delimiters, spreadsheets, and what is refused."""

import io
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
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
        (("enhet\n" + "A\n" * 60_001).encode(), "60 000"),
        ((";".join(["enhet"] + ["k"] * 80) + "\nA").encode(), "kolonner"),
    ],
)
def test_files_that_cannot_be_read_are_refused_in_words(data, words):
    with pytest.raises(FileFault, match=words):
        read_rows(read_sheet("fil.csv", data))


def test_an_archive_that_unpacks_to_something_huge_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (210 * 1024 * 1024))
    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(FileFault, match="for stor"):
        read_sheet("bombe.xlsx", out.getvalue())


def test_unknown_columns_are_mentioned():
    _, _, notes = read("enhet;lønn\nA;1")
    assert notes == ["Vi bruker ikke kolonnen «lønn»."]


def test_headings_may_be_written_otherwise():
    rows, _, _ = read("Enhetsnavn;E-postadresse;FORNAVN;Ansatt-nr\nA;a@x.example;Ann;7")
    assert (rows[0].email, rows[0].external_id) == ("a@x.example", "7")
