"""A child asks for help: writes, keeps the code, comes back, reads, writes more, deletes; nothing is left behind."""

import base64
import re
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.test_child import NURSERY, agree, answer_all, code_of, now, press_at, walk_to
from tests.running.browser import ARGUMENTS, NAMES, check_page
from tests.running.steps import ROOT

pytestmark = pytest.mark.shows("voices.6")
# Three people with keys on duty day and night, unless there are some already.
ON_DUTY = """
import datetime as dt, sys, django
django.setup()
from tryggby.people.door import Person
from tryggby.sealing.factories import make_reader
from tryggby.sealing.models import ReadingKey
from tryggby.voices.models import Channel, DutyRoster
from tryggby.voices.rules import text_is_open
channel = Channel.objects.get(name=sys.argv[1])
if not text_is_open(channel):
    staff = list(Person.objects.filter(memberships__unit=channel.unit, left_at=None).order_by("pk").distinct()[:3])
    for person in staff:
        ReadingKey.objects.current().filter(person=person).exists() or make_reader(person)
    reader, backup, leader = staff
    DutyRoster.objects.create(channel=channel, reader=reader, backup=backup, leader=leader, days=list(range(7)),
        since=dt.date(2026, 1, 1), opens=dt.time(0), closes=dt.time(23, 59))
assert text_is_open(channel)
"""
ANSWER = """
import sys, django
django.setup()
from tryggby.voices.actions.thread import write_as_adult
from tryggby.voices.models import DutyRoster, HelpThread
thread = HelpThread.objects.filter(channel__name=sys.argv[1]).order_by("-pk").first()
write_as_adult(by=DutyRoster.objects.filter(channel=thread.channel).first().reader, thread=thread, text=sys.argv[2])
"""


def run(product, code: str, *words: str) -> None:
    """Code with the product's database."""
    mine = product.environment | {"DJANGO_SETTINGS_MODULE": "config.settings", "TRYGGBY_DEMO": "1"}
    subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, env=mine, check=True)


@pytest.fixture
def help_page(product) -> str:
    """Where help is asked for at the nursery, in bokmål; somebody is on duty."""
    run(product, ON_DUTY, NURSERY)
    return f"/si-din-mening/{code_of(product, NURSERY)}/nb/hjelp/"


def code_shown(page: Page) -> str:
    """The six words on the page."""
    return page.locator(".child-code").inner_text()


@pytest.mark.parametrize(("language", "dark"), [("nb", False), ("nb", True), ("ar", False)])
def test_the_whole_way_to_help_and_back(product, browser_as, help_page, language, dark):
    page = browser_as("", width=390, dark=dark)
    page.goto("/hjelp/")
    page.goto(help_page.replace("/nb/", f"/{language}/"))
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    check_page(page)
    page.locator("#ord").fill("Kan noen snakke med meg?")
    page.locator("form[data-hush] button").click()
    page.locator(".child-code").wait_for()
    code = code_shown(page)
    assert len(code.split()) == 6
    check_page(page, weigh=False)
    page.locator("form[data-hush] button").click()
    page.locator("#kode").fill("sol " * 6)
    page.locator("button:not([name])").click()
    expect(page.locator("#feil")).to_be_visible()
    check_page(page, weigh=False)
    page.locator("button[name=vis]").click()
    assert code_shown(page) == code
    page.locator("form[data-hush] button").click()
    page.locator("#kode").fill(code)
    page.locator("button:not([name])").click()
    expect(page.locator("form[data-hush]")).to_have_count(0)
    check_page(page, weigh=False)
    run(product, ANSWER, NURSERY, "Takk for at du skrev. Vi snakker sammen i morgen.")
    page.goto("/kode/" if language == "nb" else f"/kode/{language}/")
    check_page(page, weigh=False)
    page.locator("#kode").fill("sol " * 6)
    page.locator("form[data-hush] button").click()
    expect(page.locator("#kode")).to_have_value("")
    check_page(page, weigh=False)
    page.locator("#kode").fill(code)
    page.locator("form[data-hush] button").click()
    expect(page.get_by_text("Vi snakker sammen i morgen.")).to_be_visible()
    check_page(page, weigh=False)
    page.locator("#ord").fill("Ja takk.")
    page.locator("form:has(#ord) button").click()
    expect(page.locator(".dialogue > li")).to_have_count(3)
    check_page(page, weigh=False)
    page.locator(".child-link").click()
    page.locator("button[name=sikker]").click()
    expect(page.locator("form[data-hush]")).to_have_count(0)
    check_page(page, weigh=False)
    assert page.context.cookies() == [] and page.evaluate("history.length") == 4
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_by_keyboard_alone(product, browser_as, help_page):
    page = browser_as("")
    page.goto(help_page)
    walk_to(page, "textarea")
    page.keyboard.type("Kan noen snakke med meg?")
    press_at(page, "button", re.compile("Send"))
    page.locator(".child-code").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1", "what is new is where the reader is"
    code = code_shown(page)
    press_at(page, "button", re.compile("tatt vare på"))
    page.locator("#kode").wait_for()
    walk_to(page, "input")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bra, den er riktig")).to_be_focused()


def test_without_scripts(product, browser_as, help_page):
    page = browser_as("", width=320, javascript=False)
    page.goto(help_page)
    expect(page.get_by_text("Nettleseren din kan huske det du skriver her")).to_be_visible()
    _ask_and_come_back(page, help_page, "Kan noen snakke med meg?", "Er du der?")
    page.get_by_role("button", name="Slett samtalen").click()
    page.get_by_role("button", name="Ja, slett den").click()
    expect(page.get_by_role("heading", name="Slett samtalen")).to_be_visible()


def test_a_double_tap_and_a_lost_receipt_make_one_thread_with_the_same_code(product, browser_as, help_page):
    page = browser_as("", width=390)
    codes = []

    def lose(route):
        if route.request.method == "POST" and not codes:
            codes.append(re.search(r'class="child-code"[^>]*>([^<]+)<', route.fetch().text())[1])
            route.abort()
        else:
            route.continue_()

    page.route("**/hjelp/", lose)
    page.goto(help_page)
    page.locator("#ord").fill("Kan noen snakke med meg?")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("status").filter(has_text="Det gikk ikke")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    page.locator(".child-code").wait_for()
    assert codes == [code_shown(page)]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_fails_takes_nothing_of_what_was_written(product, browser_as, help_page, status):
    page = browser_as("", width=390)
    page.goto(help_page)
    words = "Jeg er redd for å gå hjem."
    page.locator("#ord").fill(words)
    page.locator("[name=fare]").check()
    down = "<!doctype html><title>503</title><main><h1>Prøv igjen</h1></main>"
    page.route("**/hjelp/", lambda route: route.fulfill(status=status, body=down, content_type="text/html"))
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").filter(has_text="Det gikk ikke")).to_be_visible()
    assert page.locator("#ord").input_value() == words and page.locator("[name=fare]").is_checked()
    page.unroute("**/hjelp/")
    page.get_by_role("button", name="Send").click()
    assert len(code_shown(page).split()) == 6


def test_a_text_that_is_too_long_is_kept_whole_with_a_word_about_it(product, browser_as, help_page):
    page = browser_as("", width=390)
    page.goto(help_page)
    page.locator("#ord").fill("a" * 4500)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Det ble for langt. Send det i to deler.")).to_be_visible()
    assert len(page.locator("#ord").input_value()) == 4500
    check_page(page, weigh=False)


def test_a_fresh_browser_keeps_nothing_of_what_was_said(product, browser, tmp_path, help_page):
    """Every file of the profile is searched afterwards; what is typed on another page, and the address, are found."""
    secret, cry, more, shown = "Kanarifugl i Furulia 7351", "Kanari roper 8264", "Kanari igjen 9173", "si-din-mening"
    profile = tmp_path / "profile"
    path = next(found for name in NAMES if (found := shutil.which(name)))
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=path, args=ARGUMENTS, base_url=product.url, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"/si-din-mening/{code_of(product, NURSERY)}/")
    agree(page)
    answer_all(page)
    now(page).get_by_role("button", name="Gi et råd med egne ord").click()
    page.get_by_label("Skriv rådet ditt").fill(secret)
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
    page.mouse.up()
    picture = page.evaluate("document.querySelector('canvas').toDataURL('image/png')")
    now(page).locator("[data-send=words]").click()
    expect(page.get_by_role("heading", name="Takk!")).to_be_visible()
    code = _ask_and_come_back(page, help_page, cry, more)
    page.wait_for_timeout(1500)
    context.close()
    assert files_with(profile, shown), "the search finds nothing at all"
    said = (secret, cry, more, code, "-".join(code.split()), " ".join(code.split()[2:]))
    assert files_with(profile, *said) == []
    assert files_with(profile, picture[60:120]) == []


def _ask_and_come_back(page: Page, help_page: str, cry: str, more: str) -> str:
    """The whole dialogue in one visit; returns the code."""
    page.goto(help_page)
    page.get_by_label("Hva trenger du hjelp til?").fill(cry)
    page.get_by_role("button", name="Send").click()
    page.locator(".child-code").wait_for()
    code = code_shown(page)
    page.get_by_role("button", name="Jeg har tatt vare på den").click()
    page.get_by_label("Koden din, seks ord").fill(code)
    page.get_by_role("button", name="Sjekk koden").click()
    expect(page.get_by_role("heading", name="Bra, den er riktig")).to_be_visible()
    page.goto("/kode/")
    page.get_by_label("Koden din").fill(code)
    page.get_by_role("button", name="Åpne").click()
    page.get_by_label("Skriv mer").fill(more)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".dialogue > li")).to_have_count(2)
    return code


def files_with(folder: Path, *texts: str) -> list[str]:
    """Files with one of the texts in any of the ways in which it might lie there."""
    ways: set[bytes] = set()
    for words in texts:
        plain = words.encode()
        ways |= {plain, words.encode("utf-16-le"), words.encode("utf-16-be"), plain.hex().encode()}
        ways |= {urllib.parse.quote(words).encode(), urllib.parse.quote_plus(words).encode()}
        ways |= {base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)}
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        found += [f"{path.relative_to(folder)}: {way!r}" for way in ways if way in content]
    return found
