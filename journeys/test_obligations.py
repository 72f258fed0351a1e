"""Obligations: a leader gets the week's letter and lets somebody off; an employee sees why, and finishes."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from journeys.steps import said
from tests.running.browser import check_page

SHOWS = pytest.mark.shows("drills.1")
RULE = "Felles grunnlag for alle"


@SHOWS
def test_leader_opens_the_weeks_letter_and_lets_somebody_off(browser_as, visitor_as):
    page = browser_as("leder", width=390)
    page.goto("/demo/post/?sok=sara.lien Denne uka")
    page.get_by_role("link", name=re.compile("Denne uka i enheten din")).first.click()
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


@SHOWS
def test_employee_sees_why_and_finishes(browser_as):
    page = browser_as("ansatt", width=390)
    page.goto("/hjem/")
    page.get_by_role("link", name="Se alt, og hvorfor").click()
    expect(page.get_by_text(re.compile("Du er ansatt i Furulia barnehage siden"))).to_be_visible()
    check_page(page)
    waiting = page.get_by_role("region", name="Å gjøre")
    expect(waiting.get_by_role("heading", name=RULE)).to_be_visible()
    waiting.get_by_role("link", name=f"Begynn: {RULE}").click()
    _finish_everything(page)
    page.goto("/mine-krav/")
    expect(page.get_by_role("region", name="I orden").get_by_role("heading", name=RULE)).to_be_visible()
    check_page(page)


@SHOWS
def test_coordinator_sees_whom_a_requirement_reaches_before_it_is_in_force(browser_as):
    page = browser_as("koordinator")
    page.goto("/krav/")
    check_page(page)
    page.get_by_role("link", name="Nye på skolen").click()
    expect(page.get_by_text(re.compile(r"Gjelder \d+ ansatte? i \d+ enhet"))).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Sett i kraft").click()
    said(page, "Kravet er i kraft.")
    page.goto("/krav/brev/")
    expect(page.get_by_text("Ikke sendt: Ingenting å gjøre").first).to_be_visible()
    expect(page.get_by_text("Ikke sendt: E-posten kom ikke fram").first).to_be_visible()
    check_page(page)


def _finish_everything(page) -> None:
    """Read every own part of the package to the end, step by step."""
    front = page.url
    while (
        again := page.get_by_role("link", name=re.compile("^(Gå til neste del|Fortsett der du slapp|Begynn)"))
    ).count():
        again.first.click()
        while page.get_by_role("button", name=re.compile("^(Neste|Ferdig)$")).count():
            page.get_by_role("button", name=re.compile("^(Neste|Ferdig)$")).click()
        page.goto(front)
