"""Obligations: a leader gets the week's letter and lets somebody off; an employee sees why, and finishes."""

import datetime as dt
import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from journeys.steps import said
from tests.running.browser import check_page

OSLO = ZoneInfo("Europe/Oslo")
PLACE = re.compile(r"Steg (\d+) av (\d+)")
RULE = "Felles grunnlag for alle"


def test_leader_opens_the_weeks_letter_and_lets_somebody_off(browser_as, visitor_as):
    page = browser_as("leder", width=390)
    letter = page.get_by_role("link", name=re.compile("Denne uka i enheten din")).first
    _wait_for_post(page, "/demo/post/?sok=sara.lien+Denne+uka", letter)
    letter.click()
    expect(page.get_by_role("article").get_by_text("over fristen").first).to_be_visible()
    text = page.locator("main").inner_text()
    assert "over fristen" in text
    assert "Maja" not in text, "a mail names nobody"
    page.goto(re.search(r"https?://[^/\s]+(/min-enhet/krav/)", text)[1])
    late = page.get_by_role("region", name=re.compile("^Fristen har vært"))
    check_page(page)
    name = next(found for found in late.get_by_role("link").all_inner_texts() if found != "Maja Solheim")
    late.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name=re.compile("^Gi fritak")).first.click()
    page.get_by_label("Hvorfor?").fill("Tok det samme i Fjellvik i fjor.")
    check_page(page)
    page.get_by_role("button", name="Lagre").click()
    said(page, "er fritatt.")
    expect(page.get_by_text("Tok det samme i Fjellvik i fjor.")).to_be_visible()
    check_page(page)
    assert visitor_as("nabo").get(urlsplit(page.url).path)[0] == 404


def test_leader_notes_a_leave_and_when_it_ends(browser_as):
    page = browser_as("leder", width=390)
    page.goto("/min-enhet/krav/")
    late = page.get_by_role("region", name=re.compile("^Fristen har vært"))
    name = next(found for found in late.get_by_role("link").all_inner_texts() if found != "Maja Solheim")
    late.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="Noter permisjon").click()
    today = dt.datetime.now(OSLO).date()
    page.get_by_label("Første dag").fill(today.isoformat())
    check_page(page)
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("link", name="Sett siste dag").first.click()
    page.get_by_label("Siste dag").fill((today + dt.timedelta(days=30)).isoformat())
    check_page(page)
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    check_page(page)


def test_employee_sees_why_and_finishes(browser_as):
    page = browser_as("ansatt", width=390)
    page.goto("/hjem/")
    page.get_by_role("link", name="Se alt, og hvorfor").click()
    expect(page.get_by_text(re.compile("Du har vært ansatt i Furulia barnehage siden"))).to_be_visible()
    check_page(page)
    waiting = page.get_by_role("region", name="Å gjøre")
    expect(waiting.get_by_role("heading", name=RULE)).to_be_visible()
    while waiting.get_by_role("heading", name=RULE).count():
        waiting.get_by_role("link", name=re.compile("^Begynn")).first.click()
        _read_the_next_part(page)
        page.goto("/mine-krav/")
    expect(page.get_by_role("region", name="I orden").get_by_role("heading", name=RULE)).to_be_visible()
    check_page(page)


def test_coordinator_sees_whom_a_requirement_reaches_before_it_is_in_force(browser_as):
    page = browser_as("koordinator")
    page.goto("/krav/")
    check_page(page)
    page.get_by_role("link", name="Nye på skolen").click()
    expect(page.get_by_text(re.compile(r"Gjelder (\d+ ansatte i \d+ enhet|færre enn fem ansatte)"))).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Sett i kraft").click()
    said(page, "Kravet er i kraft.")
    page.goto("/krav/brev/")
    expect(page.get_by_text("Ikke sendt: Ingenting å gjøre").first).to_be_visible()
    page.get_by_role("navigation", name="Vis bare").get_by_role("link", name="E-posten kom ikke fram").click()
    expect(page.get_by_text("Ikke sendt: E-posten kom ikke fram").first).to_be_visible()
    check_page(page)


def _wait_for_post(page, address: str, letter) -> None:
    """The worker writes the mail within some seconds."""
    for _ in range(180):
        page.goto(address)
        if letter.count():
            return
        page.wait_for_timeout(1000)


def _read_the_next_part(page) -> None:
    """From the shelf: the part that is proposed, step by step to its end."""
    page.get_by_role("link", name=re.compile("^(Begynn|Fortsett)")).first.click()
    onward = page.get_by_role("button", name=re.compile("^(Neste|Ferdig)$"))
    expect(onward).to_be_visible()
    number, last = map(int, PLACE.search(page.get_by_text(PLACE).inner_text()).groups())
    for following in range(number + 1, last + 1):
        onward.click()
        expect(page.get_by_text(f"Steg {following} av {last}")).to_be_visible()
    onward.click()
    expect(page.get_by_role("heading", name="Takk. Denne delen er ferdig.")).to_be_visible()
