"""door.2 and door.5: one leaves any open page in one tap, Back shows no child or help page, and a number is near.

What needs no browser is asked for over HTTP; the browser leaves one page of each kind both ways.
"""

import re
import urllib.request
from html import unescape

import pytest
from playwright.sync_api import expect

from journeys.crawl import SENSITIVE
from journeys.pages import name_of
from tests.running.product import Visitor

LEAVES, TWO_TAPS = pytest.mark.shows("door.2"), pytest.mark.shows("door.5")
BEFORE = "/personvern/"
BAR = re.compile(r'<div class="safety".*?<span class="ds-sr-only" role="status"', re.DOTALL)
# What says of itself that its links replace the page.
REPLACING = re.compile(r"<(footer|a)\b[^>]*\bdata-replace\b.*?</\1>", re.DOTALL)
MISSING = ["/finnes-ikke/", "/hjelp/finnes-ikke/", "/ung/finnes-ikke/", "/nn/ung/finnes-ikke/"]
# A child's ways through the pages, by what is pressed; the last stop is where the way out is taken.
TRAILS = [
    ["Hva er vanlig"],
    ["Finn en trygg voksen"],
    ["Finn en trygg voksen", "Til forsiden", "Jeg trenger hjelp"],
    ["Barna sa"],
    ["Rettighetene dine", "Finn noen å snakke med"],
    ["Ta med en du er trygg på", "Få kortet på papir"],
    ["Lag en plan sammen", "Tomt ark på papir"],
    ["Si fra", "Send"],
    ["Si fra", "Send", "Nei takk, gå tilbake", "Si hva du mener"],
    ["Jeg trenger hjelp"],
    ["Slik skjuler du spor", "Jeg trenger hjelp"],
    ["Personvern"],
]


@pytest.fixture
def visitor(browser_as):
    """A visitor's phone; the page one leaves to answers here instead of on the net."""
    page = browser_as("", width=390)
    page.route(
        "**/forlat/",
        lambda route: route.fulfill(body="<!doctype html><title>Neutral</title>", content_type="text/html"),
    )
    return page


def one_of_each(pages) -> list[str]:
    """A page of each kind, in bokmål and in Arabic."""
    kinds = {}
    for path in pages:
        kinds.setdefault((name_of(path.removeprefix("/ar")), path.startswith("/ar/")), path)
    return [path for path in kinds.values() if path != BEFORE]


@LEAVES
def test_every_open_page_has_the_bar_with_help_and_the_way_out(public_pages, product):
    missing = {path: Visitor(product.url).get(path)[2] for path in MISSING}
    faults = []
    for path, html in (public_pages | missing).items():
        bar = BAR.search(html)
        links = re.findall(r'<a class="ds-button[^>]*href="([^"]+)"', bar[0]) if bar else []
        if len(links) != 2 or "/hjelp/" not in links[0] or not links[1].endswith("/forlat/"):
            faults.append(f"{path}: {links}")
        if "forlat.js" not in html and "ui/js/forlat" not in html:
            faults.append(f"{path}: no three Shifts")
    assert not faults, "\n".join(faults)
    assert len(public_pages) > 40


@LEAVES
def test_pages_for_children_and_help_pages_stay_in_no_browser_and_replace_each_other(public_pages, product):
    faults, seen = [], 0
    for path, html in public_pages.items():
        with urllib.request.urlopen(product.url + path, timeout=30) as answer:
            kept, cookie = answer.headers["Cache-Control"], answer.headers["Set-Cookie"]
        if cookie:
            faults.append(f"{path}: sets a cookie")
        if not SENSITIVE.match(path):
            continue
        seen += 1
        if "no-store" not in kept:
            faults.append(f"{path}: {kept}")
        body = re.search(r"<body[^>]*>", html)[0]
        links = re.findall(r'<a\b[^>]*href="/[^>]*>', REPLACING.sub("", html))
        if "data-replace" not in body and any("data-exit" not in one for one in links):
            faults.append(f"{path}: links leave a trail")
    assert not faults, "\n".join(faults)
    assert seen > 15


@LEAVES
@pytest.mark.parametrize("way", ["tap", "shifts"])
def test_leaving_any_open_page_leads_back_to_the_page_before_it(visitor, public_pages, product, way):
    faults = []
    visitor.goto(BEFORE)
    for path in [*one_of_each(public_pages), *MISSING[1:3]]:
        visitor.evaluate("path => { location.href = path }", path)
        visitor.wait_for_url(product.url + path)
        visitor.wait_for_load_state()
        if way == "tap":
            visitor.locator(".safety [data-exit]").click()
        else:
            for _ in range(3):
                visitor.keyboard.press("Shift")
        expect(visitor, path).to_have_title("Neutral")
        visitor.go_back()
        if not visitor.url.endswith(BEFORE):
            faults.append(f"{path}: {visitor.url}")
            visitor.goto(BEFORE)
    assert not faults, "\n".join(faults)


@LEAVES
@pytest.mark.parametrize("trail", TRAILS, ids=lambda trail: " – ".join(trail))
def test_a_childs_way_through_the_pages_leaves_no_trail(visitor, trail):
    visitor.goto("/")
    visitor.get_by_role("link", name="For deg som er barn eller ung").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("For deg som er barn eller ung")
    for name in trail:
        visitor.wait_for_load_state()
        press(visitor, name)
    visitor.wait_for_load_state()
    visitor.locator(".safety [data-exit]").click()
    expect(visitor).to_have_title("Neutral")
    visitor.go_back()
    expect(visitor).to_have_url("/")


def press(page, name: str) -> None:
    """Press the link or the button, and wait for the page it gives."""
    if name == "Send":
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Velg det som passer best.").first).to_be_visible()
        return
    before = page.url
    page.get_by_role("link", name=re.compile(f"^{name}")).first.click()
    page.wait_for_url(lambda url: url != before)


@TWO_TAPS
def test_a_number_is_two_taps_from_every_open_page(public_pages, product):
    asking, faults = Visitor(product.url), []
    answers: dict[str, str] = {}
    for path, html in public_pages.items():
        first = unescape(re.search(r'<a class="ds-button safety-help" href="([^"]+)"', html)[1])
        if first not in answers:
            answers[first] = asking.get(first)[2]
        if 'href="tel:116111"' not in answers[first] or 'href="tel:112"' not in answers[first]:
            faults.append(f"{path} → {first}")
    assert not faults, "\n".join(faults)
