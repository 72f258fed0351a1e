"""What everybody may read: the right things, in the right language, nothing about persons, kept and counted."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from tryggby.api.protocol import version_one
from tryggby.events.factories import EventFactory
from tryggby.help.factories import HelpLineFactory, LineTextFactory
from tryggby.knowledge.factories import ArticleFactory
from tryggby.voices.factories import ChannelFactory, released_table

OPEN = ("events", "articles", "packages", "help-lines", "figures")


def test_only_events_that_everybody_may_come_to(city):
    coming = EventFactory(organisation=city.lyngvik, title="Frokostseminar", contact="kari@lyngvik.example")
    EventFactory(organisation=city.lyngvik, draft=True)
    EventFactory(organisation=city.lyngvik, kind="internal")
    found = city.anybody.ask("events")
    (one,) = found.body["items"]
    assert (one["id"], one["title"], one["state"], one["modes"]) == (
        coming.key,
        "Frokostseminar",
        "published",
        ["room", "stream"],
    )
    assert one["url"].endswith(f"/arrangementer/{coming.slug}/")
    assert "kari@" not in found.content.decode()
    assert city.anybody.ask("events?when=past").body["items"] == []
    assert len(city.anybody.ask("events?when=all").body["items"]) == 1


def test_articles_with_sources_and_limits(city):
    article = ArticleFactory(slug="redd", limits="Vi vet ikke alt.")
    ArticleFactory(draft=True)
    (line,) = city.anybody.ask("articles").body["items"]
    assert line["slug"] == article.slug and "html" not in line
    whole = city.anybody.ask("articles/redd?language=en")
    assert whole.body["language"] == "nb", "bokmål where there is no translation"
    assert whole.body["limits"] == "Vi vet ikke alt." and whole.body["sources"]
    assert "<p>" in whole.body["html"]
    assert city.anybody.ask("articles/finnes-ikke").status_code == 404


def test_packages_with_parts_and_licence(city):
    (one,) = city.anybody.ask("packages").body["items"]
    assert (one["id"], one["licence"], one["version"]) == ("no.prove/liten", "CC-BY-4.0", "1.0.0")
    assert [part["id"] for part in one["parts"]] == ["forste", "andre", "oving"]


def test_help_lines_with_source_and_date_and_no_hours_that_nobody_looked_after(city):
    fresh = HelpLineFactory(name="Snakk med noen")
    LineTextFactory(line=fresh, language="en", text="Somebody to talk to.")
    late = HelpLineFactory(name="Gamle tider", seen_on=dt.date(2020, 1, 1))
    unsure = HelpLineFactory(name="Usikre tider", sure_hours="verify")
    HelpLineFactory(name="Ikke sjekket", sure="verify")
    HelpLineFactory(name="Trukket", withdrawn_at=timezone.now())
    lines = {one["id"]: one for one in city.anybody.ask("help-lines?language=en").body["items"]}
    assert lines.keys() == {fresh.key, late.key, unsure.key}
    assert lines[fresh.key]["text"] == "Somebody to talk to." and lines[fresh.key]["hours"]
    assert lines[fresh.key]["source"] == "https://www.example.no/"
    assert lines[unsure.key]["phone"] and lines[unsure.key]["hours"] is None
    assert lines[late.key]["phone"] and lines[late.key]["hours"] is None and lines[late.key]["overdue"]


@pytest.fixture
def released(city):
    """A released table with a small number hidden."""
    channel = ChannelFactory(unit=city.school)
    return released_table(
        channel,
        since=dt.date(2026, 8, 3),
        until=dt.date(2026, 8, 30),
        counts={channel.key: [0, 20, 2, 0, 12, 0]},
        hidden=[[channel.key, 2], [channel.key, 4]],
    )


def test_hidden_numbers_are_null_with_a_reason(released, city):
    (one,) = city.anybody.ask("figures").body["items"]
    assert one["number"] == 34 and one["since"] == "2026-08-03"
    counts = {cell["value"]: (cell["count"], cell["hidden_because"]) for cell in one["cells"]}
    assert counts[1] == (20, None)
    assert counts[2] == (None, "small_number") and counts[4] == (None, "small_number")
    assert all(cell["label"] for cell in one["cells"])
    assert city.anybody.ask(f"figures?after={one['id']}").body == {"items": [], "next": None}


@pytest.mark.parametrize("path", OPEN)
def test_open_data_is_kept_by_others_and_sets_no_cookie(city, path):
    first = city.anybody.ask(path)
    assert first["Cache-Control"] == "public, max-age=60"
    assert not first.cookies and "Cookie" not in first.get("Vary", "")
    assert "Access-Control-Allow-Origin" not in first
    again = city.anybody.ask(path, **{"If-None-Match": f'"annet", W/{first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert city.anybody.client.head(f"/api/v1/{path}").status_code == 200


def test_pages_of_events_give_every_row_once_at_the_same_cost(city, django_assert_num_queries):
    made = {EventFactory(organisation=city.lyngvik).key for _ in range(5)}
    seen, after = [], ""
    while after is not None:
        with django_assert_num_queries(3):
            page = city.anybody.ask(f"events?limit=2&after={after}").body
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
    assert set(seen) == made and len(seen) == 5


def test_more_than_anybody_needs_is_turned_away(city, monkeypatch):
    monkeypatch.setattr(version_one, "MOST_A_MINUTE", 3)
    answers = [city.anybody.ask("events?limit=1") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 2
    assert answers[-1]["Retry-After"] == "60"


def test_the_description_names_every_answer(city):
    described = json.loads(Client().get("/api/v1/openapi.json").content)
    assert described["openapi"].startswith("3.1")
    for path, methods in described["paths"].items():
        assert methods.keys() == {"get"}
        answers = methods["get"]["responses"]
        assert {"200", "304", "422", "429", "503"} <= answers.keys(), path
        assert ("401" in answers and "403" in answers) == ("security" in methods["get"]), path
        assert ("404" in answers) == ("{" in path), path


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_the_page_tells_of_every_operation(city, prefix):
    page = Client().get(f"{prefix}/api/v1/")
    assert page.status_code == 200 and not page.cookies
    for path in OPEN:
        assert f"GET /api/v1/{path}" in page.text
    assert "units:read" in page.text and "webhook-signature" in page.text
    assert 'href="/nn/api/v1/"' in page.text, "the other languages are a link away"
