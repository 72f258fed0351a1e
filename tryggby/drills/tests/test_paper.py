"""The record on paper: one sheet whatever was answered, in type that can be read."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.shows import lacks_tool
from tryggby.drills.factories import DrillRunFactory, FollowUpFactory
from tryggby.drills.paper import Paper, paper_for
from tryggby.packages.door import current_drills, load_shipped

pytestmark = pytest.mark.django_db
CHROMIUM = Path("/usr/bin/chromium")
# Points and pixels of type: nothing that is read is smaller than eight points.
SMALLEST = 8 * 96 / 72 - 0.1
SIZES = """[...document.querySelectorAll("main *")]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => parseFloat(getComputedStyle(e).fontSize))"""


def page_of(text: str = "", **rows) -> dict:
    """What a record page holds, empty but for `rows`."""
    return {"seen": [], "not_seen": [], "choices": [], "local": [], "before": []} | rows


def point(options: int, text: str, count: int = 3) -> dict:
    return {"question": "Hva gjør du?", "options": [{"text": text, "count": count}] * options}


def test_little_is_large_and_whole():
    assert paper_for(page_of()) == paper_for(page_of(choices=[point(3, "Du venter.")] * 3)) == Paper()


def test_more_is_smaller_and_still_whole():
    assert paper_for(page_of(choices=[point(7, "Du sier det til lederen nå." * 2)] * 10)) == Paper(is_tight=True)


def test_what_nobody_chose_takes_no_room():
    assert paper_for(page_of(choices=[point(8, "x" * 300, count=0)] * 20)) == Paper()


def test_too_much_ends_earlier_for_every_text():
    much = paper_for(page_of(choices=[point(5, "x" * 320)] * 20, local=[{"question": "q", "text": "y" * 300}] * 20))
    less = paper_for(page_of(choices=[point(4, "x" * 320)] * 10))
    assert much.is_tight and less.is_tight and much.most and less.most and much.most < less.most


def fullest(drill, unit) -> dict:
    """A record in which every option of every decision point was chosen, and every answer is as long as it may be."""
    body = drill.body
    answers = [
        {"question": row["question"], "text": "Vi ringer og blir til noen svarer. " * 8} for row in body["local"]
    ]
    choices = {row["id"]: {option["id"]: 4 for option in row["options"]} for row in body["decisions"]}
    acts = {row["id"]: 5 for row in body["acts"][:3]}
    return {"unit": unit, "drill": drill, "acts": acts, "record": {"choices": choices, "local": answers}}


@pytest.mark.journey
@pytest.mark.shows("drills.3")
def test_the_record_of_every_drill_is_one_sheet_that_can_be_read(furulia, login):
    if not CHROMIUM.exists():
        pytest.skip(lacks_tool("Chromium"))
    load_shipped(by=None)
    for _ in range(5):
        FollowUpFactory(run=DrillRunFactory(unit=furulia.unit, held=True), text="Vi henger nummeret på døra. " * 7)
    pages = {}
    for drill in current_drills():
        run = DrillRunFactory(held=True, **fullest(drill, furulia.unit))
        run.record["choices"] = {} if drill.is_for_children else run.record["choices"]
        pages[drill.identifier] = login(furulia.bo).get(f"/ovelser/gjennomforing/{run.key}/referat/").content.decode()
    assert len(pages) > 10
    themes = set(re.findall(r'href="(/tema/[^"]+)"', "".join(pages.values())))
    sheets, sizes = printed(pages, {path: login(furulia.bo).get(path).content.decode() for path in themes})
    assert {name: count for name, count in sheets.items() if count != 1} == {}
    assert {name: size for name, size in sizes.items() if size < SMALLEST} == {}
    assert all("Vi ringer og blir til noen svarer. " * 7 in page for page in pages.values()), "the screen has it whole"


def printed(pages: dict[str, str], themes: dict[str, str]) -> tuple[dict[str, int], dict[str, float]]:
    """Each page in Chromium as on paper: how many sheets, and the smallest type. No database meanwhile."""
    from playwright.sync_api import sync_playwright

    sheets, sizes = {}, {}

    def answer(route):
        path = urlsplit(route.request.url).path
        if path.strip("/") in pages:
            return route.fulfill(body=pages[path.strip("/")], content_type="text/html; charset=utf-8")
        if path in themes:
            return route.fulfill(body=themes[path], content_type="text/css")
        name = path.removeprefix("/static/").lstrip("/")
        found = finders.find(name) or finders.find(re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", name))
        return route.fulfill(path=found) if found else route.fulfill(status=404)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        shown = browser.new_page()
        shown.route("**/*", answer)
        for name in pages:
            shown.goto(f"http://paper.test/{name}/")
            shown.emulate_media(media="print")
            sizes[name] = min(shown.evaluate(SIZES))
            sheets[name] = shown.pdf(format="A4").count(b"/Type /Page\n")
        browser.close()
    return sheets, sizes
