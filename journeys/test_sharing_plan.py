"""A child and an adult make a plan on a tablet: nothing of it is sent, kept or left behind."""

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from tests.running.browser import ARGUMENTS, NAMES, check_page

pytestmark = pytest.mark.shows("network.1")
CANARY = "Kanarifugl i Furulia 9402"
EMPTY = "[...document.querySelectorAll('input, textarea')].every(field => !field.value || field.value == 'on')"


def on(page: Page) -> None:
    """To the next part."""
    page.get_by_role("button", name="Videre").click()


def fill_in(page: Page, words: str = CANARY) -> None:
    """From the first part to the plan, with the words in every kind of field."""
    page.get_by_label("Hvem er med meg nå?").fill(words)
    on(page)
    page.get_by_label("Med mine egne ord").fill(words)
    page.get_by_role("group", name="Disse kan få vite det").get_by_text("Læreren min").click()
    page.get_by_role("button", name="Bruk barnets ord").click()
    page.get_by_text("Vi sier det sammen").click()
    page.get_by_label("Når blir det sagt?").fill(words)
    on(page)
    page.get_by_label("Det minste som må sies").fill(words)
    on(page)
    page.get_by_label("Dag og klokkeslett").fill(words)
    on(page)


@pytest.mark.shows("network.5")
def test_an_adult_and_a_child_make_a_plan_on_a_tablet(browser_as):
    page = browser_as("ansatt", width=768, height=1024)
    page.goto("/hjem/")
    page.get_by_role("link", name="Lag en delingsplan sammen med et barn").click()
    check_page(page)
    page.get_by_label("Jeg jobber i").select_option(label="Barnehage")
    page.get_by_label("Barnet er").select_option(label="Under 7 år")
    expect(page.get_by_text("Jeg sier det ikke til de andre barna.")).to_be_visible()
    expect(page.get_by_text("andre elever")).to_be_hidden()
    on(page)
    expect(page.get_by_role("heading", name="Det jeg vil si")).to_be_focused()
    page.get_by_label("Med mine egne ord").fill("Jeg er lei meg når det er høyt.")
    may = page.get_by_role("group", name="Disse kan få vite det")
    must_not = page.get_by_role("group", name="Disse skal ikke få vite det")
    may.get_by_text("Mamma").click()
    must_not.get_by_text("Mamma").click()
    expect(may.get_by_label("Mamma")).not_to_be_checked()
    page.get_by_role("button", name="En ting til").click()
    expect(page.get_by_role("heading", name="Ting 2")).to_be_focused()
    # All of it at once: what is half under the bars just now is no fault of the page.
    page.set_viewport_size({"width": 768, "height": 3000})
    check_page(page)
    page.set_viewport_size({"width": 768, "height": 1024})
    for _step in range(3):
        on(page)
    expect(page.get_by_role("heading", name="Avtalen vår")).to_be_visible()
    expect(page.get_by_text("Jeg er lei meg når det er høyt.").last).to_be_visible()
    check_page(page)


def test_a_safety_stop_closes_those_at_home_and_says_whom_to_ask(browser_as):
    page = browser_as("", width=390)
    page.goto("/ung/deling/")
    on(page)
    may = page.get_by_role("group", name="Disse kan få vite det")
    may.get_by_text("Mamma").click()
    page.get_by_role("button", name="En ting til").click()
    page.get_by_text("Noen hjemme gjør meg vondt").last.click()
    for item in (0, 1):
        expect(may.nth(item).get_by_label("Mamma")).to_be_disabled()
        expect(may.nth(item).get_by_label("Mamma")).not_to_be_checked()
        not_told = page.get_by_role("group", name="Disse skal ikke få vite det").nth(item)
        expect(not_told.get_by_label("Pappa")).to_be_checked()
    expect(page.get_by_text("Ikke si noe til dem hjemme ennå.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Dere stoppet klokka \d\d\.\d\d"))).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Ta bort ting 2").click()
    expect(page.get_by_text("Ikke si noe til dem hjemme ennå.")).to_be_visible()
    page.get_by_role("button", name="Ta bort likevel ting 2").click()
    expect(may.get_by_label("Mamma")).to_be_enabled()
    page.get_by_role("button", name="En ting til").click()
    for _empty in range(2):
        page.get_by_role("button", name="Ta bort ting").last.click()
        page.get_by_role("button", name="En ting til").click()
    expect(page.get_by_role("button", name="Ta bort likevel")).to_have_count(0)


def test_nothing_is_sent_and_a_reload_leaves_nothing(browser_as):
    page = browser_as("", width=820)
    asked = []
    page.context.on("request", lambda request: asked.append(request))
    page.goto("/ung/deling/")
    page.wait_for_load_state("networkidle")
    before = len(asked)
    fill_in(page)
    expect(page.get_by_text(CANARY).first).to_be_visible()
    page.emulate_media(media="print")
    page.evaluate("void (window.print = () => { window.printed = (window.printed ?? 0) + 1 })")
    for name in ("Skriv ut planen", "Skriv ut lappen"):
        page.emulate_media(media="screen")
        page.get_by_role("button", name=name).click()
        page.emulate_media(media="print")
        expect(page.locator("[data-paper].is-printed")).to_have_count(1)
        page.pdf()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Kopier teksten").click()
    assert page.evaluate("window.printed") == 2
    assert [request.url for request in asked[before:]] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, history.length]") == [0, 0, 2]
    assert page.context.cookies() == []
    page.reload()
    for _part in range(5):
        assert page.evaluate(
            "[...document.querySelectorAll('input, textarea')].every(f => !f.value || f.value == 'on')"
        )
        if page.get_by_role("button", name="Videre").is_visible():
            on(page)
    expect(page.get_by_text("Dere har ikke skrevet noe ennå.")).to_be_visible()
    told = " ".join(f"{request.url} {request.headers} {request.post_data or ''}" for request in asked)
    assert CANARY not in told and "Kanarifugl" not in told


def test_back_and_the_quick_exit_leave_nothing(browser_as):
    page = browser_as("", width=390)
    page.goto("/hjelp/")
    page.goto("/ung/deling/")
    fill_in(page)
    page.go_back()
    page.go_forward()
    assert CANARY not in page.content()
    assert page.evaluate(EMPTY)


def test_the_page_may_not_reach_any_address(browser_as):
    page = browser_as("", width=390)
    page.goto("/ung/deling/")
    tries = "fetch('/hjelp/').then(() => 'reached', () => 'refused')"
    assert page.evaluate(tries) == "refused"
    assert any("connect-src" in said for said in page.evaluate("window.__refused"))


def test_the_plan_by_keyboard_alone(browser_as):
    page = browser_as("", width=1280)
    page.goto("/ung/deling/")
    for _part in range(4):
        page.get_by_role("button", name="Videre").focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Planen", exact=True)).to_be_focused()
    page.get_by_role("button", name="Tilbake").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Etterpå", exact=True)).to_be_focused()


def test_without_scripts_the_paper_is_offered(browser_as):
    page = browser_as("", width=390, javascript=False)
    page.goto("/ung/deling/")
    expect(page.get_by_role("heading", name="Siden trenger JavaScript")).to_be_visible()
    expect(page.get_by_label("Hvem er med meg nå?")).to_be_hidden()
    page.get_by_role("link", name="Tomt ark på papir").click()
    expect(page.get_by_role("heading", name="Vi lager en plan sammen")).to_be_visible()


def test_a_fresh_browser_keeps_nothing_of_the_plan(product, browser, tmp_path):
    """Every file of the profile is searched, while the page is open and afterwards; what another page got is found."""
    profile, shown = tmp_path / "profile", "ung/deling"
    path = next(found for name in NAMES if (found := shutil.which(name)))
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=path, args=ARGUMENTS, base_url=product.url, viewport={"width": 820, "height": 1180}
    )
    page = context.new_page()
    page.goto("/ung/deling/")
    fill_in(page)
    page.wait_for_timeout(3000)
    assert not files_with(profile, CANARY)
    page.goto("/hjelp/")
    context.close()
    assert not files_with(profile, CANARY)
    assert files_with(profile, shown), "the search finds nothing at all"


def files_with(folder, words: str) -> list[str]:
    """Files that hold the words, in either of the two ways a browser writes them."""
    wanted = (words.encode(), words.encode("utf-16-le"))
    found = []
    for path in sorted(folder.rglob("*")):
        try:
            content = path.read_bytes() if path.is_file() else b""
        except OSError:
            continue
        if any(one in content for one in wanted):
            found.append(str(path.relative_to(folder)))
    return found
