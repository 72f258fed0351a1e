"""Somebody in need: two taps to a number from anywhere, gone in one, and nothing left behind."""

import re

import pytest
from playwright.sync_api import expect

from tests.running.browser import faults_of

PUBLIC = ["/", "/dette-gjor-vi/", "/arrangementer/", "/kontakt/", "/personvern/", "/trygg-pa-nett/", "/ung/"]
HELP = [
    "/hjelp/",
    "/hjelp/barn/",
    "/hjelp/voksen/",
    "/hjelp/bekymret/",
    "/hjelp/ansatt/skole/",
    "/hjelp/barn-har-fortalt/",
]
CHILDREN = ["/ung/", "/ung/hva-er-vanlig/", "/ung/trygghetsperson/", "/kunnskap/for/barn/"]
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""


@pytest.fixture
def phone(browser_as):
    """A visitor's phone; the page one leaves to answers here instead of on the net."""
    page = browser_as("", width=390)
    page.left = []

    def leave(route):
        page.left.append(route.fetch(max_redirects=0))
        route.fulfill(body="<!doctype html><title>Neutral</title>", content_type="text/html")

    page.route("**/forlat/", leave)
    return page


@pytest.mark.shows("door.5")
@pytest.mark.parametrize("path", PUBLIC)
def test_a_child_reaches_a_number_in_two_taps_from_any_page(phone, path):
    phone.goto(path)
    phone.get_by_role("link", name="Jeg trenger hjelp").first.click()
    number = phone.get_by_role("link", name="Ring 116 111")
    expect(number).to_be_in_viewport()
    expect(number).to_have_attribute("href", "tel:116111")


@pytest.mark.shows("door.5")
def test_a_page_that_is_missing_has_the_number_itself(phone):
    phone.goto("/finnes-ikke/")
    expect(phone.get_by_role("link", name="116 111")).to_have_attribute("href", "tel:116111")


@pytest.mark.shows("door.5")
@pytest.mark.parametrize("person", ["ansatt", "leder", "mentor"])
def test_an_employee_reaches_the_sheet_in_two_taps(browser_as, person):
    page = browser_as(person, width=390)
    page.goto("/start/")
    page.get_by_role("link", name="Bekymret for et barn?").first.click()
    page.get_by_role("main").get_by_role("link", name="Et barn har fortalt meg noe").click()
    expect(page.get_by_role("heading", name="Et barn har fortalt meg noe")).to_be_visible()


@pytest.mark.shows("door.2")
@pytest.mark.parametrize("path", HELP)
@pytest.mark.parametrize("way", ["tap", "shifts"])
def test_leaving_help_leads_back_to_no_help(phone, path, way):
    phone.goto("/dette-gjor-vi/")
    phone.evaluate("path => { location.href = path }", path)
    phone.wait_for_url(f"**{path}")
    phone.wait_for_load_state()
    for name in ("Slik skjuler du spor", "Jeg trenger hjelp"):
        phone.get_by_role("link", name=name).last.click()
        phone.wait_for_load_state()
    phone.get_by_role("link", name="Jeg er barn eller ung").click()
    expect(phone.get_by_role("heading", name="Noen du kan snakke med")).to_be_visible()
    phone.wait_for_load_state()
    if way == "tap":
        phone.get_by_role("link", name="Forlat siden", exact=True).click()
    else:
        for _ in range(3):
            phone.keyboard.press("Shift")
    expect(phone).to_have_title("Neutral")
    [answer] = phone.left
    assert "no-store" in answer.headers["cache-control"]
    assert "storage" in answer.headers["clear-site-data"]
    phone.go_back()
    expect(phone).to_have_url("/dette-gjor-vi/")


@pytest.mark.shows("door.2")
def test_nothing_is_left_in_the_browser(phone):
    for path in [*HELP, *CHILDREN]:
        answer = phone.goto(path)
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert phone.evaluate("() => localStorage.length + sessionStorage.length") == 0
    assert phone.context.cookies() == []


def test_the_overlay_comes_at_once(phone):
    phone.goto("/hjelp/barn/")
    hidden = phone.evaluate(
        """() => {
          const stop = event => event.preventDefault();
          document.querySelector(".safety [data-exit]").click();
          return [document.title, getComputedStyle(document.querySelector("main")).display];
        }"""
    )
    assert hidden == ["Laster", "none"]


@pytest.mark.shows("door.2")
def test_help_works_without_javascript(browser_as):
    page = browser_as("", width=390, javascript=False)
    page.goto("/")
    page.get_by_role("link", name="Jeg trenger hjelp").first.click()
    page.get_by_role("link", name="Jeg jobber med barn").click()
    page.get_by_role("link", name="Barnehage").click()
    page.get_by_text("Jeg tror at noen hjemme skader barnet").click()
    expect(page.get_by_text("Ring barnevernet eller politiet for råd før noen hjemme får vite noe.")).to_be_visible()
    assert page.url.endswith("/hjelp/ansatt/barnehage/"), "the address does not tell what was chosen"
    leave = page.get_by_role("link", name="Forlat siden", exact=True)
    expect(leave).to_have_attribute("href", "/forlat/")


@pytest.mark.shows("door.3")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "path", ["/ar/hjelp/", "/ar/hjelp/barn/", "/ar/hjelp/bekymret/", "/ar/trygg-pa-nett/", "/se/hjelp/voksen/", *HELP]
)
def test_a_help_page_passes_the_browser_checks(browser_as, path, dark):
    page = browser_as("", width=390, dark=dark)
    page.goto(path)
    faults = faults_of(page, page.heard)
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }", SPACING
    )
    page.set_viewport_size({"width": 320, "height": 700})
    wide = page.evaluate("() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    assert not faults, "\n".join(faults)
    assert wide <= 0, f"{wide} px too wide with text spacing"


def test_arabic_is_mirrored(browser_as):
    page = browser_as("", width=390)
    page.goto("/ar/hjelp/barn/")
    assert page.evaluate("() => getComputedStyle(document.querySelector('main')).direction") == "rtl"
    arrow = page.get_by_role("link", name="رجوع").bounding_box()
    assert arrow["x"] + arrow["width"] > 300, "what begins a line stands to the right"


@pytest.mark.parametrize(
    "path", ["/hjelp/barn-har-fortalt/", "/nn/hjelp/barn-har-fortalt/", "/en/hjelp/barn-har-fortalt/"]
)
def test_the_sheet_fits_on_one_page(browser_as, path):
    page = browser_as("")
    page.goto(path)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.parametrize(("path", "folded"), [("/ung/rettighetene-dine/", True), ("/kunnskap/fem-lofter/", False)])
def test_a_printed_article_has_its_sources(browser_as, path, folded):
    """Also where they are folded away on the screen, as on children's pages."""
    page = browser_as("")
    page.goto(path)
    source = page.locator("#kilde-1")
    if folded:
        expect(source).to_be_hidden()
    page.emulate_media(media="print")
    expect(source).to_be_visible()
    expect(page.get_by_text("Hva vi ikke vet")).to_be_visible()


@pytest.mark.shows("door.5")
def test_what_was_seen_stands_over_its_steps_on_paper(browser_as):
    page = browser_as("")
    page.goto("/hjelp/ansatt/skole/")
    page.emulate_media(media="print")
    for seen in (
        "Et barn er i fare nå",
        "Jeg tror at noen hjemme skader barnet",
        "Det gjelder en voksen som jobber her",
    ):
        expect(page.get_by_text(seen, exact=True)).to_be_visible()
    expect(page.get_by_text("Ikke ring foreldrene")).to_be_visible()
    expect(page.get_by_text(re.compile("^(Åpent|Stengt) nå")).filter(visible=True)).to_have_count(0)


def test_an_editor_adds_a_number_and_it_stands_on_the_help_page(browser_as):
    page = browser_as("redaktor")
    page.goto("/redaksjon/hjelpetilbud/")
    page.get_by_role("link", name="Legg til").click()
    page.get_by_label("Navn").fill("Krisesenteret i Solvik")
    page.get_by_label("Hva kan de hjelpe med? Bokmål").fill("Et trygt sted når det er vold hjemme.")
    page.get_by_label("Voksne og foreldre").check()
    page.get_by_label("Telefon", exact=False).first.fill("00 12 34 90")
    page.get_by_label(re.compile("Når svarer de på telefonen")).fill("sånn omtrent alltid")
    page.get_by_label("Kilde").fill("https://solvik.example/krisesenter")
    page.get_by_role("button", name="Legg ut").click()
    expect(page.get_by_text("Vi forstår ikke linja «sånn omtrent alltid».").first).to_be_visible()
    expect(page.get_by_label("Navn")).to_have_value("Krisesenteret i Solvik")
    page.get_by_label(re.compile("Når svarer de på telefonen")).fill("døgnåpent")
    page.get_by_role("button", name="Legg ut").click()
    expect(page.get_by_role("status").filter(has_text="er lagt til")).to_be_visible()
    added = page.get_by_role("heading", name=re.compile("Krisesenteret i Solvik"))
    for _turn in range(20):
        page.goto("/hjelp/voksen/")
        if added.count():
            break
        page.wait_for_timeout(500)  # the pages that are served without a database are read anew after a second
    expect(added).to_be_visible()
    expect(page.get_by_role("link", name="Ring 00 12 34 90")).to_be_visible()
