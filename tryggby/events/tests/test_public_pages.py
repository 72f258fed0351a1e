"""What visitors read: the list, the page, calendars; and that none of it grows with the sign-ups."""

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tryggby.events.actions import cancel_event, move_event
from tryggby.events.factories import EventFactory
from tryggby.events.models import AudienceTag, Event, Seating, Signup
from tryggby.events.tests.people import signed_in
from tryggby.organisations.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(seen)


def test_the_list_costs_the_same_with_one_and_three(client):
    EventFactory(audiences=["staff"])
    one = queries(client, "/arrangementer/?tid=")
    EventFactory(audiences=["staff", "young"])
    EventFactory(audiences=["staff"])
    assert queries(client, "/arrangementer/?tid=") == one


def test_filters_by_kind_audience_and_time(client):
    EventFactory(title="Åpen dag", audiences=["young"])
    EventFactory(title="Opplæring", kind="training", audiences=["staff"])
    past = EventFactory(title="I fjor")
    Event.objects.filter(pk=past.pk).update(
        starts_at=timezone.now() - dt.timedelta(days=365), ends_at=timezone.now() - dt.timedelta(days=364)
    )

    def titles(query):
        page = client.get(f"/arrangementer/{query}").content.decode()
        return {title for title in ("Åpen dag", "Opplæring", "I fjor") if f">{title}<" in page.replace("</a>", "<")}

    assert titles("?x=1") == {"Åpen dag", "Opplæring"}
    assert titles("?slag=training") == {"Opplæring"}
    assert titles("?for_hvem=young") == {"Åpen dag"}
    assert titles("?tid=tidligere") == {"I fjor"}
    assert titles("?slag=tull&for_hvem=%00") == {"Åpen dag", "Opplæring"}


@pytest.mark.shows("events.6")
def test_the_page_costs_the_same_with_ten_thousand_sign_ups_as_with_ten(client):
    event = EventFactory(room=20_000, audiences=["staff"])
    path = f"/arrangementer/{event.slug}/"
    room = Seating.objects.get(event=event, mode="room")

    def add(first, count):
        now = timezone.now()
        Signup.objects.bulk_create(
            Signup(event=event, seating=room, name=f"P {n}", email=f"p{n}@x.example", confirmed_at=now)
            for n in range(first, first + count)
        )
        Seating.objects.filter(pk=room.pk).update(taken=first + count)

    add(0, 10)
    with CaptureQueriesContext(connection) as few:
        small = client.get(f"{path}?a=1")
    add(10, 9_990)
    with CaptureQueriesContext(connection) as many:
        large = client.get(f"{path}?a=2")
    assert [query["sql"] for query in few] == [query["sql"] for query in many]
    assert not any("events_signup" in query["sql"] for query in many)
    assert abs(len(large.content) - len(small.content)) < 20
    assert "10000 ledige plasser" in re.sub(r"[\s\u00a0]", " ", large.content.decode()).replace("10 000", "10000")


def test_what_is_not_announced_or_internal_is_not_there(client):
    draft, internal = EventFactory(draft=True), EventFactory(kind="internal")
    for event in (draft, internal):
        for page in ("", "pamelding/", "kalender.ics", "program-utskrift/"):
            assert client.get(f"/arrangementer/{event.slug}/{page}").status_code == 404
    own = signed_in(MembershipFactory(unit__organisation=internal.organisation).person)
    assert own.get(f"/arrangementer/{internal.slug}/").status_code == 200
    assert internal.title not in client.get("/arrangementer/?a").content.decode()


def test_the_page_says_what_machines_read(client):
    event = EventFactory(title="</script><b>Frokost</b> & kaffe", audiences=["staff"])
    move_event(
        by=None,
        event=event,
        starts_at=event.starts_at + dt.timedelta(days=7),
        ends_at=event.ends_at + dt.timedelta(days=7),
        because="Salen var opptatt.",
    )
    page = client.get(f"/arrangementer/{event.slug}/?a").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["name"] == event.title
    assert data["eventStatus"].endswith("EventRescheduled")
    assert data["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert "Arrangementet er flyttet." in page
    assert "Salen var opptatt." in page
    assert "<b>Frokost</b>" not in page


def test_a_cancelled_event_says_so_and_takes_no_sign_ups(client):
    event = EventFactory()
    cancel_event(by=None, event=event, because="Innlederen er syk.")
    page = client.get(f"/arrangementer/{event.slug}/?a").content.decode()
    assert "Arrangementet er avlyst." in page
    assert "Innlederen er syk." in page
    assert "Meld deg på" not in page


def test_visitors_pages_may_be_kept_and_set_no_cookie(client):
    event = EventFactory()
    for path in ("/arrangementer/", f"/arrangementer/{event.slug}/"):
        answer = client.get(path + "?a")
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies


def test_every_audience_has_a_filter(client):
    page = client.get("/arrangementer/?a").content.decode()
    assert all(f'value="{value}"' in page for value in AudienceTag.Group.values)
