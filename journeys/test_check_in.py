"""A hall checks in: the code on the wall, a guest without an account, one tap, the coordinator, the receipt."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.steps import said, wrong
from tests.running.browser import check_page, sideways

SHOWS = pytest.mark.shows("drills.2")
COHORT = "Felles opplæring i storsalen"


def _room(browser_as) -> Page:
    """The coordinator's page of the code, found from the overview of programmes."""
    page = browser_as("koordinator", width=1280)
    page.goto("/program/")
    page.get_by_role("link", name=COHORT).click()
    page.get_by_role("link", name="Dager og oppmøte").click()
    page.get_by_role("link", name=re.compile("^Oppmøte")).first.click()
    page.get_by_role("link", name="Innsjekking med kode på veggen").click()
    expect(page.get_by_role("heading", name=re.compile("^Innsjekking"))).to_be_visible()
    check_page(page)
    return page


def _guest(browser_as, code: str, name: str, **options) -> Page:
    phone = browser_as("", width=options.pop("width", 390), **options)
    phone.goto("/her/")
    phone.get_by_label("Koden på veggen").fill(code.lower())
    phone.get_by_role("button", name="Videre").click()
    phone.get_by_label("Fornavnet ditt").fill(name)
    phone.get_by_label("Hvor jobber du?").select_option(label="Havna skole")
    return phone


@SHOWS
def test_a_guest_checks_in_is_counted_and_takes_it_home(browser_as):
    page = _room(browser_as)
    code = page.locator(".code").inner_text()
    page.get_by_role("link", name="Vis på storskjerm").click()
    page.set_viewport_size({"width": 1920, "height": 1080})
    expect(page.get_by_text(code)).to_be_visible()
    before = int(page.locator(".number").inner_text())
    check_page(page)
    phone = _guest(browser_as, code, "Signe", width=320)
    check_page(phone)
    assert not sideways(phone)
    phone.get_by_role("button", name="Jeg er her").click()
    expect(phone.get_by_role("heading", name="Velkommen, Signe!")).to_be_visible()
    receipt = phone.locator(".code").inner_text()
    check_page(phone)
    assert not phone.context.cookies(), "no cookie for guests"
    expect(page.locator(".number")).to_have_text(str(before + 1))
    phone.reload()
    expect(phone.locator(".code")).to_have_text(receipt)
    other = _guest(browser_as, code, "signe")
    other.get_by_role("button", name="Jeg er her").click()
    expect(other.get_by_role("heading", name="Er det deg?")).to_be_visible()
    check_page(other)
    other.get_by_role("button", name="Ja, jeg er meldt inn").click()
    expect(other.get_by_text("Du var meldt inn fra før")).to_be_visible()
    expect(page.locator(".number")).to_have_text(str(before + 1))
    own = browser_as("nabo", width=390)
    own.goto("/her/mine/")
    own.get_by_label("Kvitteringen du fikk").fill("ABC")
    own.get_by_role("button", name="Hent oppmøtet").click()
    wrong(own)
    own.get_by_label("Kvitteringen du fikk").fill(receipt)
    own.get_by_role("button", name="Hent oppmøtet").click()
    said(own, "Oppmøtet er ditt")
    check_page(own)


@SHOWS
def test_without_javascript_and_with_one_tap(browser_as):
    page = _room(browser_as)
    code = page.locator(".code").inner_text()
    phone = _guest(browser_as, code, "Torgeir", javascript=False)
    phone.get_by_role("button", name="Jeg er her").click()
    expect(phone.get_by_role("heading", name="Velkommen, Torgeir!")).to_be_visible()
    own = browser_as("ansatt", width=390)
    own.goto(f"/her/{code}/")
    check_page(own)
    own.get_by_role("button", name="Jeg er her").first.click()
    expect(own.get_by_role("heading", name=re.compile("^Velkommen"))).to_be_visible()
    check_page(own)


@SHOWS
def test_the_coordinator_puts_a_guest_on_the_roll_and_changes_the_code(browser_as):
    page = _room(browser_as)
    code = page.locator(".code").inner_text()
    # Whoever has said who they are can be nobody else: there is nothing to choose on their card.
    waiting = page.get_by_role("listitem").filter(has_text="Havna skole")
    card = waiting.filter(has=page.get_by_label("Hvem er det?")).first
    card.get_by_label("Hvem er det?").select_option(index=1)
    card.get_by_role("button", name="Før på lista").click()
    said(page, "Ført på lista")
    page.get_by_role("link", name="På lista", exact=True).click()
    check_page(page)
    page.get_by_role("button", name=re.compile("^Løs fra lista")).first.click()
    said(page, "Løst fra lista")
    page.get_by_role("button", name="Bytt kode").click()
    expect(page.locator(".code")).not_to_have_text(code)
    phone = browser_as("", width=390)
    phone.goto(f"/her/{code}/")
    expect(phone.get_by_text("Koden er ikke i bruk")).to_be_visible()
    check_page(phone)
