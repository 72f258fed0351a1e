"""A visitor: finds a number to call in two taps, and leaves in one."""

import re

import pytest
from playwright.sync_api import expect

from tests.running.browser import check_page

SHOWS = pytest.mark.shows("foundation.2")


@pytest.fixture
def phone(browser_as):
    """A visitor's phone on the front page; the page one leaves to answers here instead of on the net."""
    page = browser_as("", width=390)
    page.left = []

    def leave(route):
        page.left.append(route.fetch(max_redirects=0))
        route.fulfill(body="<!doctype html><title>Neutral</title>", content_type="text/html")

    page.route("**/forlat/", leave)
    page.goto("/")
    return page


@SHOWS
def test_visitor_finds_a_number_in_two_taps(phone):
    phone.get_by_role("link", name="Jeg trenger hjelp").first.click()
    expect(phone.get_by_role("heading", name="Hvem er du?")).to_be_visible()
    expect(phone.get_by_role("link", name=re.compile("Ring 112"))).to_have_attribute("href", "tel:112")
    check_page(phone)
    phone.get_by_role("link", name="Jeg er barn eller ung").click()
    expect(phone.get_by_role("link", name="Ring 116 111")).to_have_attribute("href", "tel:116111")
    expect(phone).to_have_title("Telefonnumre")
    check_page(phone)
    assert phone.context.cookies() == [], "a visitor gets no cookie"


@SHOWS
def test_numbers_are_there_without_javascript(browser_as):
    page = browser_as("", width=390, javascript=False)
    page.goto("/")
    page.get_by_role("link", name="Jeg trenger hjelp").first.click()
    page.get_by_role("link", name=re.compile("voksen")).click()
    expect(page.get_by_role("link", name=re.compile("^Ring ")).first).to_be_visible()


@SHOWS
def test_visitor_leaves_by_the_button(phone):
    phone.get_by_role("link", name="Jeg trenger hjelp").first.click()
    phone.get_by_role("link", name="Forlat siden", exact=True).click()
    _has_left(phone)
    phone.go_back()
    expect(phone).to_have_url("/")


@SHOWS
def test_visitor_leaves_by_three_shifts(phone):
    phone.get_by_role("link", name="Jeg trenger hjelp").first.click()
    phone.get_by_role("link", name="Jeg er barn eller ung").click()
    expect(phone.get_by_role("heading", name="Noen du kan snakke med")).to_be_visible()
    phone.wait_for_load_state()
    phone.keyboard.press("Shift+A")
    for _ in range(3):
        assert not phone.left, "a capital letter is no reason to leave"
        phone.keyboard.press("Shift")
    _has_left(phone)


def _has_left(page) -> None:
    expect(page).to_have_title("Neutral")
    [answer] = page.left
    assert answer.status == 302
    assert answer.headers["location"].startswith("https://")
    assert "no-store" in answer.headers["cache-control"]
    assert "storage" in answer.headers["clear-site-data"]
