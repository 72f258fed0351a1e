"""After 30 days texts are gone, with a receipt; what a running clock holds is not."""

import datetime as dt

import pytest
import time_machine

from tryggby.sealing.door import Envelope
from tryggby.voices.actions import danger
from tryggby.voices.actions.forgetting import forget_due
from tryggby.voices.models import Escalation, Forgetting, HelpMessage, HelpThread, Note
from tryggby.voices.tests.crew import cry, leave

START = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    """The second of November, standing still."""
    with time_machine.travel(START, tick=False) as travel:
        yield travel


def test_nothing_goes_before_its_day_and_everything_on_it(clock, crew):
    leave(crew.channel)
    leave(crew.channel, "Mer frukt.")
    clock.shift(dt.timedelta(days=29))
    assert forget_due() == [] and Note.objects.count() == 2
    clock.shift(dt.timedelta(days=1))
    (receipt,) = forget_due()
    assert (receipt.rule, receipt.notes) == ("30_days", 2) and receipt.on == dt.date(2026, 12, 2)
    assert not Note.objects.exists() and not Envelope.objects.exists()
    assert forget_due() == [] and Forgetting.objects.count() == 1


def test_a_thread_lives_thirty_days_after_its_last_message(clock, crew, lise):
    from tryggby.voices.actions.thread import write_as_adult

    thread, _code = cry(crew.channel)
    danger.close_escalation(by=lise, escalation=Escalation.objects.get(), because="answered")
    clock.shift(dt.timedelta(days=20))
    write_as_adult(by=lise, thread=thread, text="Hvordan går det?")
    clock.shift(dt.timedelta(days=29))
    assert forget_due() == []
    clock.shift(dt.timedelta(days=1))
    (receipt,) = forget_due()
    assert (receipt.threads, receipt.messages) == (1, 2)
    assert not HelpThread.objects.exists() and not HelpMessage.objects.exists() and not Envelope.objects.exists()


def test_what_is_flagged_is_held_until_it_is_handed_over(clock, crew, lise):
    note = leave(crew.channel)
    thread, _code = cry(crew.channel)
    danger.raise_danger(by=lise, note=note, reason="person")
    clock.shift(dt.timedelta(days=90))
    assert forget_due() == []
    danger.hand_over(by=lise, escalation=note.escalations.get(), to="police", on=dt.date(2026, 12, 1))
    assert not Note.objects.exists()
    danger.hand_over(by=lise, escalation=thread.escalations.get(), to="police", on=dt.date(2026, 12, 1))
    assert [receipt.rule for receipt in forget_due()] == ["30_days"] and not Envelope.objects.exists()
    assert Escalation.objects.filter(handed_to="police", thread=None, note=None).count() == 2


def test_a_practice_leaves_a_receipt_of_its_own(clock, crew, lise):
    from tryggby.voices.actions.duty import practise

    (begun,) = practise()
    danger.close_escalation(by=lise, escalation=begun, because="")
    clock.shift(dt.timedelta(days=30))
    assert [receipt.rule for receipt in forget_due()] == ["practice"]


def test_the_job_forgets(clock, crew):
    from tryggby.voices.jobs import clock_jobs

    leave(crew.channel)
    clock.shift(dt.timedelta(days=31))
    clock_jobs.forget_texts()
    assert not Note.objects.exists()
