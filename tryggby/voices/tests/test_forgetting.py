"""After 30 days texts are gone, with a receipt; what a running clock holds is not."""

import base64
import datetime as dt
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from tryggby.organisations.factories import AppointmentFactory, OrganisationFactory
from tryggby.sealing.door import Envelope
from tryggby.voices.actions import danger
from tryggby.voices.actions.forgetting import forget_due
from tryggby.voices.actions.note import lay_aside_note, leave_notes
from tryggby.voices.actions.unread import call_for_unread
from tryggby.voices.models import Escalation, Forgetting, HelpMessage, HelpThread, Note
from tryggby.voices.tests.crew import cry, leave, open_key
from tryggby.voices.tests.people import signed_in
from tryggby.voices.tests.test_pictures import picture
from tryggby.voices.waiting import overdue_alarms

START = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    """The second of November, standing still."""
    with time_machine.travel(START, tick=False) as travel:
        yield travel


def read(note, by):
    """Somebody on duty reads a note, with nothing to take further."""
    lay_aside_note(by=by, note=note)


def test_nothing_goes_before_its_day_and_everything_on_it(clock, crew, lise):
    read(leave(crew.channel), lise)
    read(leave(crew.channel, "Mer frukt."), lise)
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


@pytest.mark.parametrize("days", range(7))
def test_of_the_day_something_was_sent_nothing_is_kept_but_the_week(clock, crew, lise, days):
    clock.shift(dt.timedelta(days=days))
    note = leave(crew.channel)
    monday, sent = dt.date(2026, 11, 2), dt.date(2026, 11, 2) + dt.timedelta(days=days)
    assert note.week == note.envelope.sealed_on == monday and note.delete_on == monday + dt.timedelta(days=30)
    assert note.delete_on <= sent + dt.timedelta(days=30)
    read(note, lise)
    kept = [*Note.objects.values_list().get(), *Envelope.objects.values_list().get()]
    handled = [note.handled_on, sent]
    assert {value for value in kept if isinstance(value, dt.date)} == {monday, note.delete_on, *handled}


def test_texts_from_before_that_lose_the_day_too(clock, crew, lise):
    clock.shift(dt.timedelta(days=3))
    sent, monday = dt.date(2026, 11, 5), dt.date(2026, 11, 2)
    notes = leave(crew.channel), leave(crew.channel)
    read(notes[0], lise)
    Note.objects.update(delete_on=sent + dt.timedelta(days=30), read_by=None)
    Envelope.objects.update(sealed_on=sent)
    cry(crew.channel)
    danger.acknowledge(by=lise, escalation=Escalation.objects.get())
    Escalation.objects.update(next_at=None)
    import_module("tryggby.voices.migrations.0111_the_week_is_enough").the_week(apps, None)
    found = Note.objects.values_list("delete_on", "envelope__sealed_on", "read_by").order_by("pk")
    assert list(found) == [
        (monday + dt.timedelta(days=30), monday, None),
        (monday + dt.timedelta(days=30), monday, sent),
    ]
    assert Envelope.objects.get(purpose="voices.message").sealed_on == sent
    assert Escalation.objects.get().next_at is not None


@pytest.mark.shows("voices.5")
def test_what_nobody_has_read_is_not_deleted_before_the_privacy_officer_has_seen_that(clock, crew, fjell):
    officer = AppointmentFactory(organisation=fjell.organisation, role="privacy_officer").person
    note = leave(crew.channel, "Far er så streng, og jeg vet ikke hva jeg skal gjøre.")
    assert not Escalation.objects.exists()
    for _day in range(40):
        clock.shift(dt.timedelta(days=1))
        call_for_unread()
        danger.climb_ladders()
        assert forget_due() == [] and Note.objects.exists()
    alarm = note.escalations.get()
    assert alarm.overdue_since and overdue_alarms(officer) == [alarm]
    page = signed_in(officer).get("/styring/personvern/").content.decode()
    assert "Ingen har lest det et barn skrev" in page and "Jeg har sett det" in page
    signed_in(officer).post(f"/vakt/varsel/{alarm.key}/sett/")
    assert overdue_alarms(officer) == []
    assert [receipt.rule for receipt in forget_due()] == ["unread"] and not Envelope.objects.exists()
    alarm.refresh_from_db()
    assert (alarm.closed_because, alarm.note, alarm.seen_by) == ("unread", None, officer)


def test_nobody_but_the_privacy_officer_says_that_it_was_seen(clock, crew, fjell, lise, randi):
    note = leave(crew.channel)
    clock.shift(dt.timedelta(days=40))
    call_for_unread()
    clock.shift(dt.timedelta(days=10))
    danger.climb_ladders()
    other = AppointmentFactory(organisation=OrganisationFactory(), role="privacy_officer").person
    for person in (lise, randi, other):
        assert signed_in(person).post(f"/vakt/varsel/{note.escalations.get().key}/sett/").status_code == 404
    assert forget_due() == [] and Note.objects.exists()


@pytest.mark.shows("voices.5")
def test_handed_over_is_deleted_whatever_was_sent_with_it(clock, crew, lise):
    address = "data:image/png;base64," + base64.b64encode(picture("PNG")).decode()
    flagged, drawing = leave_notes(channel=crew.channel, text="Pappa slår oss.", drawing=address)
    other = leave(crew.channel, "Maten er god.")
    thread, code = cry(crew.channel, "Pappa slår meg", pictures=(picture(),))
    assert drawing.beside == flagged
    read(drawing, lise)
    clock.shift(dt.timedelta(days=30))
    read(other, lise)
    assert [receipt.notes for receipt in forget_due()] == [1] and Note.objects.count() == 2
    for about in (flagged, thread):
        danger.hand_over(by=lise, escalation=about.escalations.get(), to="police", on=dt.date(2026, 12, 2))
    assert not Note.objects.exists() and not HelpMessage.objects.exists() and not Envelope.objects.exists()
    receipts = Forgetting.objects.filter(rule="handed_over").order_by("pk")
    assert [(one.notes, one.messages, one.pictures) for one in receipts] == [(2, 0, 0), (0, 1, 1)]
    child = Client().post("/kode/", {"kode": code}).content.decode()
    assert "gitt det du skrev videre" in child and 'name="ord"' in child
    desk = open_key(signed_in(lise)).get(f"/vakt/samtale/{thread.key}/").content.decode()
    assert "Gitt videre 2. desember" in desk and "kom før du fikk vakt" not in desk


def test_the_job_forgets(clock, crew, lise):
    from tryggby.voices.jobs import clock_jobs

    read(leave(crew.channel), lise)
    clock.shift(dt.timedelta(days=31))
    clock_jobs.forget_texts()
    assert not Note.objects.exists()
