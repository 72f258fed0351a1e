"""door.3: every open page passes axe in light and dark, reflows, is light, asks one host, and is valid HTML.

In bokmål, and in Arabic and Northern Sami where there is any. Pages are found by following links as a visitor, and
no link may lead to a page that is missing.
"""

import re
from collections import Counter

import pytest

from journeys.pages import name_of
from tests.running.browser import WEIGH, axe, listen, open_context, sideways
from tests.running.product import Visitor
from tests.running.validator import Unavailable, faults_of_html

SHOWS = pytest.mark.shows("door.3")
BYTES, REQUESTS = 120_000, 12
# Not pages of the open door: other sites' frames, the gallery, the demo's own, and ways in.
OTHERS = re.compile(
    r"^(ui|demo|outbox|organisations|people|programmes):|^events:(embed|feed|rss|entry)|^help:leave$|^$"
)
LINK = re.compile(r"""<a\b[^>]*?\shref\s*=\s*["'](/[^"'#?]*)""", re.IGNORECASE)
STARTS = (
    *("/", "/sok/", "/si-fra/", "/si-fra/ung/", "/nyheter/", "/ordliste/", "/informasjonskapsler/"),
    *("/ar/hjelp/", "/se/hjelp/", "/ar/ung/rettighetene-dine/", "/se/ung/rettighetene-dine/"),
)
# Pages in these are looked at as closely as those in bokmål; of the others, that they are there.
LOOKED_AT, PREFIX = ("ar", "se"), re.compile(r"^/(nn|en|se|ar|prs|uk|so|ti|pl)(?=/)")
SAMPLES = 2
# Of links to pages of one kind in one language, so many are followed.
FOLLOWED = 30
# WCAG 1.4.12.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


@pytest.fixture(scope="module")
def walk(product) -> tuple[dict[str, str], list[str]]:
    """What following links showed: path → HTML of the pages looked at, and the links that lead nowhere."""
    visitor, waiting, came_from = Visitor(product.url), list(STARTS), dict.fromkeys(STARTS, "start")
    found: dict[str, str] = {}
    nowhere: list[str] = []
    taken: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    while waiting:
        path = waiting.pop(0)
        language = (PREFIX.match(path) or ["", ""])[1]
        name = name_of(PREFIX.sub("", path))
        kind = (name, language)
        if (name and OTHERS.search(name)) or asked[kind] >= FOLLOWED:
            continue
        asked[kind] += 1
        status, final, text = visitor.get(path)
        if status >= 400:
            nowhere.append(f"{came_from[path]} → {path}: {status}")
        elsewhere = status != 200 or "<html" not in text or final != path
        if elsewhere or (language and language not in LOOKED_AT) or taken[kind] >= SAMPLES or OTHERS.search(name):
            continue
        taken[kind] += 1
        found[path] = text
        fresh = [link for link in LINK.findall(text) if link not in came_from]
        came_from.update(dict.fromkeys(fresh, path))
        waiting += dict.fromkeys(fresh)
    return found, nowhere


@pytest.fixture(scope="module")
def pages(walk) -> dict[str, str]:
    """Path → HTML of every kind of open page: two of each in bokmål, and in each language of texts alone."""
    return walk[0]


@SHOWS
def test_no_link_leads_to_a_page_that_is_missing(walk):
    assert not walk[1], "\n".join(walk[1])


@SHOWS
def test_there_are_pages_of_every_kind(pages):
    kinds = {name_of(path) for path in pages if not PREFIX.match(path)}
    assert kinds >= {
        *(f"website:{one}" for one in ("front", "about", "project", "young", "parents", "contact", "letter", "search")),
        *(f"website:{one}" for one in ("child_letter", "cookies", "privacy", "accessibility", "news", "staff")),
        *("help:entrance", "help:lines", "help:traces", "events:events", "events:event", "events:signup"),
        *("knowledge:index", "knowledge:article", "knowledge:glossary"),
    }
    for language in LOOKED_AT:
        spoken = {name_of(PREFIX.sub("", path)) for path in pages if path.startswith(f"/{language}/")}
        assert spoken >= {"help:entrance", "help:lines", "knowledge:child"}, spoken


@SHOWS
def test_every_open_page_passes_axe_in_light_and_dark_and_reflows(pages, product, browser):
    context = open_context(browser, product.url, width=390)
    page = context.new_page()
    faults = []
    for path in pages:
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
def test_every_open_page_is_valid_html(pages, tmp_path):
    try:
        faults = faults_of_html(pages, tmp_path)
    except Unavailable as reason:
        pytest.skip(str(reason))
    assert not faults, "\n".join(faults)
