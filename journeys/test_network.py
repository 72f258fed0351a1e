"""Network: the coordinator compares nine cities, puts a finding on the agenda, finds advice, and releases figures."""

import re

import pytest
from playwright.sync_api import expect

from journeys.steps import Counted, said
from tests.running.browser import check_page

# Seven seconds for each step is under a minute.
MOST_STEPS, MOST_PAGES = 8, 7
NOTICED = "Flere svarer at de er trygge der de vet hvem som er til stede"


@pytest.mark.shows("network.5")
@pytest.mark.parametrize(("width", "javascript"), [(390, True), (1280, True), (1280, False)])
def test_the_network_coordinator_compares_nine_cities_and_puts_a_finding_on_the_agenda(browser_as, width, javascript):
    """A minute by hand is eight steps and seven pages at most; a step is what one clicks, chooses or writes."""
    text = f"{NOTICED} ({width}{'' if javascript else ', uten skript'})"
    page = browser_as("nettverk", width=width, javascript=javascript)
    counted = Counted(page)
    page.goto("/nettverket/")
    counted.click(page.get_by_role("link", name="Storbynettverket"))
    counted.click(page.get_by_role("link", name="Sammenlign byene"))
    expect(page.locator("figure")).to_have_count(9)
    names = [name.split("\n")[0] for name in page.locator("figure strong").all_inner_texts()]
    assert names == sorted(names) and "Solvik" in names, "all of them, by name"
    counted.choose(page.get_by_label("Spørsmål til barn"), "skole.from13.trygg.1.five")
    counted.click(page.get_by_role("button", name="Vis", exact=True))
    expect(page.get_by_role("heading", name="Er du trygg når du er her?")).to_be_visible()
    if javascript:
        check_page(page)
    counted.write(page.get_by_label("Hva la dere merke til?"), text)
    counted.click(page.get_by_role("button", name="Sett på sakslista"))
    said(page, "Funnet står på sakslista")
    assert counted.steps <= MOST_STEPS and 4 <= counted.pages <= MOST_PAGES, (counted.steps, counted.pages)
    if javascript:
        check_page(page)
    page.get_by_role("link", name=text).click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Bergnes"))
    expect(row).to_contain_text(re.compile(r"nr\. \d+"))
    if javascript:
        check_page(page)


def test_a_finding_is_for_a_meeting_that_comes(browser_as):
    page = browser_as("nettverk", width=390)
    page.goto("/nettverket/")
    check_page(page)
    page.get_by_role("link", name="Storbynettverket").click()
    check_page(page)
    page.get_by_role("link", name="Sammenlign byene").click()
    page.get_by_label("Hva la dere merke til?").fill("Noe vi så")
    page.get_by_label("Hvilket møte?").fill("2020-01-02")
    page.get_by_role("button", name="Sett på sakslista").click()
    expect(page.get_by_text("Møtet har vært. Velg en dag som kommer.").first).to_be_visible()
    expect(page.get_by_label("Hva la dere merke til?")).to_have_value("Noe vi så")
    check_page(page)


def test_advice_is_found_across_the_cities(browser_as):
    page = browser_as("nettverk", width=390)
    page.goto("/nettverk/rad/")
    expect(page.get_by_text("Spør oss før dere ringer hjem.")).to_be_visible()
    check_page(page)
    page.get_by_label("Tema").select_option(label="Stedet")
    page.get_by_label("Slik kom rådet fram").select_option(label="Elevråd eller barneråd")
    page.get_by_role("button", name="Vis råd").click()
    expect(page.get_by_role("heading", name="Dusjene trenger forheng.")).to_be_visible()
    check_page(page)
    page.get_by_label("Alder").select_option(label="Under 13 år")
    page.get_by_role("button", name="Vis råd").click()
    expect(page.get_by_text("Ingen råd passer")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Vis alle").click()
    page.get_by_role("link", name=re.compile("Fra slipp nummer 1 fra")).first.click()
    check_page(page)


def test_the_city_says_where_it_stands_and_releases_it(browser_as, visitor_as):
    page = browser_as("nettverk")
    page.goto("/nettverket/")
    page.get_by_role("link", name="Storbynettverket").click()
    page.get_by_role("link", name="4. Bak uttrykket").click()
    check_page(page)
    page.get_by_label("Hvor står dere?").select_option(label="Vi skriver en rutine")
    page.get_by_label("Hva gjør dere nå?").fill("Snakke med veilederne")
    page.get_by_role("button", name="Lagre").click()
    said(page, "Det er skrevet ned.")
    page.goto("/nettverk/slipp/")
    check_page(page)
    page.get_by_role("button", name="Slipp tallene").click()
    said(page, "Slipp nummer 2 står nå.")
    check_page(page)
    assert visitor_as().get("/nettverk/slipp.json")[0] == 200


def test_what_cannot_be_undone_is_asked_about_first(browser_as):
    page = browser_as("nettverk", width=390)
    page.goto("/nettverk/slipp/")
    page.get_by_role("link", name="Tromnes").click()
    check_page(page)
    page.get_by_role("link", name="Trekk nøkkelen tilbake").click()
    expect(page.get_by_role("heading", name="Trekke tilbake nøkkelen til Tromnes?")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Nei, gå tilbake").click()
    page.get_by_role("link", name="Ta bort tallene fra byen").click()
    expect(page.get_by_role("heading", name="Ta bort tallene fra Tromnes?")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Ja, ta bort tallene").click()
    said(page, "Tallene fra Tromnes er tatt bort.")
    page.goto("/nettverket/")
    page.get_by_role("link", name="Storbynettverket").click()
    page.get_by_role("link", name="Endre navn og kode").click()
    expect(page.get_by_label("Nettverkets kode")).to_have_value("storbynettverket")
    check_page(page)
    page.goto("/nettverket/")
    page.get_by_role("link", name="Storbynettverket").click()
    page.get_by_role("link", name="Byene", exact=True).click()
    page.get_by_role("link", name="Avslutt Solvik").click()
    expect(page.get_by_role("heading", name="Skal byen deres ut av nettverket?")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Nei, gå tilbake").click()
    expect(page.get_by_role("heading", name="Byene")).to_be_visible()
