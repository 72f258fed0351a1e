"""Events on other pages: frame, oEmbed, RSS, series, parallel runs."""

import datetime as dt
import json
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.urls import reverse

from tryggby.events import actions
from tryggby.events.factories import EventFactory
from tryggby.events.models import Event

pytestmark = pytest.mark.django_db


def address(event):
    return settings.BASE_URL + reverse("events:event", args=[event.slug])


def test_frame_may_be_framed_by_anybody_and_sets_no_cookie(client):
    event = EventFactory()
    answer = client.get(reverse("events:embed", args=[event.slug]))
    page = answer.content.decode()
    assert not answer.has_header("X-Frame-Options")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "script-src 'none'" in policy and "form-action 'none'" in policy
    assert not answer.cookies and "<script" not in page and "<form" not in page
    assert page.count('target="_blank"') == page.count("<a ")


def test_other_pages_may_not_be_framed(client):
    answer = client.get(reverse("events:event", args=[EventFactory().slug]))
    assert answer["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_internal_events_and_drafts_are_in_no_frame_feed_or_oembed(client):
    gathering = EventFactory(kind="training")
    Event.objects.filter(pk=gathering.pk).update(home="/program/x/")
    for event in (EventFactory(kind="internal"), EventFactory(draft=True), gathering):
        assert client.get(reverse("events:embed", args=[event.slug])).status_code == 404
        assert client.get(reverse("events:oembed"), {"url": address(event)}).status_code == 404
        assert event.title not in client.get(reverse("events:rss")).content.decode()


def test_oembed_gives_a_frame_of_the_size_asked_for(client):
    event = EventFactory(title='Trygg "by" <for alle>')
    answer = client.get(reverse("events:oembed"), {"url": address(event), "maxwidth": "300", "maxheight": "9999"})
    data = json.loads(answer.content)
    assert (data["type"], data["version"], data["width"], data["height"]) == ("rich", "1.0", 300, 420)
    assert data["html"].startswith("<iframe src=") and "<for alle>" not in data["html"]
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies


@pytest.mark.parametrize(
    "url", ["", "https://annen.example/arrangementer/x/", "javascript:alert(1)", "/hjem/", "http://["]
)
def test_oembed_knows_only_our_own_events(client, url):
    assert client.get(reverse("events:oembed"), {"url": url}).status_code == 404
    assert client.get(reverse("events:oembed"), {"url": settings.BASE_URL + "/finnes-ikke/"}).status_code == 404


def test_oembed_is_told_of_on_the_page_and_speaks_json_only(client):
    event = EventFactory()
    assert "application/json+oembed" in client.get(reverse("events:event", args=[event.slug])).content.decode()
    assert client.get(reverse("events:oembed"), {"url": address(event), "format": "xml"}).status_code == 501


def test_rss_has_what_was_announced(client):
    event = EventFactory(title="Sånn & slik <nå>")
    off = EventFactory()
    actions.cancel_event(by=None, event=off)
    answer = client.get(reverse("events:rss"))
    items = ET.fromstring(answer.content).findall("channel/item")
    titles = {item.findtext("title"): item for item in items}
    assert set(titles) == {"Sånn & slik <nå>", f"Avlyst: {off.title}"}
    item = titles["Sånn & slik <nå>"]
    assert item.findtext("guid") == event.uid and item.findtext("link") == address(event)
    assert answer["Content-Type"].startswith("application/rss+xml")


def test_series_page_has_what_is_coming_and_what_has_been(client):
    first = EventFactory(series="Frokostseminar 2026")
    EventFactory(series="Frokostseminar 2026", organisation=first.organisation, draft=True, title="Hemmelig")
    page = client.get(reverse("events:event", args=[first.slug])).content.decode()
    series = reverse("events:series", args=[first.series.key])
    assert series in page
    assert first.title in client.get(series).content.decode()
    assert "Hemmelig" not in client.get(series).content.decode()
    assert client.get(reverse("events:series", args=["finnesikke"])).status_code == 404


def test_series_page_costs_the_same_with_one_and_three(client, django_assert_max_num_queries):
    first = EventFactory(series="Frokostseminar")
    for _number in range(3):
        with django_assert_max_num_queries(7):
            client.get(reverse("events:series", args=[first.series.key]))
        EventFactory(series="Frokostseminar", organisation=first.organisation)


def test_parallel_runs_point_at_each_other(client):
    first = EventFactory(kind="training")
    other = EventFactory(
        kind="training",
        organisation=first.organisation,
        first_run=first,
        title=first.title,
        starts_at=first.starts_at + dt.timedelta(days=1),
    )
    assert (
        reverse("events:event", args=[other.slug])
        in client.get(reverse("events:event", args=[first.slug])).content.decode()
    )
    assert (
        reverse("events:event", args=[first.slug])
        in client.get(reverse("events:event", args=[other.slug])).content.decode()
    )
