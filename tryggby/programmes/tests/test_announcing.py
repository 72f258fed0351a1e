"""A gathering is an event too: one UID, one calendar entry, moved and cancelled from the cohort alone."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from tryggby.events.door import Event, Refused, cancel_event, edit_event, move_event
from tryggby.outbox.door import Message
from tryggby.programmes import actions
from tryggby.programmes.models import Gathering


@pytest.fixture
def announced(valley, cohort):
    actions.publish_cohort(by=valley.kari, cohort=cohort)
    return Gathering.objects.select_related("event", "cohort").get(pk=cohort.day2.pk)


def week_later(gathering):
    return gathering.starts_at + dt.timedelta(days=7)


def test_every_gathering_of_a_published_cohort_is_one_event(valley, cohort, announced):
    actions.publish_cohort(by=valley.kari, cohort=cohort)
    assert Event.objects.count() == Gathering.objects.filter(cohort=cohort).count() == 3
    assert (announced.event.uid, announced.event.starts_at) == (announced.uid, announced.starts_at)
    assert announced.event.kind == "training" and cohort.key in announced.event.home


def test_the_event_follows_a_move_and_a_cancellation(valley, announced):
    actions.move_gathering(by=valley.kari, gathering=announced, starts_at=week_later(announced), place="Samfunnshuset")
    moved = Gathering.objects.select_related("event").get(pk=announced.pk)
    event = moved.event
    assert (event.starts_at, event.place, event.sequence) == (moved.starts_at, "Samfunnshuset", 1)
    assert event.changes.get().former_starts_at == announced.starts_at
    actions.cancel_gathering(by=valley.kari, gathering=moved)
    event.refresh_from_db()
    assert (event.state, event.sequence) == ("cancelled", 2)


def test_calendar_and_event_agree_through_it_all_and_nobody_is_told_twice(valley, cohort, announced):
    actions.move_gathering(by=valley.kari, gathering=announced, starts_at=week_later(announced))
    actions.cancel_gathering(by=valley.kari, gathering=announced)
    person = cohort.enrolled[0].person
    mails = Message.objects.filter(to=person.email, about=f"gathering:{announced.key}").order_by("pk")
    entries = [Calendar.from_ical(mail.calendar) for mail in mails]
    assert [str(entry["METHOD"]) for entry in entries] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [entry.walk("VEVENT")[0] for entry in entries]
    assert {str(event["UID"]) for event in events} == {announced.uid}
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert not Message.objects.filter(about__startswith="event:").exists()


def test_the_event_is_not_changed_behind_the_cohorts_back(valley, announced):
    event, start = announced.event, week_later(announced)
    for verb in (
        lambda: move_event(by=valley.kari, event=event, starts_at=start, ends_at=start + dt.timedelta(hours=6)),
        lambda: cancel_event(by=valley.kari, event=event),
        lambda: edit_event(by=valley.kari, event=event, title="Noe annet"),
    ):
        with pytest.raises(Refused, match="kull"):
            verb()


def test_strangers_meet_it_nowhere_and_the_coordinator_finds_the_way_to_the_cohort(client, valley, announced):
    event = announced.event
    assert client.get(reverse("events:event", args=[event.slug])).status_code == 404
    assert client.get(reverse("events:signup", args=[event.slug])).status_code == 404
    assert event.title not in client.get(reverse("events:events")).content.decode()
    assert client.get(reverse("events:questions", args=[event.slug])).status_code == 200
    client.force_login(valley.kari)
    assert event.home in client.get(reverse("events:overview", args=[event.key])).content.decode()
    client.force_login(valley.odd)
    assert client.get(reverse("events:overview", args=[event.key])).status_code == 404


def test_a_cancelled_cohort_cancels_its_coming_events(valley, cohort, announced):
    actions.cancel_cohort(by=valley.kari, cohort=cohort)
    states = dict(Event.objects.values_list("uid", "cancelled_at"))
    assert states[cohort.day2.uid] and states[cohort.sup2.uid] and states[cohort.day1.uid] is None
