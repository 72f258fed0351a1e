"""A child says what she means: on a phone, by keyboard, without scripts, in Arabic; nothing is left on the device."""

import base64
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.running.browser import ARGUMENTS, NAMES, check_page
from tests.running.steps import ROOT

pytestmark = pytest.mark.shows("voices.6")
SCHOOL, NURSERY = "Solvik skole", "Furulia"
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


def ask(product, question: str, *values):
    """One value from the product's database."""
    with closing(sqlite3.connect(f"file:{product.folder}/tryggby.sqlite3?mode=ro", uri=True)) as link:
        return link.execute(question, values).fetchone()[0]


def code_of(product, name: str) -> str:
    """What stands on the poster."""
    return ask(product, "SELECT code FROM voices_channel WHERE name = ?", name)


def children(product, name: str) -> int:
    """How many have answered the first question, skipped or not."""
    question = """SELECT COALESCE(SUM(number), 0) FROM voices_tally t JOIN voices_channel c ON c.id = t.channel_id
        JOIN voices_question q ON q.id = t.question_id WHERE c.name = ? AND q.slug = 'hort'"""
    return ask(product, question, name)


def now(page: Page):
    """The screen one sees."""
    return page.locator("[data-screen].is-now")


def agree(page: Page) -> None:
    """Through the promise."""
    for _step in range(3):
        now(page).locator("[data-next]").click()


def answer_all(page: Page, name: str = "Ja") -> None:
    """Every question, the first with a face and the rest skipped; ends at the last screen."""
    now(page).get_by_role("radio", name=name, exact=True).check()
    now(page).locator("[data-next]").click()
    while now(page).get_attribute("data-screen") == "question":
        now(page).locator("[data-skip]").click()


@pytest.mark.parametrize("dark", [False, True])
def test_the_whole_way_on_a_phone(product, browser_as, dark):
    before = children(product, SCHOOL)
    page = browser_as("", width=390, dark=dark)
    page.goto("/si-din-mening/")
    check_page(page)
    page.get_by_label("Koden på plakaten").fill(code_of(product, SCHOOL).lower())
    page.get_by_role("button", name="Gå videre").click()
    expect(page.get_by_role("heading", name="Hva er dette?")).to_be_visible()
    check_page(page)
    agree(page)
    expect(page.get_by_role("heading", name="Hører de voksne på deg her?")).to_be_focused()
    check_page(page)
    page.get_by_role("button", name="Ta pause").click()
    expect(page.get_by_role("heading", name="Du har pause")).to_be_focused()
    page.get_by_role("button", name="Jeg er klar").click()
    answer_all(page)
    check_page(page)
    page.get_by_role("button", name="Send svarene", exact=True).click()
    expect(page.get_by_role("heading", name="Takk!")).to_be_visible()
    check_page(page)
    assert children(product, SCHOOL) == before + 1
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, history.length]") == [0, 0, 2]


def test_back_leads_to_before_the_visit_and_shows_no_answers(product, browser_as):
    before = children(product, SCHOOL)
    page = browser_as("", width=390)
    page.goto("/hjelp/")
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    agree(page)
    answer_all(page)
    page.get_by_role("button", name="Send svarene", exact=True).click()
    expect(page.get_by_role("heading", name="Takk!")).to_be_visible()
    page.go_back()
    assert urllib.parse.urlsplit(page.url).path == "/hjelp/"
    assert children(product, SCHOOL) == before + 1


def test_skip_is_as_big_as_next_and_no_is_as_big_as_yes(product, browser_as):
    page = browser_as("", width=390)
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    for first, second in (("[data-next]", "[data-decline]"), ("[data-next]", "[data-skip]")):
        boxes = [now(page).locator(name).bounding_box() for name in (first, second)]
        assert boxes[0]["width"] == boxes[1]["width"] and abs(boxes[0]["height"] - boxes[1]["height"]) < 2
        assert boxes[1]["height"] >= 60
        if second == "[data-decline]":
            agree(page)


def test_no_thanks_ends_kindly_and_sends_nothing(product, browser_as):
    before = children(product, SCHOOL)
    page = browser_as("", width=390)
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    page.get_by_role("button", name="Nei takk").click()
    expect(page.get_by_role("heading", name="Det er helt greit")).to_be_focused()
    check_page(page)
    assert children(product, SCHOOL) == before


def test_a_double_tap_counts_once(product, browser_as):
    before = children(product, SCHOOL)
    page = browser_as("", width=390)
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    agree(page)
    answer_all(page)
    page.get_by_role("button", name="Send svarene", exact=True).dblclick()
    expect(page.get_by_role("heading", name="Takk!")).to_be_visible()
    assert children(product, SCHOOL) == before + 1


def test_an_answer_whose_receipt_is_lost_counts_once_after_a_retry(product, browser_as):
    before = children(product, SCHOOL)
    page = browser_as("", width=390)
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/si-din-mening/**", lose)
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    agree(page)
    answer_all(page)
    page.get_by_role("button", name="Send svarene", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Svarene dine er her ennå")).to_be_visible()
    page.get_by_role("button", name="Send svarene", exact=True).click()
    expect(page.get_by_role("heading", name="Takk!")).to_be_visible()
    assert lost == [204] and children(product, SCHOOL) == before + 1


def test_by_keyboard_alone(product, browser_as):
    before = children(product, SCHOOL)
    page = browser_as("")
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    for _step in range(3):
        press_at(page, "button", re.compile("Neste|Ja, jeg vil"))
    for number in range(4):
        walk_to(page, "input")
        page.keyboard.press("Space")
        assert page.evaluate("document.activeElement.checked"), number
        press_at(page, "button", re.compile("Neste"))
    press_at(page, "button", re.compile("Send svarene"))
    expect(page.get_by_role("heading", name="Takk!")).to_be_visible()
    assert children(product, SCHOOL) == before + 1


def test_what_a_screen_reader_is_told(product, browser_as):
    page = browser_as("", width=390)
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    agree(page)
    told = page.locator("main").aria_snapshot()
    assert 'group "Hører de voksne på deg her? Du velger. Alle svar er greie."' in told
    faces = re.findall(r'radio "([^"]+)"', told)
    assert faces == ["Ja, veldig", "Ja", "Litt", "Ikke så mye", "Nei"]
    assert told.index('button "Neste"') < told.index('button "Hopp over"')
    assert "Hvem leser dette?" in told and "1 av 4" in told


@pytest.mark.parametrize("language", ["nn", "se", "en", "ar"])
def test_the_whole_way_in_every_language(product, browser_as, language):
    before = children(product, NURSERY)
    weigh = language != "se"  # the letters of Sami come in a file of their own
    page = browser_as("", width=390)
    page.goto(f"/si-din-mening/{code_of(product, NURSERY)}/{language}/")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    agree(page)
    check_page(page, weigh=weigh)
    for _question in range(3):
        now(page).locator("label").first.click()
        now(page).locator("[data-next]").click()
    check_page(page, weigh=weigh)
    now(page).locator("[data-send]").click()
    page.wait_for_url("**/takk/**")
    assert children(product, NURSERY) == before + 1


def test_without_scripts_it_is_one_page_that_says_what_may_stay(product, browser_as):
    before = children(product, SCHOOL)
    page = browser_as("", width=390, javascript=False)
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    expect(page.get_by_text("Den kan huske det du skriver her etterpå")).to_be_visible()
    assert page.locator("fieldset").count() == 4
    page.get_by_role("radio", name="Ja, veldig").first.check()
    page.get_by_role("button", name="Send svarene", exact=True).click()
    expect(page.get_by_role("heading", name="Takk!")).to_be_visible()
    assert children(product, SCHOOL) == before + 1


def test_a_fresh_browser_keeps_nothing_of_what_was_said(product, browser, tmp_path):
    """Every file of the profile is searched afterwards; what is typed on another page, and the address, are found."""
    secret, shown = "Kanarifugl i Furulia 7351", "si-din-mening"
    mine = product.environment | {"DJANGO_SETTINGS_MODULE": "config.settings", "TRYGGBY_DEMO": "1"}
    subprocess.run([sys.executable, "-c", ON_DUTY, NURSERY], cwd=ROOT, env=mine, check=True)
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
    page.wait_for_timeout(1500)
    context.close()
    assert files_with(profile, shown), "the search finds nothing at all"
    assert files_with(profile, secret) == []
    assert files_with(profile, picture[60:120]) == []


def press_at(page: Page, tag: str, name) -> None:
    """Walk with Tab to something with that name, and press Enter."""
    walk_to(page, tag, name)
    page.keyboard.press("Enter")


def walk_to(page: Page, tag: str, name=None) -> None:
    """Tab until the focus is there; it must be seen."""
    for _step in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => [document.activeElement.tagName.toLowerCase(), document.activeElement.textContent.trim()]"
        )
        if here[0] == tag and (name is None or name.search(here[1])):
            return
    raise AssertionError(f"no {tag} {name} is reached with Tab")


def files_with(folder: Path, words: str) -> list[str]:
    """Files with the words in any of the ways in which they might lie there."""
    plain = words.encode()
    ways = {plain, words.encode("utf-16-le"), words.encode("utf-16-be"), plain.hex().encode()}
    ways |= {urllib.parse.quote(words).encode(), urllib.parse.quote_plus(words).encode()}
    ways |= {base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)}
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(way in path.read_bytes() for way in ways)
    ]
