"""Effect, and the report for a council: a coordinator asks for it and takes it home; a leader sees the own unit."""

import re

import pytest
from playwright.sync_api import expect

from tests.running.browser import check_page

SHOWS = pytest.mark.shows("network.3")


@SHOWS
def test_coordinator_asks_for_the_report_sees_it_made_and_takes_it_home(browser_as):
    page = browser_as("koordinator")
    page.goto("/start/")
    page.get_by_role("link", name="Effekt, og rapport til politikere").click()
    expect(page.get_by_role("heading", name="Hva blir annerledes?")).to_be_visible()
    check_page(page)
    page.get_by_role("main").get_by_role("link", name="Solvik kommune").click()
    expect(page.get_by_role("heading", name="Rekkevidde")).to_be_visible()
    expect(page.get_by_role("heading", name="Barnas svar")).to_be_visible()
    page.get_by_text("Hva tallet betyr").first.click()
    expect(page.get_by_text("Av hvem").first).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Lag rapport").click()
    # The page follows the worker by itself, and shows the files when they are there.
    expect(page.get_by_role("heading", name=re.compile("Vi lager rapporten|Rapporten er klar"))).to_be_visible()
    expect(page.get_by_role("heading", name="Rapporten er klar")).to_be_visible(timeout=60_000)
    check_page(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Rapport (PDF)").click()
    paper = taken.value.path().read_bytes()
    assert paper.startswith(b"%PDF-1.7") and len(paper) > 20_000
    with page.expect_download() as taken:
        page.get_by_role("link", name="Åpne data (CSV)").click()
    assert "Furulia" not in taken.value.path().read_text("utf-8-sig")


@SHOWS
def test_the_report_is_followed_without_scripts(browser_as):
    page = browser_as("koordinator", javascript=False)
    page.goto("/virkning/rapport/")
    page.get_by_role("button", name=re.compile("Lag rapport")).click()
    for _ in range(60):
        if page.get_by_role("heading", name="Rapporten er klar").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_role("link", name="Regneark med alle steder")).to_be_visible()


@SHOWS
def test_leader_sees_the_own_unit_over_time(browser_as):
    page = browser_as("leder", width=390)
    page.goto("/min-enhet/dekning/")
    page.get_by_role("link", name="Effekt i enheten over tid").click()
    expect(page.get_by_role("heading", name="Furulia barnehage")).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("Rekkevidde og mengde"))).to_be_visible()
    check_page(page)
    page.goto("/virkning/")
    expect(page.get_by_role("link", name="Havna skole")).to_have_count(0)
