"""A coordinator: starts the 4 + 4 for three municipalities, and keeps a cohort going."""

import datetime as dt
import io
import re
from urllib.parse import urlencode

import holidays
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from journeys.steps import said, wrong
from tests.running.browser import check_page
from tryggby.ground.door import OSLO

SHOWS = pytest.mark.shows("foundation.2")
NAME = "Sammen om trygghet"
UNITS = ["Helsestasjon Sør", "Psykisk helse", "Fjellvik flyktningtjeneste", "Elvdal helsestasjon"]
GUEST = ("Kari Nordby", "kari.nordby@elvdal.example")


@SHOWS
def test_coordinator_starts_the_four_plus_four_for_three_municipalities(browser_as):
    page = browser_as("koordinator")
    _choose_programme(page)
    _choose_units(page)
    _choose_days(page)
    _leave_and_come_back(page)
    _choose_places(page)
    _choose_people(page)
    expect(page.get_by_role("heading", name="Samlingene")).to_be_visible()
    expect(page.get_by_text("4 enheter er med.")).to_be_visible()
    expect(page.get_by_text("1 inviteres")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Publiser og send invitasjonene").click()
    said(page, "Kullet er i gang. Invitasjonene er på vei.")
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    for organisation in ("Solvik kommune", "Fjellvik kommune", "Elvdal kommune"):
        expect(page.get_by_text(organisation).first).to_be_visible()
    check_page(page)
    _read_the_mails(page)


def _choose_programme(page) -> None:
    page.goto("/start/")
    page.get_by_role("link", name="Start et nytt kull").click()
    page.get_by_role("radio", name=re.compile("Deltakende fellesskap")).check()
    page.get_by_role("button", name="Lagre og gå videre").click()
    wrong(page)
    expect(page.get_by_role("radio", name=re.compile("Deltakende fellesskap"))).to_be_checked()
    check_page(page)
    page.get_by_label("Hva skal kullet hete?").fill(NAME)
    page.get_by_role("button", name="Lagre og gå videre").click()


def _choose_units(page) -> None:
    expect(page.get_by_text("Steg 2 av 6")).to_be_visible()
    page.get_by_role("button", name="Lagre og gå videre").click()
    expect(wrong(page)).to_contain_text("minst én enhet")
    for unit in UNITS:
        page.get_by_role("checkbox", name=re.compile(f"^{unit}")).check()
    check_page(page)
    page.get_by_role("button", name="Lagre og gå videre").click()


def _choose_days(page) -> None:
    """The first day is put on a holiday: the proposal keeps clear of it, and of everything later in the year."""
    expect(page.get_by_text("Steg 3 av 6")).to_be_visible()
    page.get_by_label("Første dag").fill(_maundy_thursday().isoformat())
    page.get_by_role("button", name="Foreslå datoer").click()
    days = page.get_by_role("list").filter(has=page.get_by_role("heading", name=re.compile("^Fagdag 1")))
    expect(days.get_by_role("heading", level=3)).to_have_count(8)
    expect(days.get_by_role("listitem").first).to_contain_text(re.compile("unngikk .*skjærtorsdag"))
    for field in days.get_by_label("Dato").all():
        day = dt.date.fromisoformat(field.input_value())
        assert day.weekday() < 5 and day not in holidays.country_holidays("NO", years=day.year)
    second = days.get_by_role("listitem").nth(2)
    second.get_by_label("Fra").fill("12:00")
    second.get_by_label("Til").fill("09:00")
    page.get_by_role("button", name="Lagre og gå videre").click()
    expect(wrong(page)).to_contain_text("Slutten må være etter starten.")
    expect(second.get_by_label("Fra")).to_have_value("12:00")
    check_page(page)
    second.get_by_label("Til").fill("15:30")
    page.get_by_role("button", name="Lagre og gå videre").click()
    expect(page.get_by_text("Steg 4 av 6")).to_be_visible()


def _leave_and_come_back(page) -> None:
    """Back, refresh, and coming in anew from the list: what was saved is there."""
    page.get_by_role("link", name="Tilbake", exact=True).click()
    second = page.get_by_role("listitem").filter(has=page.get_by_label("Dato")).nth(2)
    expect(second.get_by_label("Fra")).to_have_value("12:00")
    page.reload()
    expect(second.get_by_label("Til")).to_have_value("15:30")
    page.goto("/program/")
    page.get_by_role("link", name=f"Fortsett {NAME}").first.click()
    for unit in UNITS:
        expect(page.get_by_role("checkbox", name=re.compile(f"^{unit}"))).to_be_checked()
    page.get_by_role("navigation", name="Stegene").get_by_role("link", name="Sted").click()


def _choose_places(page) -> None:
    staff = page.get_by_role("group", name="Fagdager for alle")
    staff.get_by_label("Sted").fill("Kulturhuset Kaia")
    staff.get_by_label("Adresse").fill("Havnegata 12")
    staff.get_by_label("Plasser").fill("60")
    check_page(page)
    page.get_by_role("button", name="Lagre og gå videre").click()
    expect(page.get_by_text("Steg 5 av 6")).to_be_visible()


def _choose_people(page) -> None:
    """Whole units and their leaders are proposed; one without an account is invited by mail."""
    whole = page.get_by_role("checkbox", name=re.compile("^Hele enheten"))
    expect(whole).to_have_count(len(UNITS))
    for box in whole.all():
        expect(box).to_be_checked()
    assert page.get_by_role("checkbox", name=re.compile("· leder$"), checked=True).count() == len(UNITS)
    guest = page.get_by_role("group", name="Person 1")
    guest.get_by_label("Navn").fill(GUEST[0])
    guest.get_by_label("E-post").fill("kari.nordby(at)elvdal")
    guest.get_by_label("Enhet").select_option("Elvdal helsestasjon (Elvdal kommune)")
    page.get_by_role("button", name="Lagre og gå videre").click()
    wrong(page)
    expect(guest.get_by_label("Navn")).to_have_value(GUEST[0])
    check_page(page)
    guest.get_by_label("E-post").fill(GUEST[1])
    page.get_by_role("button", name="Lagre og gå videre").click()
    expect(page.get_by_text("Steg 6 av 6")).to_be_visible()


def _read_the_mails(page) -> None:
    """The worker sends them: to those enrolled with calendar entries, to the guest with a link to answer."""
    welcome = _letter(page, f"Du er med på {NAME}")
    receiver = re.search(r"Til (\S+)", welcome.inner_text())[1]
    welcome.get_by_role("link").click()
    expect(page.get_by_role("article")).to_contain_text(re.compile("Fagdag 4|Lederveiledning 4"))
    check_page(page)
    entry = _letter(page, f"{receiver} Fagdag 1")
    expect(entry).to_contain_text("med kalenderoppføring")
    check_page(page)
    entry.get_by_role("link").click()
    expect(page.get_by_role("article")).to_contain_text("Kulturhuset Kaia")
    check_page(page)
    _letter(page, GUEST[1]).get_by_role("link").click()
    page.get_by_role("article").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name=re.compile(NAME))).to_be_visible()
    check_page(page)


def _letter(page, words: str) -> Locator:
    """The newest mail with these words, as soon as it has been sent."""
    found = page.get_by_role("main").get_by_role("listitem")
    for _ in range(90):
        page.goto(f"/demo/post/?{urlencode({'sok': words})}")
        if found.count():
            break
        page.wait_for_timeout(500)
    return found.first


@SHOWS
def test_coordinator_takes_attendance_by_roll_and_by_headcount(browser_as):
    page = browser_as("koordinator")
    _open_running_cohort(page)
    page.get_by_role("link", name="Ta oppmøte").click()
    boxes = page.get_by_role("group", name=re.compile("^Furulia barnehage")).get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    check_page(page)
    page.get_by_role("button", name="Lagre oppmøtet").click()
    said(page, "Oppmøtet er lagret.")
    expect(boxes.nth(1)).to_be_checked()
    number = page.get_by_role("spinbutton", name="PP-tjenesten")
    number.fill("-4")
    page.get_by_role("button", name="Lagre antallet").click()
    wrong(page)
    expect(number).to_have_value("-4")
    check_page(page)
    number.fill("4")
    page.get_by_role("button", name="Lagre antallet").click()
    said(page, "Antallet er lagret.")
    expect(number).to_have_value("4")
    expect(boxes.nth(1)).to_be_checked()


@SHOWS
def test_coordinator_moves_a_day_with_its_supervision(browser_as):
    page = browser_as("koordinator")
    _open_running_cohort(page)
    page.get_by_role("link", name="Dager og oppmøte").click()
    page.get_by_role("link", name=re.compile("^Flytt Fagdag 4")).click()
    day = dt.date.fromisoformat(page.get_by_label("Ny dato").input_value())
    page.get_by_label("Ny dato").fill((day + dt.timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Se hva som flyttes").click()
    change = page.get_by_role("region", name="Dette blir endret")
    expect(change).to_contain_text("Fagdag 4")
    expect(change).to_contain_text("Lederveiledning 4")
    expect(change).to_contain_text("oppdateres på e-post")
    check_page(page)
    page.get_by_role("button", name="Ja, flytt").click()
    said(page, "flyttet")
    check_page(page)


@SHOWS
def test_coordinator_takes_the_figures_out(browser_as):
    page = browser_as("koordinator")
    page.goto("/koordinator/")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Regneark.*Fire pluss fire, kull 1")).click()
    assert download.value.suggested_filename.endswith(".xlsx")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Furulia barnehage", "Elvdal helsestasjon", "Fagdag 1: Det alle trenger"} <= texts
    page.get_by_role("link", name=re.compile("^Statusside.*Fire pluss fire, kull 1")).click()
    expect(page.get_by_role("heading", name="Fire pluss fire, kull 1")).to_be_visible()
    check_page(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name=re.compile("Skriv ut"))).not_to_be_visible()


def _open_running_cohort(page) -> None:
    page.goto("/program/")
    page.get_by_role("link", name="Fire pluss fire, kull 1").click()


def _maundy_thursday() -> dt.date:
    """The next one that is at least a month away."""
    soon = dt.datetime.now(OSLO).date() + dt.timedelta(days=30)
    days = holidays.country_holidays("NO", years=[soon.year, soon.year + 1])
    return min(day for day, name in days.items() if "kjærtorsdag" in name and day > soon)
