"""door.2 for children's pages: no browser keeps them, the title tells nothing, and all in them replaces the page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.proof.world import build_world
from tryggby.knowledge.factories import ArticleFactory

TEXT = "/ung/hva-er-vanlig/"
SHEETS = ["/ung/trygghetsperson/kort/", "/ung/deling/ark/"]
PAGES = ["/ung/", TEXT, "/kunnskap/for/barn/", "/ung/trygghetsperson/", "/ung/deling/", "/si-fra/ung/", *SHEETS]
# What the history list may show; help pages and children's questions have titles of this kind too.
NEUTRAL = {"Nettvett", "Sammen", "Safe on the net", "Saman", "Together"}


@pytest.fixture
def world(db):
    build_world()
    ArticleFactory(title="Hva er vanlig, og hva er ikke greit?", slug="hva-er-vanlig", audience="child")


@pytest.mark.shows("door.2")
@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_childs_page_stays_in_no_browser(world, path, prefix):
    answer = Client().get(prefix + path)
    html = answer.text
    assert answer.status_code == 200 and not answer.cookies
    assert "no-store" in answer["Cache-Control"] and "public" not in answer["Cache-Control"]
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]
    assert title.strip() in NEUTRAL
    assert "/page." in re.search(r'<link rel="icon" href="([^"]+)"', html)[1]
    assert re.search(r"<body[^>]* data-replace>", html), "every link and form takes the page's place in the history"
    assert "forlat.js" in html and html.count("data-exit ") == 2
    assert 'class="nav"' not in html and "phone-menu" not in html, "children have no menu"


@pytest.mark.shows("door.2")
@pytest.mark.parametrize("path", ["/ung/", TEXT, "/kunnskap/for/barn/", *PAGES[3:4], SHEETS[0]])
def test_the_server_keeps_what_the_browser_may_not(world, path):
    client = Client()
    first = client.get(path)
    with CaptureQueriesContext(connection) as caught:
        again = client.get(path)
    assert len(caught) == 0
    assert again.content == first.content and again["Cache-Control"] == "no-store"


@pytest.mark.shows("door.2")
def test_other_open_pages_do_not_replace_each_other(world):
    for path in ("/", "/dette-gjor-vi/", "/kunnskap/", "/si-fra/", "/sok/"):
        assert "data-replace" not in Client().get(path).text, path


def test_children_have_four_doors_and_reading_aloud_in_every_language(world):
    ArticleFactory(title="Rettighetene dine", slug="rettighetene-dine", audience="child")
    html = Client().get("/ung/").text
    doors = re.search(r'<ul role="list" class="doors">(.*?)</ul>', html, re.DOTALL)[1]
    assert re.findall(r'href="([^"]+)"', doors) == [
        "/si-din-mening/",
        "/hjelp/barn/",
        "/ung/rettighetene-dine/",
        "/barna-sa/",
    ]
    assert 'data-aloud="#innhold" data-aloud-language="nb"' in html and "Les opp" in html
    assert 'data-aloud=".article-body"' in Client().get(TEXT).text


def test_without_the_text_about_rights_the_door_leads_to_what_there_is(world):
    html = Client().get("/ung/").text
    assert 'href="#les"' in html and 'id="les"' in html
