"""A mentor with a phone: picks a time, invites, holds the practice, tells how it went."""

import re

import pytest
from playwright.sync_api import expect

from journeys.steps import said, wrong
from tests.running.browser import check_page

SHOWS = pytest.mark.shows("foundation.2")
TIME = re.compile(r"^\w+dag \d+\. \w+ kl\. \d\d:\d\d$")


@SHOWS
def test_mentor_plans_runs_and_reports_a_practice_on_the_phone(browser_as):
    page = browser_as("mentor", width=390)
    title = _plan(page)
    check_page(page)
    _run(page, title)
    _report_by_name(page)
    page.goto("/mentor/")
    page.get_by_role("link", name="Alle øvingene").click()
    row = page.get_by_role("row").filter(has_text=title).filter(has_text="Holdt").first
    expect(row).to_be_visible()
    check_page(page)


@SHOWS
def test_mentor_without_javascript_does_the_same_and_reports_by_number(browser_as):
    page = browser_as("mentor", width=390, javascript=False)
    _plan(page)
    page.get_by_role("link", name="Start økta").click()
    page.get_by_role("button", name="Start økta").click()
    _to_the_end(page)
    page.get_by_role("link", name="Ferdig").click()
    page.get_by_role("button", name="Ferdig").click()
    expect(wrong(page)).to_contain_text("skriv hvor mange")
    page.get_by_label("Flere som var med, bare antall").fill("7")
    page.get_by_role("button", name="Ferdig").click()
    expect(page.get_by_text("7 kollegaer var med.")).to_be_visible()


def _plan(page) -> str:
    """From the mentor's home: a tap on one of three times, and the invitation."""
    page.goto("/mentor/")
    times = page.get_by_role("link", name=TIME)
    expect(times).to_have_count(3)
    times.nth(1).click()
    expect(page.get_by_role("heading", name="Planlegg en øving")).to_be_visible()
    title = page.get_by_label("Hva skal dere øve på?").locator("option:checked").inner_text()
    page.get_by_label("Sted").fill("Storsalen")
    page.get_by_role("button", name="Planlegg og inviter").click()
    said(page, "Øvinga er planlagt, og invitasjonene er på vei.")
    expect(page.get_by_role("heading", name="Ikke svart")).to_be_visible()
    return title.rsplit(" (", 1)[0]


def _run(page, title: str) -> None:
    page.get_by_role("link", name="Start økta").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Start økta").click()
    expect(page.get_by_role("heading", name=re.compile("^Steg 1 av"))).to_be_visible()
    expect(page.get_by_role("heading", name="Gjør dette")).to_be_visible()
    check_page(page)
    clock = page.get_by_role("timer")
    before = clock.inner_text()
    expect(clock).not_to_have_text(before)
    page.get_by_role("button", name="Neste steg").click()
    expect(page.get_by_role("heading", name=re.compile("^Steg 2 av"))).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(clock).to_contain_text("pause")
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("^Steg 2 av"))).to_be_visible()
    expect(clock).to_contain_text("pause")
    check_page(page)
    page.get_by_role("button", name="Fortsett").click()
    page.get_by_role("button", name="Forrige steg").click()
    expect(page.get_by_role("heading", name=re.compile("^Steg 1 av"))).to_be_visible()
    _to_the_end(page)


def _to_the_end(page) -> None:
    place = re.compile(r"^Steg (\d+) av (\d+)")
    expect(page.get_by_role("heading", level=1)).to_have_text(place)
    now, steps = map(int, place.search(page.get_by_role("heading", level=1).inner_text()).groups())
    for number in range(now + 1, steps + 1):
        page.get_by_role("button", name="Neste steg").click()
        expect(page.get_by_role("heading", name=re.compile(f"^Steg {number} av {steps}"))).to_be_visible()


def _report_by_name(page) -> None:
    page.get_by_role("link", name="Ferdig").click()
    page.get_by_label("Én ting dere tar med dere").fill("Fem sekunder er lenge.")
    page.get_by_role("button", name="Ferdig").click()
    expect(wrong(page)).to_contain_text("Kryss av hvem som var med")
    expect(page.get_by_label("Én ting dere tar med dere")).to_have_value("Fem sekunder er lenge.")
    check_page(page)
    for name in ("Maja Solheim", "Jonas Berg"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Ferdig").click()
    said(page, "Takk. Øvinga er registrert.")
    expect(page.get_by_text("2 kollegaer var med.")).to_be_visible()
    expect(page.get_by_text("Jonas Berg, Maja Solheim")).to_be_visible()
    check_page(page)
