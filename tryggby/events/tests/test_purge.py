"""Day 14: names, addresses, needs, their key and the mails are gone; the counts stay and a receipt says so."""

import datetime as dt
import logging

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from tryggby.events import actions, sealing
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import CheckIn, NeedCount, NeedKey, PurgeReceipt, SealedNeeds, Seating, Signup
from tryggby.events.overview import needs_of, summary
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db

MARKS = ["Hemmeligsen", "hemmelig@x.example", "Lønnkroken barnehage", "nøtteallergi"]


def everything() -> str:
    """Every value of every row of every table, as text."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.order_by("pk").values_list():
            found += [bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v) for v in row]
    return "\n".join(found)


@pytest.fixture
def event(caplog):
    """An event with people in every state, one of whom is marked."""
    caplog.set_level(logging.DEBUG)
    event = EventFactory(room=3, asks=["allergy"], stream_url="https://sending.example/x")
    secret = {"name": "Kari Hemmeligsen", "workplace": "Lønnkroken barnehage"}
    signup = SignupFactory(event=event, email="hemmelig@x.example", needs={"allergy": "nøtteallergi"}, **secret)
    gone = SignupFactory(event=event, email="2hemmelig@x.example", needs={"allergy": "nøtteallergi"}, **secret)
    SignupFactory(event=event, mode="stream", email="3hemmelig@x.example", **secret)
    actions.cancel_signup(by=None, signup=gone)
    actions.send_due_reminders(event.reminder_at)
    actions.send_due_stream_links(event.stream_mail_at)
    with time_machine.travel(event.starts_at, tick=False):
        actions.check_in(by=None, event=event, signup=signup)
        actions.walk_in(by=None, event=event, name="Ola Hemmeligsen")
    return event


def at_day(event, days, **more):
    return time_machine.travel(event.ends_at + dt.timedelta(days=days, **more), tick=False)


def test_the_day_before_everything_is_there(event):
    with at_day(event, 13, hours=23):
        assert actions.purge_due() == 0
        assert [row["needs"][0][1] for row in needs_of(event, by=None)] == ["nøtteallergi"]


@pytest.mark.shows("events.5")
def test_on_day_14_no_name_or_need_is_left_and_the_counts_are_unchanged(event, caplog):
    counts = list(Seating.objects.order_by("pk").values("taken", "waiting", "arrived", "places"))
    needs = list(NeedCount.objects.values_list("kind", "number"))
    rows = (Signup.objects.count(), CheckIn.objects.count())
    assert all(mark in everything() for mark in MARKS[:3])
    with at_day(event, 14):
        assert actions.purge_due() == 1
        assert actions.purge_due() == 0
    text = everything()
    assert not [mark for mark in MARKS if mark in text]
    assert not [mark for mark in MARKS if mark in caplog.text]
    assert not NeedKey.objects.exists()
    assert not SealedNeeds.objects.exists()
    assert list(Seating.objects.order_by("pk").values("taken", "waiting", "arrived", "places")) == counts
    assert list(NeedCount.objects.values_list("kind", "number")) == needs == [("allergy", 1)]
    assert (Signup.objects.count(), CheckIn.objects.count()) == rows


@pytest.mark.shows("events.5")
def test_the_receipt_says_what_how_many_when_and_by_which_rule(event):
    mails = Message.objects.count()
    with at_day(event, 14):
        actions.purge_due()
        now = timezone.now()
    receipt = PurgeReceipt.objects.get()
    assert (receipt.names, receipt.needs, receipt.mails, receipt.at) == (4, 1, mails, now)
    assert "14 dager" in receipt.rule
    event.refresh_from_db()
    assert summary(event)["receipt"] == receipt


@pytest.mark.shows("events.5")
def test_needs_of_an_older_copy_cannot_be_opened_without_their_key(event):
    row = SealedNeeds.objects.get()
    signup, copy = row.signup, bytes(row.sealed)
    assert sealing.opened(signup, copy) == {"allergy": "nøtteallergi"}
    with at_day(event, 14):
        actions.purge_due()
    assert sealing.opened(signup, copy) == {}


def test_a_mail_that_still_waits_is_not_sent_to_nobody(event):
    from tryggby.outbox.door import deliver_due

    with at_day(event, 14):
        actions.purge_due()
        deliver_due("test", limit=100)
    assert not Message.objects.exclude(to="").exists()


def test_the_personal_link_says_that_it_is_over(event, client):
    from tryggby.events import tokens

    signup = Signup.objects.order_by("pk").first()
    token = tokens.token(signup)
    assert client.get(f"/pamelding/{token}/").status_code == 200
    with at_day(event, 14):
        actions.purge_due()
        assert client.get(f"/pamelding/{token}/").status_code == 404
        assert client.post(f"/pamelding/{token}/avmelding/").status_code == 404


def test_a_sealed_need_belongs_to_its_own_sign_up(event):
    from cryptography.exceptions import InvalidTag

    row = SealedNeeds.objects.get()
    other = Signup.objects.exclude(pk=row.signup_id).first()
    with pytest.raises(InvalidTag):
        sealing.opened(other, row.sealed)
