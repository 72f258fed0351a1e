"""A Monday that stands still, a crew that reads on weekdays, and whom the clock has called."""

import datetime as dt

import pytest
import time_machine

from tryggby.ground.door import oslo
from tryggby.outbox.door import Message
from tryggby.voices.models import DutyRoster, Escalation

MONDAY = dt.date(2026, 11, 23)
WEEKDAYS = {"days": [0, 1, 2, 3, 4], "opens": dt.time(8), "closes": dt.time(15, 30)}


@pytest.fixture
def clock():
    """Monday at nine in Oslo, standing still; `clock.shift` moves it."""
    with time_machine.travel(oslo(MONDAY, dt.time(9)), tick=False) as travel:
        yield travel


@pytest.fixture
def weekdays(crew):
    """The crew reads on weekdays from eight to half past three."""
    DutyRoster.objects.update(**WEEKDAYS)
    return crew


def asked() -> list[str]:
    """Given names of those who were mailed, in order."""
    return [m.text.split()[1].rstrip(".") for m in Message.objects.filter(kind="danger_clock").order_by("id")]


def alarm() -> Escalation:
    """The one escalation."""
    return Escalation.objects.get()
