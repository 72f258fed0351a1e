"""A drill from the front page to the leader's home: phones without accounts, the big screen, stop, talk, the fix."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.steps import TALK, said, wrong
from tests.running.browser import check_page, sideways

SHOWS = pytest.mark.shows("drills.3")
NOTE = "Spør om hvem som ringer."
RECEIVED = re.compile(r"^Jeg er med")


@SHOWS
def test_somebody_who_never_ran_a_drill_starts_one_from_the_front_page(browser_as):
    page = browser_as("", width=390)
    _from_the_front_page(page)
    page.get_by_role("link", name="Start her").click()
    check_page(page)
    expect(page.get_by_role("heading", name="Slik gjør du det")).to_be_visible()
    page.get_by_role("button", name="Bruk denne nå").click()
    expect(page.get_by_role("heading", name="Bli klar på ti minutter")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Åpne for telefonene").click()
    code = page.locator(".code").inner_text()
    check_page(page)
    phone, other = _join(browser_as, code, "Mottaker"), _join(browser_as, code, "Leder på vakt")
    expect(page.get_by_text("2 telefoner er med")).to_be_visible()
    page.get_by_role("button", name="Alt er sagt. Start klokka").click()
    expect(page.get_by_role("timer")).to_be_visible()
    check_page(page)
    _inject_reaches(page, phone, other)
    _nothing_is_pulled_away(browser_as, page, code)
    _choose(page, phone, other)
    _stop(page, phone, other)
    screen = _screen(browser_as, page)
    _talk(page, phone, screen)
    _fix(page, phone)
    expect(phone.get_by_role("heading", name="Takk for at du var med")).to_be_visible()
    assert not [cookie for cookie in phone.context.cookies() if cookie["name"].startswith("ovelse")]
    _at_the_leaders_home(browser_as)


@SHOWS
def test_notes_that_were_not_saved_are_there_after_a_look_elsewhere(browser_as):
    page = _led(browser_as)
    address = page.url
    page.get_by_label("Bare dere som leder øvelsen, ser dette.").fill(NOTE)
    page.get_by_role("link", name="Storskjerm").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for _turn in range(20):
        page.goto(address)
        if page.get_by_label("Bare dere som leder øvelsen, ser dette.").input_value():
            break
    expect(page.get_by_label("Bare dere som leder øvelsen, ser dette.")).to_have_value(NOTE)


@SHOWS
def test_a_phone_without_javascript_takes_part(browser_as):
    page = _led(browser_as)
    phone = _join(browser_as, page.locator(".code").inner_text(), "Observatør", javascript=False)
    expect(phone.get_by_role("button", name="Stopp for alle")).to_be_visible()
    phone.get_by_role("button", name="Pass", exact=True).click()
    expect(phone.get_by_role("heading", name="Du står over")).to_be_visible()
    phone.get_by_role("button", name="Bli med igjen").click()
    expect(phone.get_by_role("heading", name="Du står over")).to_have_count(0)


@SHOWS
def test_a_button_without_a_line_keeps_the_last_step(browser_as):
    page = _led(browser_as)
    phone = _join(browser_as, page.locator(".code").inner_text(), "Observatør")
    step = phone.get_by_role("heading", level=1).inner_text()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Pass", exact=True).click()
    expect(phone.get_by_text("Ingen forbindelse akkurat nå.")).to_be_visible()
    expect(phone.get_by_role("heading", level=1)).to_have_text(step)
    phone.context.set_offline(False)
    expect(phone.get_by_text("Ingen forbindelse akkurat nå.")).to_be_hidden()
    phone.get_by_role("button", name="Pass", exact=True).click()
    expect(phone.get_by_role("heading", name="Du står over")).to_be_visible()


@SHOWS
def test_what_was_held_before_is_one_page_on_paper(browser_as):
    page = browser_as("leder")
    page.goto("/ovelser/enhet/")
    records = [link.get_attribute("href") for link in page.get_by_role("link").all()]
    records = [path for path in records if path and path.endswith("/referat/")]
    assert len(records) >= 2
    for path in records:
        page.goto(path)
        assert _sheets(page) == 1, path


@SHOWS
def test_a_participant_without_an_account_chooses_a_language(browser_as):
    phone = browser_as("", width=320, language="en")
    phone.goto("/bli-med/")
    phone.get_by_role("navigation", name="Språk").get_by_role("link", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    assert phone.url.endswith("/en/bli-med/") and not phone.context.cookies()
    check_page(phone)


@SHOWS
def test_a_wrong_code_says_what_to_do(browser_as):
    phone = browser_as("", width=320)
    phone.goto("/bli-med/")
    phone.get_by_label("Koden på fire sifre").fill("12")
    phone.get_by_role("button", name="Bli med").click()
    expect(wrong(phone)).to_contain_text("Koden er fire sifre")
    check_page(phone)


def test_an_editor_sees_what_waits(browser_as):
    page = browser_as("redaktor")
    page.goto("/ovelser/redaksjon/")
    expect(page.get_by_text("Ingen feil og ingen advarsler.")).to_be_visible()
    check_page(page)


def test_the_leader_fills_in_whom_to_call_and_chooses_a_rhythm(browser_as):
    page = browser_as("leder")
    page.goto("/ovelser/svar/")
    check_page(page)
    page.get_by_label("Hva er nummeret til barnevernet på dagtid?").fill("55 50 10 21")
    page.get_by_role("button", name="Lagre, jeg har sjekket svarene").click()
    said(page, "De lokale svarene er lagret.")
    page.goto("/ovelser/enhet/")
    page.get_by_label("Hvor ofte vil dere øve?").select_option("3")
    page.get_by_role("button", name="Lagre").click()
    said(page, "Rytmen er lagret.")
    check_page(page)


def _from_the_front_page(page: Page) -> None:
    """A visitor signs in from the front page, and home leads to the drills."""
    page.goto("/")
    page.locator(".phone-menu summary").click()
    page.locator(".phone-menu").get_by_role("link", name="Logg inn").click()
    page.locator("button[name=demo][value=ansatt]").click()
    page.get_by_role("link", name="Se øvelsene").click()
    expect(page.get_by_role("heading", name="Barnevernøvelser", level=1)).to_be_visible()
    check_page(page)


def _led(browser_as) -> Page:
    """The facilitator's page of a run that the demo has opened for phones."""
    page = browser_as("mentor", width=390)
    page.goto("/ovelser/")
    page.get_by_role("link", name="Åpne", exact=True).first.click()
    page.get_by_role("link", name="Led øvelsen").click()
    expect(page.locator(".code")).to_be_visible()
    return page


def _join(browser_as, code: str, role: str, **options) -> Page:
    phone = browser_as("", width=320, **options)
    phone.goto("/bli-med/")
    phone.get_by_label("Koden på fire sifre").fill(code)
    phone.get_by_role("button", name="Bli med").click()
    phone.get_by_label(role, exact=True).check()
    if options.get("javascript", True):
        check_page(phone)
    phone.get_by_role("button", name=RECEIVED).click()
    expect(phone.get_by_role("button", name="Pass", exact=True)).to_be_visible()
    assert not sideways(phone)
    return phone


def _inject_reaches(page: Page, phone: Page, other: Page) -> None:
    """One that is given by hand is on both phones without a touch."""
    expect(phone.locator(".drill-now")).to_be_visible()
    phone.get_by_text("Det som har skjedd").click()
    phone.get_by_role("button", name="Pass", exact=True).focus()
    page.get_by_label("Bare dere som leder øvelsen, ser dette.").fill(NOTE)
    cue = page.locator(".drill-cue").last
    text = cue.locator("p").first.inner_text().strip()
    cue.get_by_role("button", name="Gi nå").click()
    for each in (phone, other):
        expect(each.locator(".drill-now")).to_have_text(text)
    expect(page.get_by_label("Bare dere som leder øvelsen, ser dette.")).to_have_value(NOTE)
    page.wait_for_function("scrollY > 200")
    expect(phone.get_by_role("button", name="Pass", exact=True)).to_be_focused()
    expect(phone.locator("#hendt")).to_have_attribute("open", "")
    expect(phone.locator("[aria-live=polite]")).to_have_text(text)
    check_page(phone)


def _nothing_is_pulled_away(browser_as, page: Page, code: str) -> None:
    """Another phone comes; the one who leads stands where they stood, and what is half written stays."""
    page.get_by_label("Bare dere som leder øvelsen, ser dette.").fill(f"{NOTE} Mer.")
    give = page.get_by_role("button", name="Gi nå").first
    give.focus()
    late = _join(browser_as, code, "Ingen rolle, jeg følger med")
    expect(page.get_by_text("3 telefoner er med")).to_be_visible()
    expect(give).to_be_focused()
    expect(page.get_by_label("Bare dere som leder øvelsen, ser dette.")).to_have_value(f"{NOTE} Mer.")
    late.close()


def _choose(page: Page, phone: Page, other: Page) -> None:
    page.locator(".drill-acts").last.get_by_role("button").first.click()
    for each in (phone, other):
        each.locator(".drill-choices button").first.click()
        expect(each.locator(".drill-choices button").first).to_have_attribute("aria-pressed", "true")
    check_page(phone)
    expect(page.get_by_text("2 har svart")).to_be_visible()
    page.get_by_role("button", name="Vis svarene").click()
    expect(phone.get_by_text("Færre enn tre har svart.")).to_be_visible()
    check_page(phone)
    page.get_by_role("button", name="Tilbake til spillet").click()


def _stop(page: Page, phone: Page, other: Page) -> None:
    """One stops; all are stopped, nobody is named, and the one who leads goes on."""
    other.get_by_role("button", name="Stopp for alle").click()
    expect(phone.get_by_role("heading", name="Vi tar en pause")).to_be_visible()
    expect(page.get_by_role("heading", name="Noen har bedt om stopp")).to_be_visible()
    assert phone.locator("[data-live]").inner_html() == other.locator("[data-live]").inner_html()
    check_page(page)
    page.get_by_role("button", name="Gå videre").click()
    expect(phone.get_by_role("heading", name="Vi tar en pause")).to_have_count(0)


def _screen(browser_as, page: Page) -> Page:
    screen = browser_as("ansatt", width=1920, height=1080)
    screen.goto(page.url.replace("leder/", "storskjerm/"))
    heading = screen.get_by_role("heading", level=1)
    size = heading.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 1920 * 0.03, size
    assert screen.evaluate("document.scrollingElement.scrollHeight <= innerHeight + 1"), "it all fits without scrolling"
    check_page(screen)
    for turn in (7, 8):
        _fits_with_answers(page, screen, turn)
    return screen


def _fits_with_answers(page: Page, screen: Page, turn: int) -> None:
    """The longest decision points, with every option and the reason: nobody scrolls a big screen."""
    point = page.locator(".drill-acts").last.get_by_role("button").nth(turn)
    question = point.inner_text().strip()
    point.click()
    page.get_by_role("button", name="Vis svarene").click()
    expect(screen.get_by_role("heading", name=question)).to_be_visible()
    expect(screen.locator(".drill-on-screen li").first).to_be_visible()
    for size in ({"width": 1024, "height": 768}, {"width": 1920, "height": 1080}):
        screen.set_viewport_size(size)
        screen.wait_for_function("document.scrollingElement.scrollHeight <= innerHeight + 1")
    page.get_by_role("button", name="Tilbake til spillet").click()
    expect(page.get_by_role("button", name="Tilbake til spillet")).to_have_count(0)
    expect(screen.get_by_role("heading", name=question)).to_have_count(0)


def _talk(page: Page, phone: Page, screen: Page) -> None:
    """Feelings, facts, learning: each is said to be done; the way to the end is not there before."""
    page.get_by_role("button", name="Til samtalen").click()
    expect(phone.get_by_text("Samtalen etterpå, 1 av 3")).to_be_visible()
    for number, name in enumerate(TALK, start=1):
        expect(page.get_by_text(f"Samtalen etterpå, {number} av 3")).to_be_visible()
        assert page.request.get(page.url.replace("leder/", "etterpa/")).url.endswith("/leder/")
        check_page(page)
        page.get_by_role("button", name=name).click()
        if name.startswith("Vi er") and not phone.locator(".drill-options").count():
            _look_again(page, phone, screen)


def _look_again(page: Page, phone: Page, screen: Page) -> None:
    """A decision point in the talk: on the phones and the screen without answers, until the facilitator shows them."""
    point = page.locator(".drill-acts").last.get_by_role("button").nth(1)
    question = point.inner_text().strip()
    point.click()
    for each in (phone, screen):
        expect(each.get_by_role("heading", name=question)).to_be_visible()
    assert phone.locator("[data-live] .ds-tag").count() == 0 and screen.locator(".drill-on-screen").count() == 0
    expect(phone.locator(".drill-choices button").first).to_be_visible()
    page.get_by_role("button", name="Vis svarene").click()
    for each in (phone, screen):
        expect(each.locator(".drill-options li").first).to_be_visible()


def _fix(page: Page, phone: Page) -> None:
    expect(page.get_by_role("heading", name="Én ting dere endrer")).to_be_visible()
    page.get_by_label("Hva er den ene tingen dere endrer?").fill("Nummeret")
    phone.get_by_role("button", name="Stopp for alle").click()
    expect(phone.get_by_text("Hvis det ble tungt").first).to_be_visible()
    expect(page.get_by_role("heading", name="Noen har bedt om stopp")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Gå videre").click()
    expect(page.get_by_role("heading", name="Noen har bedt om stopp")).to_have_count(0)
    expect(page.get_by_label("Hva er den ene tingen dere endrer?")).to_have_value("Nummeret")
    page.get_by_label("Hva er den ene tingen dere endrer?").fill("")
    page.get_by_role("button", name="Avslutt øvelsen").click()
    expect(wrong(page)).to_be_visible()
    page.get_by_label("Hva er den ene tingen dere endrer?").fill("Nummeret henger på innsiden av døra.")
    page.get_by_label("Hvem passer på at det blir gjort?").select_option(index=1)
    check_page(page)
    page.get_by_role("button", name="Avslutt øvelsen").click()
    expect(page.get_by_text("Nummeret henger på innsiden av døra.")).to_be_visible()
    check_page(page)
    assert _sheets(page) == 1


def _sheets(page: Page) -> int:
    """How many pages it is on paper; what is said on the screen alone is not printed."""
    page.emulate_media(media="print")
    assert not page.locator(".status-line[data-color=success]").filter(visible=True).count()
    count = page.pdf(format="A4").count(b"/Type /Page\n")
    page.emulate_media(media="null")
    return count


def _at_the_leaders_home(browser_as) -> None:
    page = browser_as("leder")
    page.goto("/min-enhet/")
    page.get_by_role("link", name="Nummeret henger på innsiden av døra.").click()
    page.get_by_role("button", name="Det er gjort").click()
    said(page, "Tiltaket er gjort")
    check_page(page)
