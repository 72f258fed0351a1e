"""A leader makes a routine the unit's own and adopts it; the unit reviews itself on the big screen."""

import datetime as dt
import re
import zipfile

import pytest
from playwright.sync_api import expect

from journeys.steps import said
from tests.running.browser import check_page


@pytest.mark.shows("network.5")
def test_a_leader_adopts_a_routine(browser_as):
    page = browser_as("leder")
    page.goto("/min-enhet/plan/")
    page.get_by_role("link", name="Rutinene deres").click()
    page.get_by_role("link", name="Å se bak smerteuttrykk").click()
    page.get_by_role("link", name="Skriv med egne ord").click()
    page.locator("textarea").first.fill("Vi lager to forklaringer på tavla i personalrommet.")
    page.get_by_role("button", name="Lagre ordene").click()
    said(page, "Rutinen gjelder når dere har vedtatt den")
    check_page(page)
    page.get_by_role("link", name=re.compile("^Vedta")).click()
    page.get_by_label("Hvor ble dere enige?").fill("personalmøtet")
    page.get_by_label("Hvilket språk vedtar dere den på?").select_option(label="Bokmål")
    look = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=180)
    page.get_by_label("Når ser dere på den igjen?").fill(look.isoformat())
    check_page(page)
    page.get_by_role("button", name="Vedta").click()
    expect(page.get_by_text("Vedtak nummer 1")).to_be_visible()
    expect(page.get_by_text("Bygger på utgave 1 av malen")).to_be_visible()
    expect(page.get_by_text(re.compile(rf"Neste gjennomgang innen {look.day}\. \w+ {look.year}"))).to_be_visible()
    expect(page.get_by_text("Vi lager to forklaringer på tavla")).to_be_visible()
    check_page(page)
    _into_the_action_plan(page)


def _into_the_action_plan(page) -> None:
    """What was adopted is in the document that the municipality edits."""
    page.goto("/rutiner/")
    page.get_by_role("link", name="Se samlingen").click()
    check_page(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned Word-dokument").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        words = archive.read("word/document.xml").decode()
    assert "Vi lager to forklaringer på tavla" in words and "Furulia barnehage" in words


def test_a_template_is_read_in_the_language_of_the_page(browser_as):
    page = browser_as("leder")
    for language, title in (("nn", "Samarbeid med barn som har opplevd vald"), ("en", "Working with children who")):
        page.goto(f"/{language}/rutiner/vold/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        assert page.get_by_role("heading", level=1).get_attribute("lang") == language
        check_page(page)


def test_a_unit_reviews_itself_on_the_big_screen(browser_as):
    page = browser_as("leder")
    page.goto("/egenvurdering/")
    begin = page.get_by_role("button", name="Begynn pulsen")
    begin.or_(page.get_by_role("link", name="Vis på storskjermen")).click()
    for number in range(1, 5):
        expect(page.get_by_text(f"{number} av 4")).to_be_visible()
        page.get_by_role("radio", name="4").check()
        page.get_by_role("button", name=re.compile("Neste|Til svarene")).click()
    expect(page.get_by_text("4 av 5").first).to_be_visible()
    check_page(page)
    page.get_by_label("Hva vil dere gjøre?").fill("Øve ti minutter hver fredag.")
    page.get_by_label("Hvem passer på?").select_option(index=1)
    page.get_by_label("Frist").fill("2030-01-04")
    page.get_by_role("button", name="Legg til i planen").click()
    said(page, "Punktet står i planen")
    page.get_by_role("button", name="Vi er ferdige").click()
    said(page, "Bare dere ser svarene")
    check_page(page)
