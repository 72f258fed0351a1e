"""A non-member asks for an oppvekst day and gets one; leaders' promises to young advisers come back to them."""

import re

import pytest
from playwright.sync_api import expect

from journeys.steps import said, wrong
from tests.running.browser import check_page

# The form asks for a moment between being shown and being sent.
READING = 2500


@pytest.mark.shows("network.5")
@pytest.mark.parametrize(("width", "javascript"), [(390, True), (1280, False)])
def test_a_non_member_asks_for_an_oppvekst_day(browser_as, width, javascript):
    place = f"Fjordvik kommune {width}"
    visitor = browser_as("", width=width, javascript=javascript)
    visitor.goto("/dette-gjor-vi/")
    visitor.get_by_role("link", name="Be om en oppvekstdag").first.click()
    if javascript:
        check_page(visitor)
    visitor.get_by_role("radio", name="En oppvekstdag").check()
    visitor.get_by_role("radio", name="En kommune som ikke er med i nettverket").check()
    visitor.get_by_label("Arbeidssted eller studiested").fill(place)
    visitor.get_by_label("Omtrent hvor mange kommer?").fill("40")
    visitor.get_by_label("Hva vil dere høre om, og når passer det?").fill("Hvordan spørre barn om råd. I mars.")
    visitor.get_by_label("Navn").fill("Solveig Lie")
    visitor.get_by_label("E-post").fill("solveig uten krøllalfa")
    visitor.wait_for_timeout(READING)
    visitor.get_by_role("button", name="Send ønsket").click()
    if javascript:
        wrong(visitor)
        check_page(visitor)
    expect(visitor.get_by_label("Arbeidssted eller studiested")).to_have_value(place)
    visitor.get_by_label("E-post").fill(f"solveig{width}@example.no")
    visitor.get_by_role("button", name="Send ønsket").click()
    expect(visitor.get_by_role("heading", name="Takk, vi har fått ønsket")).to_be_visible()
    if javascript:
        check_page(visitor)
    assert visitor.context.cookies() == []
    _plan(browser_as, place, javascript)


def _plan(browser_as, place: str, javascript: bool) -> None:
    coordinator = browser_as("koordinator", javascript=javascript)
    coordinator.goto("/koordinator/")
    coordinator.get_by_role("link", name="Oppvekstdager noen har bedt om").click()
    if javascript:
        check_page(coordinator)
    coordinator.get_by_role("link", name=re.compile(place)).first.click()
    if javascript:
        check_page(coordinator)
    expect(coordinator.get_by_text("Hvordan spørre barn om råd.")).to_be_visible()
    coordinator.get_by_label("Dato").fill("2030-01-04")
    coordinator.get_by_label("Starter").fill("09:00")
    coordinator.get_by_label("Slutter").fill("14:00")
    coordinator.get_by_label("Hvor?").fill("Kinosalen")
    coordinator.get_by_role("button", name="Lagre og send invitasjon").click()
    said(coordinator, "Dagen er planlagt")
    if javascript:
        check_page(coordinator)


def test_a_leader_tells_what_became_of_a_promise(browser_as):
    page = browser_as("leder")
    page.goto("/dialogmoter/")
    check_page(page)
    page.goto("/nettverk/dialogmoter/")
    check_page(page)
    page.get_by_role("link", name="Det som blir sagt videre").click()
    check_page(page)
    page.get_by_role("link", name="Vi spør de største barna").click()
    page.get_by_label("Hva ble gjort?").fill("De største valgte selv. Vi spør igjen i vår.")
    page.get_by_role("button", name="Det er gjort").click()
    said(page, "Nå kan de se at løftet er holdt")
    expect(page.get_by_text("De største valgte selv.")).to_be_visible()
