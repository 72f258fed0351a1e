"""Large spreadsheets are streams that Excel's readers open, without a formula in them."""

import datetime as dt
import io

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tryggby.insight.sheets import csv_text, workbook_stream

HOSTILE = ["=1+1", "+47", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "<b>&", "\x00\x0b", "]]>", " rom "]


def written(*sheets) -> bytes:
    return b"".join(workbook_stream(sheets))


def test_it_is_opened_by_openpyxl_and_calamine():
    data = written(("Dekning", ["Sted", "Tall"], [["Nord", 12], ["Sør", None], [dt.date(2026, 11, 22), 1.5]]))
    sheet = load_workbook(io.BytesIO(data))["Dekning"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Sted", "Tall"],
        ["Nord", 12],
        ["Sør", None],
        ["2026-11-22", 1.5],
    ]
    rows = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name("Dekning").to_python()
    assert rows[1] == ["Nord", 12.0]


def test_nothing_is_a_formula():
    data = written(("Ark", ["=HODE"], [[text] for text in HOSTILE]))
    cells = [cell for row in load_workbook(io.BytesIO(data)).active.rows for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert cells[1].value == "=1+1" and cells[1].data_type != "f"


def test_norwegian_excel_reads_decimals_as_numbers_and_programs_as_points():
    rows = [["Nord", 158, 15.2, None, "1.2"]]
    assert b"".join(csv_text(["a", "b", "c", "d", "e"], rows)).splitlines()[1] == b"Nord;158;15,2;;1.2"
    assert b"".join(csv_text(["a", "b", "c", "d", "e"], rows, mark=".")).splitlines()[1] == b"Nord;158;15.2;;1.2"


def test_names_of_sheets_are_made_valid():
    book = load_workbook(io.BytesIO(written(('A/B: "alt" [1]' + "x" * 40, ["a"], []), ("", ["b"], []))))
    assert len(book.sheetnames) == 2 and all(len(name) <= 31 for name in book.sheetnames)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_written(text):
    load_workbook(io.BytesIO(written(("Ark", [text], [[text, 1]]))))


@pytest.mark.shows("drills.1")
def test_it_comes_in_pieces_before_the_last_row_is_asked_for():
    asked = []

    def rows():
        for number in range(20_000):
            asked.append(number)
            yield [f"Sted {number * 7919 % 20_011}", number]

    stream = workbook_stream([("Ark", ["Sted", "Tall"], rows())])
    next(stream)
    assert 0 < len(asked) < 15_000
    assert max(len(piece) for piece in stream) < 512 * 1024
