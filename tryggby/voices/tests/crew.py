"""Those on duty at Fjell school, each with a key: Lise reads, Omar stands in, Randi leads. And what children send."""

import contextlib
import datetime as dt
import secrets
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from tryggby.organisations.factories import MembershipFactory
from tryggby.people.factories import PersonFactory
from tryggby.sealing.factories import WORDS, make_reader
from tryggby.voices.actions.note import leave_notes
from tryggby.voices.actions.thread import start_thread
from tryggby.voices.models import DutyRoster

EVERY_DAY = list(range(7))


@pytest.fixture
def time_machine_at():
    """Call with `minutes=…` and so on: from then on it is that much later, and time stands still."""
    with contextlib.ExitStack() as stack:
        yield lambda **later: stack.enter_context(
            time_machine.travel(timezone.now() + dt.timedelta(**later), tick=False)
        )


@pytest.fixture
def lise(fjell):
    """Reads on duty."""
    return MembershipFactory(unit=fjell, person=PersonFactory(given_name="Lise")).person


@pytest.fixture
def omar(fjell):
    """Stands in for Lise."""
    return MembershipFactory(unit=fjell, person=PersonFactory(given_name="Omar")).person


@pytest.fixture
def crew(channel, lise, omar, randi):
    """The channel takes words and drawings; the three have keys and duty around the clock. Opened keys by name."""
    channel.takes = "drawing"
    channel.save()
    keys = {name: make_reader(person) for name, person in (("lise", lise), ("omar", omar), ("randi", randi))}
    roster = on_duty(channel, lise, omar, randi)
    return SimpleNamespace(channel=channel, roster=roster, **keys)


def on_duty(channel, reader, backup, leader, **fields) -> DutyRoster:
    """A roster around the clock from long ago, unless `fields` say otherwise."""
    given = {
        "since": dt.date(2026, 1, 1),
        "days": EVERY_DAY,
        "opens": dt.time(0),
        "closes": dt.time(23, 59, 59),
    } | fields
    return DutyRoster.objects.create(channel=channel, reader=reader, backup=backup, leader=leader, **given)


def cry(channel, text="Kan noen snakke med meg?", **more):
    """A child asks for help; thread and code."""
    return start_thread(channel=channel, text=text, once=secrets.token_urlsafe(16), **more)


def leave(channel, text="Det er kaldt i garderoben.", **more):
    """A child leaves own words; the note."""
    return leave_notes(channel=channel, text=text, **more)[0]


def open_key(client, words=WORDS):
    """The signed-in browser opens its key."""
    answer = client.post("/nokkel/apning/", {"words": words})
    assert answer.status_code == 302
    return client
