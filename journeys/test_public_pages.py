"""door.3: every open page passes axe in light and dark, reflows, is light, asks one host, and is valid HTML.

In bokmål, and in Arabic and Northern Sami where there is any. Pages are found by following links as a visitor, and
no link may lead to a page that is missing.
"""

import pytest

from journeys.crawl import LOOKED_AT, PREFIX
from journeys.pages import name_of
from tests.running.browser import WEIGH, axe, listen, open_context, sideways
from tests.running.suite import get_html_checker
from tests.running.validator import Unavailable, faults_of_html
from tests.shows import lacks_tool

SHOWS = pytest.mark.shows("door.3")
BYTES, REQUESTS = 120_000, 12
# WCAG 1.4.12.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


@SHOWS
def test_no_link_leads_to_a_page_that_is_missing(walk):
    assert not walk.nowhere, "\n".join(walk.nowhere)


@SHOWS
def test_there_are_pages_of_every_kind(public_pages):
    kinds = {name_of(path) for path in public_pages if not PREFIX.match(path)}
    assert kinds >= {
        *(f"website:{one}" for one in ("front", "about", "project", "young", "parents", "contact", "letter", "search")),
        *(f"website:{one}" for one in ("child_letter", "cookies", "privacy", "accessibility", "news", "staff")),
        *("help:entrance", "help:lines", "help:traces", "events:events", "events:event", "events:signup"),
        *("knowledge:index", "knowledge:article", "knowledge:glossary"),
    }
    for language in LOOKED_AT:
        spoken = {name_of(PREFIX.sub("", path)) for path in public_pages if path.startswith(f"/{language}/")}
        assert spoken >= {"help:entrance", "help:lines", "knowledge:child"}, spoken


@SHOWS
def test_every_open_page_passes_axe_in_light_and_dark_and_reflows(public_pages, product, browser):
    context = open_context(browser, product.url, width=390)
    page = context.new_page()
    faults = []
    for path in public_pages:
        heard = listen(page)
        page.emulate_media(color_scheme="light")
        page.goto(path)
        faults += [f"{path} light: {fault}" for fault in axe(page)]
        page.emulate_media(color_scheme="dark")
        faults += [f"{path} dark: {fault}" for fault in axe(page)]
        weight = page.evaluate(WEIGH)
        if weight["bytes"] > BYTES or weight["count"] > REQUESTS:
            faults.append(f"{path}: {weight['bytes']} bytes in {weight['count']} requests: {weight['heavy']}")
        if len(heard.hosts) != 1:
            faults.append(f"{path}: hosts {heard.hosts}")
        faults += [f"{path} {fault}" for fault in sideways(page)]
        page.evaluate(SPACING)
        faults += [f"{path} with text spacing {fault}" for fault in sideways(page)]
        stored = page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]")
        if stored != [0, 0, ""]:
            faults.append(f"{path}: stored {stored}")
    assert context.cookies() == []
    context.close()
    assert not faults, "\n".join(faults)


@SHOWS
def test_every_open_page_is_valid_html(public_pages, tmp_path):
    get_html_checker()
    try:
        faults = faults_of_html(public_pages, tmp_path)
    except Unavailable as reason:
        pytest.skip(lacks_tool(reason))
    assert not faults, "\n".join(faults)
