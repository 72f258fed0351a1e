"""door.5: what a visitor writes arrives with the coordinator, is answered, and the answer reaches the visitor."""

import re

import pytest
from playwright.sync_api import expect

from journeys.steps import said, wrong
from tests.running.browser import check_page

SHOWS = pytest.mark.shows("door.5")
# The form asks for a moment between being shown and being sent.
READING = 2500
TEXT = "Kan barnehagen vår få låne plakatene om trygge voksne?"


@SHOWS
@pytest.mark.parametrize(("width", "javascript"), [(390, True), (1280, False)])
def test_a_message_arrives_and_is_answered(browser_as, width, javascript):
    email = f"solveig{width}@example.no"
    visitor = browser_as("", width=width, javascript=javascript)
    visitor.goto("/")
    visitor.get_by_role("contentinfo").get_by_role("link", name="Si fra til oss").click()
    visitor.get_by_role("radio", name="Jeg har et spørsmål").check()
    visitor.get_by_label("Hva vil du si?").fill(f"{TEXT} ({width})")
    visitor.get_by_label("Navn").fill("Solveig Lie")
    visitor.get_by_label("E-post").fill("solveig uten krøllalfa")
    visitor.wait_for_timeout(READING)
    visitor.get_by_role("button", name="Send").click()
    if javascript:
        wrong(visitor)
        check_page(visitor)
    expect(visitor.get_by_label("Hva vil du si?")).to_have_value(f"{TEXT} ({width})")
    visitor.get_by_label("E-post").fill(email)
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("heading", name="Takk for at du skrev")).to_be_visible()
    assert visitor.context.cookies() == []
    _answer(browser_as, width, javascript)
    _reads_the_answer(browser_as, email)


def _answer(browser_as, width: int, javascript: bool) -> None:
    coordinator = browser_as("koordinator", width=width, javascript=javascript)
    coordinator.goto("/koordinator/")
    coordinator.get_by_role("link", name="Henvendelser fra folk").click()
    coordinator.get_by_role("link", name=re.compile("Jeg har et spørsmål")).last.click()
    expect(coordinator.get_by_text(f"{TEXT} ({width})")).to_be_visible()
    if javascript:
        check_page(coordinator)
    coordinator.get_by_label("Svaret ditt").fill("Ja, de kan hentes i resepsjonen på rådhuset.")
    coordinator.get_by_role("button", name="Send svar").click()
    said(coordinator, "Svaret er sendt")
    coordinator.get_by_role("button", name="Lukk meldingen").click()
    said(coordinator, "Meldingen er lukket")
    expect(coordinator.get_by_text(TEXT)).to_have_count(0)


def _reads_the_answer(browser_as, email: str) -> None:
    """The demo's letters lie open; the worker writes them within seconds."""
    post = browser_as("")
    for _ in range(60):
        post.goto("/demo/post/")
        found = post.get_by_role("link", name=re.compile("Svar fra Solvik"))
        if found.count() and post.get_by_text(email).count() >= 2:
            break
        post.wait_for_timeout(500)
    found.first.click()
    expect(post.get_by_text("hentes i resepsjonen")).to_be_visible()


@SHOWS
def test_a_child_says_something_without_saying_who(browser_as):
    child = browser_as("", width=390)
    child.goto("/ung/")
    child.get_by_role("link", name="Si fra", exact=True).click()
    expect(child.get_by_role("link", name="Ring 116 111")).to_be_visible()
    expect(child.get_by_role("textbox", name=re.compile("Navn|E-post"))).to_have_count(0)
    check_page(child)
    child.wait_for_timeout(READING)
    child.get_by_role("button", name="Send").click()
    wrong(child)
    child.get_by_text("Noe er vanskelig å forstå").click()
    child.get_by_label("Vil du si mer?").fill("Det var mange rare ord.")
    child.wait_for_timeout(READING)
    child.get_by_role("button", name="Send").click()
    expect(child.get_by_role("heading", name="Takk", exact=True)).to_be_visible()
    check_page(child)
    assert child.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    reader = browser_as("koordinator")
    reader.goto("/post-inn/")
    reader.get_by_role("link", name=re.compile("Noe er vanskelig å forstå")).last.click()
    expect(reader.get_by_text("Det var mange rare ord.")).to_be_visible()
    check_page(reader)
    expect(reader.get_by_label("Svaret ditt")).to_have_count(0)
    editor = browser_as("redaktor")
    editor.goto("/post-inn/")
    expect(editor.get_by_role("heading", name="Henvendelser")).to_be_visible()
    expect(editor.get_by_text("Barn eller ung")).to_have_count(0)


def test_search_shows_help_first_and_back_shows_the_answers_again(browser_as):
    page = browser_as("", width=390)
    page.goto("/")
    page.get_by_text("Meny").first.click()
    page.get_by_role("link", name="Søk", exact=True).click()
    page.get_by_label("Hva leter du etter?").fill("jeg er redd hjemme")
    page.get_by_role("button", name="Søk").click()
    expect(page.get_by_role("link", name=re.compile("116 111")).last).to_be_visible()
    expect(page).to_have_url("/sok/")
    check_page(page)
    page.get_by_label("Hva leter du etter?").fill("personvern")
    page.get_by_role("button", name="Søk").click()
    page.get_by_role("main").get_by_role("link", name="Personvern").click()
    expect(page.get_by_role("heading", name="Personvern", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("main").get_by_role("link", name="Personvern")).to_be_visible()
    assert page.context.cookies() == []
