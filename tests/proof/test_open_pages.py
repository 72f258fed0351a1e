"""door.2 and door.4: no open page sets a cookie; what is published shows at once and costs the same."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.house.addresses import addresses
from tests.proof.world import build_world
from tryggby.events.factories import EventFactory
from tryggby.knowledge.factories import NewsFactory
from tryggby.network.factories import CityReleaseFactory
from tryggby.organisations.door import installation

# Open addresses that are no page: they lead on, take a form, or belong to a code in a mail.
AWAY = {"help:leave", "events:oembed", "people:sign_out", "organisations:set_up", "demo:letter", "demo:post"}
AWAY |= {"voices:code_check", "voices:dialogue", "voices:ending"}
PAGES = sorted(
    f"/{a.route}"
    for a in addresses()
    if a.public and not a.borrowed and not a.arguments and "(" not in a.route and a.full_name not in AWAY
)
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture
def open_paths(db) -> list[str]:
    """Every open page without arguments, one event with all its pages, and the help pages for each reader."""
    build_world()
    event = EventFactory()
    CityReleaseFactory(city__organisation=installation().owner)
    beside = ("", "pamelding/", "sporsmal/", "innebygd/", "kalender.ics")
    return [
        *PAGES,
        *(f"/arrangementer/{event.slug}/{end}" for end in beside),
        *(f"/hjelp/{who}/" for who in ("barn", "voksen", "ansatt")),
    ]


@pytest.mark.shows("door.2")
def test_no_open_page_sets_a_cookie(open_paths):
    faults, read = [], 0
    for path in open_paths:
        for prefix in ("", *(f"/{code}" for code in LANGUAGES)):
            answer = Client().get(prefix + path)
            read += answer.status_code == 200
            if answer.cookies or "Set-Cookie" in answer.headers:
                faults.append(f"{prefix}{path}: {answer.cookies}")
            if not prefix and answer.status_code >= 400:
                faults.append(f"{path}: {answer.status_code}")
    assert not faults, "\n".join(faults)
    assert read > len(open_paths), "pages were read, in more than one language"


@pytest.mark.shows("door.2")
@pytest.mark.parametrize("path", ["/si-fra/", "/si-fra/ung/", "/sok/", "/finnes-ikke/"])
def test_no_form_of_a_visitor_sets_a_cookie(open_paths, path):
    answer = Client(enforce_csrf_checks=True).post(path, {"q": "redd"}, headers={"origin": "http://testserver"})
    assert answer.status_code in {200, 404, 422}
    assert not answer.cookies


@pytest.mark.shows("door.2")
@pytest.mark.parametrize("path", ["/", "/hjelp/", "/si-fra/ung/", "/sok/"])
def test_open_pages_do_not_vary_with_cookies_and_name_no_other_site(open_paths, path):
    answer = Client().get(path)
    assert "Cookie" not in answer.get("Vary", "")
    policy = answer["Content-Security-Policy"]
    assert "http" not in policy and "unsafe" not in policy


@pytest.mark.shows("door.4")
def test_the_front_page_costs_the_same_with_five_news_and_fifty(db, settings):
    build_world()
    # As the product runs: released figures are kept for ten minutes.
    settings.CACHES = {**settings.CACHES, "figures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    sizes = []
    for more in (5, 45):
        NewsFactory.create_batch(more, dated="2026-11-01")
        client = Client()
        client.get("/?forst")
        with CaptureQueriesContext(connection) as caught:
            page = client.get("/?igjen")
        sizes.append((len(caught), len(page.content)))
    assert sizes[0][0] == sizes[1][0] <= 8
    assert abs(sizes[0][1] - sizes[1][1]) < 300, sizes


@pytest.mark.shows("door.4")
def test_news_stand_on_the_kept_front_page_at_once(db, django_capture_on_commit_callbacks):
    build_world()
    client = Client()
    assert "Vi åpner en ny samling" not in client.get("/").text
    with CaptureQueriesContext(connection) as caught:
        client.get("/")
    assert len(caught) == 0, "the front page is kept"
    with django_capture_on_commit_callbacks(execute=True):
        news = NewsFactory(title="Vi åpner en ny samling", slug="ny-samling")
    assert "Vi åpner en ny samling" in client.get("/").text
    assert "Vi møtes i biblioteket" in client.get("/nyheter/ny-samling/").text
    with django_capture_on_commit_callbacks(execute=True):
        news.unpublish()
    assert "Vi åpner en ny samling" not in client.get("/").text
    assert client.get("/nyheter/ny-samling/").status_code == 404
