"""The drill about a message out of hours, with those really on duty: the real screens, marked, and gone afterwards."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.steps import TALK
from tests.running.browser import check_page

SHOWS = pytest.mark.shows("drills.3")
DRILL = "«Lørdag 22.40»"
PRACTICE = "Øvelse: samtale med et barn"


@SHOWS
def test_the_facilitator_sends_a_practice_message_that_duty_takes_on_the_real_screens(browser_as):
    leads, duty = browser_as("ansatt", width=390), browser_as("mentor", width=390)
    _open_the_drill(leads)
    _send(leads)
    _take_it(duty)
    _hear_of_it(leads)
    _end(leads)
    _nothing_is_left(duty)


def _open_the_drill(page: Page) -> None:
    """From the shelf to the brief, without phones: those on duty are elsewhere."""
    page.goto("/ovelser/")
    page.get_by_role("link", name=DRILL, exact=True).click()
    page.get_by_role("link", name="Start eller planlegg").click()
    check_page(page)
    page.get_by_role("button", name="Gå videre").click()
    expect(page.get_by_role("button", name="Åpne for telefonene")).to_be_visible()
    page.wait_for_load_state()
    missing = page.get_by_label(re.compile("Vi øver uten alle de lokale svarene"))
    if missing.count():
        missing.check()
    page.get_by_role("button", name="Åpne for telefonene").click()
    expect(page.get_by_role("heading", name="Øv med den virkelige vakta")).to_be_visible()
    check_page(page)


def _send(page: Page) -> None:
    """One tap; the page says whom the ladder has come to, never by name."""
    page.get_by_role("button", name="Send øvelsesmelding til vakta").click()
    state = page.get_by_role("region", name="Øv med den virkelige vakta")
    expect(state).to_contain_text("Nå er det denne som er spurt: leser")
    expect(page.get_by_role("button", name="Send øvelsesmelding til vakta")).to_have_count(0)
    check_page(page)
    page.get_by_role("button", name="Alt er sagt. Start klokka").click()
    expect(page.get_by_role("timer")).to_be_visible()
    expect(state).to_contain_text("Nå er det denne som er spurt")


def _take_it(page: Page) -> None:
    """The reader opens the key, takes the alarm and reads what is marked as practice."""
    page.goto("/vakt/")
    page.get_by_role("link", name="Åpne nøkkelen").click()
    page.get_by_label("Lesesetning").fill(page.locator(".note strong").inner_text())
    page.get_by_role("button", name="Åpne", exact=True).click()
    alarm = (
        page.get_by_role("listitem").filter(has=page.get_by_text("Øvelse", exact=True)).filter(has_text="Jeg tar den")
    )
    check_page(page)
    alarm.get_by_role("button", name="Jeg tar den").click()
    opened = page.get_by_role("heading", name=PRACTICE)
    read = page.get_by_role("listitem").filter(has_text="Øvelse").get_by_role("link", name="Les").first
    expect(opened.or_(read).first).to_be_visible()
    if not opened.count():
        read.click()
    expect(opened).to_be_visible()
    expect(page.get_by_text("Ingen barn har skrevet dette.")).to_be_visible()
    check_page(page)


def _hear_of_it(page: Page) -> None:
    """The one who leads hears that somebody has taken it, not who."""
    page.get_by_role("button", name="Se om noen har tatt den").click()
    state = page.get_by_role("region", name="Øv med den virkelige vakta")
    expect(state).to_contain_text("Noen på vakt har tatt øvelsesmeldingen.")
    assert "Amina" not in state.inner_text()
    check_page(page)


def _end(page: Page) -> None:
    """Talk, one thing to change, and the drill is over."""
    page.get_by_role("button", name="Til samtalen").click()
    for number, name in enumerate(TALK, start=1):
        expect(page.get_by_text(f"Samtalen etterpå, {number} av 3")).to_be_visible()
        page.get_by_role("button", name=name).click()
    page.get_by_label("Hva er den ene tingen dere endrer?").fill("Vaktlista henger ved jobbtelefonen.")
    page.get_by_label("Hvem passer på at det blir gjort?").select_option(index=1)
    page.get_by_role("button", name="Avslutt øvelsen").click()
    expect(page.get_by_text("Vaktlista henger ved jobbtelefonen.")).to_be_visible()


def _nothing_is_left(page: Page) -> None:
    """The practice message is gone from the desk and cannot be opened again."""
    gone = page.url
    page.goto("/vakt/")
    expect(page.get_by_role("heading", name="Vakta", level=1)).to_be_visible()
    alarms = page.get_by_role("region", name="Må leses nå")
    expect(alarms.get_by_text("Øvelse", exact=True)).to_have_count(0)
    assert page.goto(gone).status == 404
