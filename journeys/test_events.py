"""A seminar, from draft to door: coordinator, visitor, stream guest and doorkeeper, on phone and desktop."""

import datetime as dt
import html
import itertools
import re
import time
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from journeys.steps import said
from tests.running.browser import check_page
from tests.running.product import Visitor

SHOWS = pytest.mark.shows("events.7")
WIDTHS = pytest.mark.parametrize("width", [390, 1280])
OSLO = ZoneInfo("Europe/Oslo")
# The form asks for a moment between being shown and being sent.
READING = 2.5
# A list that follows asks every five seconds.
FOLLOWS = 20_000
PLAYER = "https://sending.example/direkte"
serial = itertools.count()


def soon() -> tuple[dt.date, str, str]:
    """A day and two times on the clock, so near that the stream's page and the questions are open already."""
    start = dt.datetime.now(OSLO) + dt.timedelta(minutes=11)
    end = start + dt.timedelta(minutes=30)
    if end.date() != start.date():
        end = start.replace(hour=23, minute=59)
    return start.date(), f"{start:%H:%M}", f"{end:%H:%M}"


@pytest.fixture
def live(product):
    """An announced event that is about to begin, made by the coordinator; its title, slug and key."""
    title = f"Frokost nummer {next(serial)}"
    coordinator = Visitor(product.url).sign_in("koordinator")
    day, starts, ends = soon()
    _, path, _ = coordinator.post(
        "/arrangement/ny/",
        title=title,
        kind="public",
        day=day.isoformat(),
        starts=starts,
        ends=ends,
        place="Kantina",
        room="40",
        streamed="on",
        stream_url=PLAYER,
    )
    key = path.strip("/").split("/")[-1]
    coordinator.post(f"/arrangement/{key}/kunngjoring/", token_from=f"/arrangement/{key}/")
    _, _, page = coordinator.get(f"/arrangement/{key}/")
    slug = re.search(r'href="/arrangementer/([\w-]+)/"', page)[1]
    return {"title": title, "slug": slug, "key": key, "coordinator": coordinator}


def sign_up(page, slug: str, name: str, email: str, mode: str) -> None:
    """What a visitor does, from the event's page to the receipt."""
    page.goto(f"/arrangementer/{slug}/")
    page.get_by_role("link", name="Meld deg på").first.click()
    page.get_by_label("Navn", exact=True).fill(name)
    page.get_by_label("E-post").fill(email)
    page.get_by_role("radio", name=re.compile(mode)).check()
    page.wait_for_timeout(READING * 1000)
    page.get_by_role("button", name="Meld meg på").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Takk! Du er påmeldt"))


def link_in_mail(product, email: str, part: str, seconds: float = 30) -> str:
    """The path of a link in a mail that has gone out to an address; it is waited for."""
    reader, until = Visitor(product.url), time.monotonic() + seconds
    while time.monotonic() < until:
        _, _, post = reader.get(f"/demo/post/?sok={email}")
        for row in re.findall(r"<li\b.*?</li>|<tr\b.*?</tr>", post, re.DOTALL):
            for letter in re.findall(r'href="(/demo/post/[\w.-]+/)"', row) if email in html.unescape(row) else ():
                _, _, text = reader.get(letter)
                if found := re.search(rf"https?://[^/\s\"<]+(/{part}/[\w-]+/)", html.unescape(text)):
                    return found[1]
        time.sleep(1)
    raise AssertionError(f"no mail to {email} with /{part}/")


@SHOWS
@WIDTHS
def test_coordinator_makes_and_announces_an_event(browser_as, width):
    page = browser_as("koordinator", width=width)
    page.goto("/arrangement/ny/")
    page.get_by_role("button", name="Lagre utkastet").click()
    check_page(page)  # what is missing is said beside the fields
    title = f"Dialogmøte på {width}"
    page.get_by_label("Tittel").fill(title)
    day = dt.datetime.now(OSLO).date() + dt.timedelta(days=20)
    page.get_by_label("Dato").fill(day.isoformat())
    page.get_by_label("Starter").fill("09:00")
    page.get_by_label("Slutter").fill("10:00")
    page.get_by_label(re.compile("^Sted")).fill("Kantina")
    page.get_by_label("Plasser i salen").fill("25")
    page.get_by_role("button", name="Lagre utkastet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    check_page(page)
    page.get_by_role("button", name="Kunngjør").click()
    page.get_by_role("link", name="Se sida").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("25 ledige plasser")).to_be_visible()


@SHOWS
@WIDTHS
def test_visitor_signs_up_switches_and_leaves(browser_as, product, live, width):
    page, email = browser_as("", width=width), f"gjest{next(serial)}@gjest.example"
    sign_up(page, live["slug"], "Aisha Nordmann", email, "I salen")
    check_page(page)
    page.goto(link_in_mail(product, email, "pamelding"))
    expect(page.get_by_text("Du har plass i salen.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Bytt til på nett").click()
    said(page, "Da er det byttet")
    expect(page.get_by_text("Du har plass på nett.")).to_be_visible()
    page.get_by_role("button", name="Meld meg av").click()
    said(page, "Du er meldt av")
    check_page(page)


@SHOWS
def test_visitor_signs_up_without_javascript(browser_as, live):
    page = browser_as("", width=390, javascript=False)
    sign_up(page, live["slug"], "Bo Uten Skript", f"gjest{next(serial)}@gjest.example", "På nett")


@SHOWS
@WIDTHS
def test_stream_guest_gets_the_link_asks_and_sees_the_question(browser_as, product, live, width):
    page, email = browser_as("", width=width), f"gjest{next(serial)}@gjest.example"
    sign_up(page, live["slug"], "Dawit Nettmann", email, "På nett")
    page.goto(link_in_mail(product, email, "sending", seconds=150))
    watch = page.get_by_role("link", name="Se sendingen")
    expect(watch).to_have_attribute("href", PLAYER)
    expect(watch).to_have_attribute("rel", re.compile("noreferrer"))
    check_page(page)
    words = f"Hvordan begynner man på {width}?"
    page.get_by_label("Spørsmålet ditt").fill(words)
    page.get_by_role("button", name="Send spørsmålet").click()
    said(page, "Spørsmålet vises når det er lest gjennom")
    expect(page.get_by_text(words)).to_have_count(0)
    desk = browser_as("koordinator", width=width)
    desk.goto(f"/arrangement/{live['key']}/sporsmal/")
    desk.get_by_role("button", name=re.compile(rf"^Vis\s*: {re.escape(words)}")).click()
    expect(desk.get_by_role("heading", name="Vises for alle (1)")).to_be_visible()
    check_page(desk)
    # The guest's page follows by itself.
    expect(page.get_by_text(words)).to_be_visible(timeout=FOLLOWS)
    desk.get_by_role("button", name=re.compile(rf"^Besvart\s*: {re.escape(words)}")).click()
    expect(page.get_by_role("heading", name="Besvart")).to_be_visible(timeout=FOLLOWS)
    check_page(page)


@SHOWS
def test_visitor_in_the_room_asks_without_javascript(browser_as, live):
    page = browser_as("", width=390, javascript=False)
    page.goto(f"/arrangementer/{live['slug']}/")
    page.get_by_role("link", name="Still et spørsmål").click()
    page.get_by_label("Spørsmålet ditt").fill("Får vi lysarkene?")
    page.get_by_role("button", name="Send spørsmålet").click()
    said(page, "Takk! Spørsmålet vises")


@SHOWS
@WIDTHS
def test_doorkeeper_checks_in_also_without_network(browser_as, live, width):
    names = ("Camilla Dør", "Eli Kort", "Fatima Lang")
    guest = browser_as("")
    for name in names:
        sign_up(guest, live["slug"], name, f"gjest{next(serial)}@gjest.example", "I salen")
    page = browser_as("koordinator", width=width)
    page.goto(f"/arrangement/{live['key']}/dor/")
    check_page(page)
    arrived = page.locator("[data-door-arrived]")

    def let_in(name: str) -> None:
        person = page.locator("[data-door-person]").filter(has_text=name)
        person.get_by_role("button", name="Er her").click()

    page.get_by_label("Finn navn").fill("camilla")
    expect(page.locator("[data-door-person]:visible")).to_have_count(1)
    let_in(names[0])
    expect(arrived).to_have_text("1")
    page.get_by_label("Finn navn").fill("")
    page.context.set_offline(True)
    let_in(names[1])
    expect(page.locator("[data-door-offline]")).to_be_visible()
    expect(arrived).to_have_text("1")
    page.context.set_offline(False)
    expect(page.locator("[data-door-offline]")).to_be_hidden()
    expect(arrived).to_have_text("2")
    page.get_by_text("Kom uten påmelding").click()
    page.get_by_role("button", name="Slipp inn", exact=True).click()
    expect(arrived).to_have_text("3")
    page.goto(f"/arrangement/{live['key']}/dor/")
    expect(page.get_by_role("button", name="Angre")).to_have_count(3)
