"""Whom training has reached: a coordinator drills down, takes it out and prints it; a leader sees own people."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.running.browser import check_page

SHOWS = pytest.mark.shows("drills.1")


@SHOWS
def test_coordinator_drills_down_takes_it_out_and_prints_it(browser_as):
    page = browser_as("koordinator")
    page.goto("/start/")
    page.get_by_role("link", name="Hvem opplæringen har nådd").click()
    expect(page.get_by_role("heading", name="Hvem har opplæringen nådd?")).to_be_visible()
    check_page(page)
    page.get_by_role("main").get_by_role("link", name="Solvik kommune").click()
    check_page(page)
    page.get_by_role("link", name="Solvik nord").click()
    page.get_by_role("link", name="Barnehage", exact=True).click()
    expect(page.get_by_role("heading", name="Barnehage", exact=True)).to_be_visible()
    page.get_by_role("link", name="Furulia barnehage").first.click()
    expect(page.get_by_role("heading", name="Furulia barnehage")).to_be_visible()
    expect(page.get_by_role("heading", name="Slik er tallene laget")).to_be_visible()
    check_page(page)
    page.get_by_role("navigation", name="Du er her").get_by_role("link", name="Solvik kommune").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Regneark").click()
    book = load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    assert book.sheetnames == ["Dekning", "Slik er tallene laget"]
    names = {cell.value for row in book["Dekning"].rows for cell in row}
    assert "Furulia barnehage" in names and "vises ikke" in names
    page.get_by_role("link", name="Rapport").click()
    expect(page.get_by_role("heading", name="Slik er tallene laget")).to_be_visible()
    expect(page.get_by_role("button", name="Skriv ut")).to_be_visible()
    check_page(page)


@SHOWS
def test_leader_sees_own_people_and_nobody_elses(browser_as):
    page = browser_as("leder")
    page.goto("/min-enhet/dekning/")
    page.get_by_role("link", name="Kravene som gjelder her, person for person").click()
    expect(page.get_by_role("table", name=re.compile("Ansatte"))).to_be_visible()
    check_page(page)
    page.goto("/dekning/")
    expect(page.get_by_role("link", name="Furulia barnehage", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Havna skole")).to_have_count(0)
