"""The demo city's events are whole, and the same each time."""

import datetime as dt
import random

import pytest

from tryggby.events.demo import build
from tryggby.events.models import Event, Seating, Signup
from tryggby.events.tests.test_places import counters_agree
from tryggby.organisations.factories import AppointmentFactory

pytestmark = pytest.mark.django_db


def test_the_five_events_are_what_they_are_called():
    keeper = AppointmentFactory()
    on = dt.date(2026, 11, 22)
    events = build(on, organisation=keeper.organisation, by=keeper.person, rng=random.Random(1))
    seminar, full, past, off, moved = [Event.objects.get(pk=event.pk) for event in events[:5]]
    assert (seminar.starts.strftime("%a %H:%M"), seminar.starts.date()) == ("Thu 09:00", dt.date(2026, 12, 10))
    assert seminar.slots.count() == 6
    room = Seating.objects.get(event=full, mode="room")
    assert (room.is_full, room.waiting) == (True, 3)
    assert Signup.objects.would_rather_come(full).count() == 2
    assert past.state == "held"
    assert past.recording_by == on + dt.timedelta(days=9)
    assert off.state == "cancelled"
    assert moved.moved_at
    assert moved.sequence == 1
    for event in events:
        counters_agree(event)
