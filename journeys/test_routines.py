"""A leader makes a routine the unit's own and adopts it; the unit reviews itself on the big screen."""

import re

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
    check_page(page)
    page.get_by_role("button", name="Vedta").click()
    expect(page.get_by_text("Vedtak nummer 1")).to_be_visible()
    expect(page.get_by_text("Vi lager to forklaringer på tavla")).to_be_visible()
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
