"""An editor writes a text for children, another editor reads it, it goes out, and is translated."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.running.browser import axe

SHOWS = pytest.mark.shows("door.5")
TITLE, SLUG = "Når noen roper", "nar-noen-roper"
IN_NYNORSK = "Når nokon ropar"
SECOND = "siri.lund@solvik.example"


@SHOWS
def test_an_article_is_written_read_by_another_published_and_translated(browser_as, product):
    writer, reader = browser_as("redaktor"), browser_as()
    _write(writer)

    _act(writer, "Publiser")
    expect(writer.get_by_text("skal leses av en annen redaktør")).to_be_visible()
    assert _visit(browser_as, f"/ung/{SLUG}/") == 404
    _act(writer, re.compile("^Send inn til"))
    expect(writer.get_by_role("link", name=TITLE).first).to_be_visible()

    _sign_in_by_code(reader)
    reader.goto("/redaksjon/")
    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader.get_by_text("LIX", exact=False).first).to_be_visible()
    expect(reader.get_by_text("Skal leses av en annen redaktør.")).to_be_visible()
    _act(reader, "Godkjenn og publiser")
    expect(reader.get_by_text(f'Siden "{TITLE}" er')).to_be_visible()

    child = browser_as(width=390)
    child.goto(f"/ung/{SLUG}/")
    expect(child.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(child.get_by_role("link", name="Finn noen å snakke med")).to_be_visible()
    assert not axe(child)

    _translate(writer)
    child.goto(f"/nn/ung/{SLUG}/")
    expect(child.locator("[lang=nb] h1")).to_have_text(TITLE)
    reader.goto("/redaksjon/")
    reader.get_by_role("link", name=IN_NYNORSK).first.click()
    _act(reader, "Godkjenn og publiser")
    expect(reader.get_by_text(f'Siden "{IN_NYNORSK}" er')).to_be_visible()
    _pick_language_both_ways(browser_as)
    assert {host for page in (writer, reader) for host in page.heard.hosts} <= {product.url.split("/")[2], ""}
    assert not [said for page in (writer, reader) for said in page.heard.messages if "Content Security" in said]


@SHOWS
@pytest.mark.parametrize("save", ["Control+s", "Lagre utkast"])
def test_the_last_word_is_kept_however_fast_an_editor_saves(browser_as, save):
    page = browser_as("redaktor")
    page.goto("/redaksjon/kunnskap/")
    page.get_by_role("link", name="Skriv ny artikkel").click()
    page.get_by_role("textbox", name="Tittel").fill(f"Rask på tastene {save[0]}")
    page.get_by_role("textbox", name="Ingress").fill("Den som skriver fort, mister ingenting.")
    _write_text(page, "Siste ord")
    if save == "Control+s":
        page.keyboard.press(save)
    else:
        page.get_by_role("button", name=save).click()
    page.wait_for_url(re.compile(r"/pages/\d+/"))
    expect(page.get_by_role("textbox").filter(has_text="Siste ord")).to_be_visible()


def _write(page: Page) -> None:
    page.goto("/redaksjon/kunnskap/")
    page.get_by_role("link", name="Skriv ny artikkel").click()
    page.get_by_role("textbox", name="Tittel").fill(TITLE)
    page.get_by_role("textbox", name="Ingress").fill("Det er lov å gå et annet sted.")
    page.get_by_role("combobox", name="For hvem").select_option("child")
    _write_text(page, "Du kan gå ut. Si det til en voksen.[^s1]")
    page.get_by_role("tab", name="Kilder og grenser").click()
    page.locator("#id_sources-ADD").click()
    page.locator("#id_sources-0-mark").fill("s1")
    page.locator("#id_sources-0-kind").select_option("child")
    page.locator("#id_sources-0-title").fill("Råd fra barn")


def _write_text(page: Page, words: str) -> None:
    """A block of text in the body, with these words."""
    body = page.locator("section.w-panel").filter(has=page.get_by_role("heading", name="Innhold"))
    body.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Tekst").click()
    text = body.get_by_role("textbox").first
    text.click()
    expect(text).to_be_focused()
    text.press_sequentially(words)
    expect(text).to_have_text(words)


def _translate(page: Page) -> None:
    """A draft in nynorsk, with the text to translate in it."""
    page.goto("/redaksjon/kunnskap/")
    ours = page.get_by_role("link", name=TITLE, exact=True)
    while not ours.count():
        page.get_by_role("link", name="Neste").click()
        page.wait_for_load_state()
    ours.click()
    page.wait_for_url(re.compile(r"/pages/\d+/"))
    number = re.search(r"/pages/(\d+)/", page.url)[1]
    page.goto(f"/redaksjon/translation/submit/page/{number}/")
    page.get_by_role("checkbox", name="Nynorsk").check()
    page.locator("form").get_by_role("button").last.click()
    expect(page.get_by_role("textbox", name="Tittel")).to_have_value(TITLE)
    page.get_by_role("textbox", name="Tittel").fill(IN_NYNORSK)
    _act(page, re.compile("^Send inn til"))
    expect(page.get_by_text(IN_NYNORSK).first).to_be_visible()


def _pick_language_both_ways(browser_as) -> None:
    """From the text in bokmål to the one in nynorsk and back, by the picker alone, whatever their addresses are."""
    child = browser_as(width=1280)
    child.goto(f"/ung/{SLUG}/?ny")
    for language, title in (("Nynorsk", IN_NYNORSK), ("Bokmål", TITLE)):
        child.locator("summary", has_text="Språk").click()
        child.get_by_role("navigation", name="Språk", exact=True).get_by_role("link", name=language, exact=True).click()
        expect(child.get_by_role("heading", level=1)).to_have_text(title)
    assert child.url.endswith(f"/ung/{SLUG}/")
    child.goto(f"/nn/ung/{SLUG}/?ny")
    expect(child.get_by_role("heading", level=1)).to_have_text(IN_NYNORSK)


def _act(page: Page, name) -> None:
    """One of the actions at the foot of the editor."""
    page.get_by_role("button", name="Flere handlinger").click()
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state()


def _sign_in_by_code(page: Page) -> None:
    """With the code that was mailed."""
    page.goto("/logg-inn/")
    page.get_by_label("E-post").first.fill(SECOND)
    page.get_by_role("button", name=re.compile("kode", re.IGNORECASE)).first.click()
    page.wait_for_load_state()
    post = page.context.new_page()
    for _again in range(60):
        post.goto(f"/demo/post/?sok={SECOND}")
        letter = post.get_by_role("link", name=re.compile("kode", re.IGNORECASE))
        if letter.count():
            break
        time.sleep(0.5)
    letter.first.click()
    code = re.search(r"\b([A-Z0-9]{3,4}-[A-Z0-9]{3,4}|[A-Z0-9]{6,8}|\d{6})\b", post.locator("main").inner_text())[1]
    post.close()
    page.get_by_role("textbox").first.fill(code)
    page.get_by_role("button", name=re.compile("Logg inn|Fortsett|Bekreft")).first.click()
    page.wait_for_load_state()


def _visit(browser_as, path: str) -> int:
    page = browser_as()
    status = page.goto(path).status
    page.context.close()
    return status
