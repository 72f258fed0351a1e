"""A leader: sees what matters now, acts in three clicks, and sees names of her own people alone."""

import re

import pytest
from playwright.sync_api import expect

from journeys.steps import said
from tests.running.browser import check_page

SHOWS = pytest.mark.shows("foundation.2")
STEPS = re.compile("neste steg$", re.IGNORECASE)


class Clicks:
    """Clicks, counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, target) -> None:
        target.click()
        self.count += 1


@SHOWS
def test_leader_offers_a_place_in_three_clicks_and_may_change_her_mind(browser_as):
    page, click = browser_as("leder"), Clicks()
    page.goto("/start/")
    steps = page.get_by_role("region", name=STEPS)
    expect(steps.get_by_role("listitem").first).to_be_visible()
    assert steps.get_by_role("listitem").count() <= 3
    check_page(page)
    click(steps.get_by_role("link", name="Tilby plass"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check_page(page)
    chosen = page.get_by_role("checkbox", checked=True).count()
    assert chosen, "those without a place are proposed"
    click(page.get_by_role("button", name="Send tilbudet"))
    assert click.count <= 3
    undo = page.get_by_role("status").filter(has_text="har fått plass")
    expect(undo).to_be_visible()
    check_page(page)
    undo.get_by_role("button", name="Angre").click()
    expect(page.get_by_role("link", name="Tilby plass")).to_be_visible()


@SHOWS
def test_leader_on_a_phone_accepts_the_time_for_practice(browser_as):
    page, click = browser_as("leder", width=390), Clicks()
    page.goto("/min-enhet/")
    first = page.get_by_role("region", name=STEPS).get_by_role("listitem").first
    title = first.get_by_role("heading").inner_text()
    click(first.locator("button, a").last)
    assert click.count <= 3
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check_page(page)
    page.goto("/min-enhet/")
    assert page.get_by_role("region", name=STEPS).get_by_text(title).count() <= 1
    check_page(page)


@SHOWS
@pytest.mark.parametrize("width", [390, 1280])
def test_leader_sees_names_of_her_own_unit_alone(browser_as, visitor_as, width):
    page = browser_as("leder", width=width)
    page.goto("/min-enhet/")
    page.get_by_role("link", name="Se hvem, og hva tallene betyr").click()
    colleagues = page.get_by_role("region", name="Kolleger").get_by_role("rowheader")
    expect(colleagues.filter(has_text="Maja Solheim")).to_be_visible()
    page.wait_for_load_state()
    names = colleagues.all_inner_texts()
    page.get_by_text("Hva tallene betyr", exact=True).click()
    check_page(page)
    _, _, theirs = visitor_as("nabo").get("/min-enhet/dekning/")
    assert "Eva Strand" in theirs
    for name in names:
        assert name.removesuffix(" Mentor").strip() not in theirs
    assert "Eva Strand" not in page.content()


@SHOWS
def test_leader_prints_a_page_for_the_staff_meeting(browser_as):
    page = browser_as("leder")
    page.goto("/min-enhet/")
    page.get_by_role("link", name="Skriv ut til personalmøtet").click()
    expect(page.get_by_role("heading", name="Til personalmøtet")).to_be_visible()
    expect(page.get_by_text("Maja Solheim")).to_have_count(0)
    check_page(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name=re.compile("Skriv ut"))).not_to_be_visible()
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 1


@SHOWS
def test_leader_appoints_and_ends_a_mentor(browser_as):
    page = browser_as("leder")
    page.goto("/min-enhet/mentorer/")
    field = page.get_by_label("Hvem blir mentor?")
    field.select_option(index=3)
    name = field.locator("option:checked").inner_text()
    page.locator("form").filter(has=field).get_by_role("button").click()
    said(page, "er mentor.")
    expect(page.get_by_text(name).first).to_be_visible()
    check_page(page)
