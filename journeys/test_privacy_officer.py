"""A privacy officer: what is kept about whom, who did what, and that nobody has touched the log."""

import re

import pytest
from playwright.sync_api import expect

from tests.running.browser import check_page


@pytest.mark.shows("foundation.2")
def test_privacy_officer_sees_what_is_kept_and_who_did_what(browser_as):
    page = browser_as("personvern")
    page.goto("/start/")
    expect(page.get_by_role("heading", name="Hva vi lagrer, og hvem som ser det")).to_be_visible()
    expect(page.get_by_text("Loggen er hel: alle seglene stemmer.")).to_be_visible()
    for kept in ("Personer som logger inn", "Gjennomførte deler", "Oppmøte", "Deltakelse i øving", "Det som er gjort"):
        told = page.get_by_role("article").filter(has=page.get_by_role("heading", name=re.compile(f"^{kept} \\d+ rad")))
        for what in ("Hva", "Formål", "Hvem ser det", "Hvor lenge"):
            expect(told.get_by_role("term").filter(has_text=re.compile(f"^{what}$"))).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Se hvem som har gjort hva").click()
    page.get_by_label("Person").fill("Ingrid Moen")
    page.get_by_role("button", name="Finn").click()
    rows = page.get_by_role("region", name="Logg").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Ingrid Moen")
    expect(rows.filter(has_not_text="Ingrid Moen")).to_have_count(1)
    check_page(page)
    page.get_by_label("Person").fill("Finnes Ikke")
    page.get_by_role("button", name="Finn").click()
    expect(page.get_by_text("Ingenting å vise")).to_be_visible()
    check_page(page)


@pytest.mark.shows("foundation.2")
def test_others_have_no_log(visitor_as):
    for person in ("ansatt", "mentor", "leder", "redaktor", "nettverk", "nabo"):
        status, _, _ = visitor_as(person).get("/styring/logg/")
        assert status == 404, person
    assert re.match("/logg-inn/", visitor_as("").get("/styring/logg/")[1])
