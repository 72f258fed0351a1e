"""An employee with a phone: learns a little, is interrupted, finds the place again, says yes to a practice."""

import re

import pytest
from playwright.sync_api import expect

from journeys.steps import said
from tests.running.browser import check_page

SHOWS = pytest.mark.shows("foundation.2")
PLACE = re.compile(r"Steg (\d+) av (\d+)")
PRIVATE = "Hemmeligtanke"


@SHOWS
def test_employee_is_interrupted_and_finds_the_place_again(browser_as):
    page = browser_as("ansatt", width=390)
    sent = _everything_sent_by(page)
    page.goto("/hjem/")
    page.get_by_role("link", name=re.compile("^(Fortsett|Begynn)")).click()
    seen = _read_to_the_end(page)
    check_page(page)
    page.get_by_role("link", name=re.compile("^Begynn")).click()
    title = page.title().split(" – ")[1]
    for _ in range(2):
        page.get_by_role("button", name="Neste").click()
    expect(page.get_by_text(PLACE)).to_contain_text("Steg 3 av")
    page.context.close()

    again = browser_as("ansatt", width=390)
    sent += _everything_sent_by(again)
    again.goto("/hjem/")
    expect(again.get_by_text("Fortsett der du slapp")).to_be_visible()
    expect(again.get_by_role("heading", name=title)).to_be_visible()
    check_page(again)
    again.get_by_role("link", name="Fortsett").click()
    expect(again.get_by_text(PLACE)).to_contain_text("Steg 3 av")
    seen |= _read_to_the_end(again)
    assert seen == {"quiz", "prompt"}
    assert sent
    assert not [line for line in sent if PRIVATE in line], "what is typed for oneself stays in the browser"


@SHOWS
def test_employee_says_yes_to_a_practice(browser_as):
    page = browser_as("ansatt", width=390)
    page.goto("/hjem/")
    page.get_by_role("link", name=_title_of_invitation(page)).first.click()
    page.get_by_role("button", name="Ja, jeg kommer").click()
    said(page, "Takk for svaret.")
    expect(page.get_by_text("Du har svart at du kommer.")).to_be_visible()
    check_page(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Legg i kalenderen").click()
    assert "BEGIN:VEVENT" in download.value.path().read_text("utf-8")


def _title_of_invitation(page) -> str:
    section = page.get_by_role("region", name="Øvinger du er invitert til")
    return section.get_by_role("link").first.inner_text()


def _everything_sent_by(page) -> list[str]:
    """Addresses and bodies of all requests from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.extend([request.url, request.post_data or ""]))
    return sent


def _read_to_the_end(page) -> set[str]:
    """Step by step: types into what is only for oneself, answers what is asked, and finishes. Tells what was met."""
    met, checked = set(), set()
    while True:
        page.wait_for_load_state()
        number, total = map(int, PLACE.search(page.get_by_text(PLACE).inner_text()).groups())
        if page.get_by_role("button", name="Se hva det betyr").count():
            met.add("quiz")
            _answer(page)
        for prompt in page.get_by_role("textbox").all():
            met.add("prompt")
            prompt.fill(f"{PRIVATE} om dagen i dag")
        if met - checked or number == total:
            checked |= met
            check_page(page)
        page.get_by_role("button", name="Ferdig" if number == total else "Neste").click()
        if number == total:
            break
        expect(page.get_by_text(f"Steg {number + 1} av {total}")).to_be_visible()
    expect(page.get_by_role("heading", name="Takk. Denne delen er ferdig.")).to_be_visible()
    return met


def _answer(page) -> None:
    """Every answer explains itself, the right one too."""
    form = page.locator("form").filter(has=page.get_by_role("button", name="Se hva det betyr")).first
    for number in range(form.get_by_role("radio").count()):
        form.get_by_role("radio").nth(number).check()
        form.get_by_role("button", name="Se hva det betyr").click()
        expect(form.get_by_role("radio").nth(number)).to_be_checked()
        expect(form.get_by_role("status")).not_to_be_empty()
