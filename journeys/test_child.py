"""A child says what she means: on a phone, by keyboard, without scripts, in Arabic."""

import re
import sqlite3
import urllib.parse
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.running.browser import check_page

pytestmark = pytest.mark.shows("voices.6")
SCHOOL, NURSERY = "Solvik skole", "Furulia"


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


@pytest.mark.parametrize("width", [390, 320])
def test_without_scripts_the_first_box_is_as_wide_as_the_page(product, browser_as, width):
    page = browser_as("", width=width, javascript=False)
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    title, text = page.locator(".without-script p").all()
    assert title.bounding_box()["width"] == text.bounding_box()["width"] > width - 100
    assert title.bounding_box()["y"] + title.bounding_box()["height"] <= text.bounding_box()["y"]


@pytest.mark.parametrize("status", [410, 422, 429, 500, 503])
def test_the_door_to_help_opens_whatever_becomes_of_the_answers(product, browser_as, status):
    page = browser_as("", width=390)
    page.goto(f"/si-din-mening/{code_of(product, SCHOOL)}/")
    agree(page)
    answer_all(page)
    page.route("**/nb/", lambda route: route.fulfill(status=status, body="{}"))
    page.get_by_role("link", name="Jeg vil ha hjelp").click()
    page.wait_for_url("**/nb/hjelp/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("history.length") <= 2


def test_is_it_true_leaves_one_entry_and_no_cookie(product, browser_as):
    page = browser_as("", width=390)
    page.goto("/hjelp/")
    page.goto(f"/stemmer-det/{code_of(product, SCHOOL)}/")
    expect(page.get_by_text(re.compile("1 av "))).to_be_visible()
    check_page(page)
    first = page.locator(".quote").inner_text()
    page.get_by_role("button", name="Litt").click()
    expect(page.get_by_text(re.compile("2 av "))).to_be_visible()
    assert page.locator(".quote").inner_text() != first
    check_page(page)
    number, last = map(int, re.search(r"(\d+) av (\d+)", page.get_by_text(re.compile("2 av ")).inner_text()).groups())
    for following in range(number + 1, last + 1):
        page.get_by_role("link", name="Hopp over").click()
        expect(page.get_by_text(f"{following} av {last}")).to_be_visible()
    page.get_by_role("link", name="Hopp over").click()
    expect(page.get_by_role("heading", name="Takk!")).to_be_visible()
    assert page.context.cookies() == [] and page.evaluate("history.length") == 3
    page.go_back()
    assert urllib.parse.urlsplit(page.url).path == "/hjelp/"


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
