"""What a child wrote is read on its day; what was taken is closed; and whoever must look is told where they are."""

import datetime as dt

import pytest

from tryggby.audit.door import Entry
from tryggby.ground.door import oslo
from tryggby.organisations.factories import AppointmentFactory
from tryggby.outbox.door import Message
from tryggby.voices.actions import danger
from tryggby.voices.actions.duty import practise
from tryggby.voices.actions.forgetting import forget_due
from tryggby.voices.actions.note import lay_aside_note
from tryggby.voices.actions.unread import call_for_unread
from tryggby.voices.hours import read_by, working_later
from tryggby.voices.models import DutyRoster, Escalation, HelpMessage, Note
from tryggby.voices.proofs import run_checks
from tryggby.voices.tests.crew import cry, leave, open_key
from tryggby.voices.tests.monday import MONDAY, alarm, asked
from tryggby.voices.tests.people import signed_in

CRY = "Far er så sint hele tida. Jeg tør ikke si det til noen."
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def officer(fjell):
    """The municipality's privacy officer."""
    return AppointmentFactory(organisation=fjell.organisation, role="privacy_officer").person


def move(clock, day: dt.date, *time: int) -> None:
    """To an instant in Oslo, and let the worker do what is due."""
    clock.move_to(oslo(day, dt.time(*time)))
    call_for_unread()
    danger.climb_ladders()


@pytest.mark.shows("voices.5")
def test_a_text_that_nobody_reads_is_called_for_and_climbs(clock, weekdays, randi, officer):
    note = leave(weekdays.channel, "Det var kaldt i dag.")
    assert note.read_by == TUESDAY and not Escalation.objects.exists()
    move(clock, MONDAY, 15, 30)
    move(clock, TUESDAY, 7, 59)
    assert asked() == []
    move(clock, TUESDAY, 8)
    assert asked() == ["Lise"] and "som ingen har lest" in Message.objects.get().text
    move(clock, TUESDAY, 15, 29)
    assert asked() == ["Lise"]
    move(clock, TUESDAY, 15, 30)
    assert asked() == ["Lise", "Omar"]
    assert run_checks()["read"] is True
    wednesday = TUESDAY + dt.timedelta(days=1)
    move(clock, wednesday, 11, 30)
    assert asked() == ["Lise", "Omar", randi.given_name] and run_checks()["read"] is False
    move(clock, wednesday, 15, 30)
    assert asked()[-1] == officer.given_name and alarm().overdue_since
    assert run_checks()["clock"] is False


def test_many_texts_are_one_mail_a_day_to_each(clock, weekdays):
    for _ in range(3):
        leave(weekdays.channel, "Det var kaldt i dag.")
    move(clock, TUESDAY, 8)
    move(clock, TUESDAY, 15, 30)
    assert asked() == ["Lise", "Omar"] and Escalation.objects.count() == 3


def test_reading_in_time_leaves_no_trace_of_a_clock(clock, weekdays, lise):
    note, other = leave(weekdays.channel), leave(weekdays.channel)
    lay_aside_note(by=lise, note=other)
    move(clock, TUESDAY, 8)
    assert alarm().note == note
    lay_aside_note(by=lise, note=note)
    move(clock, TUESDAY + dt.timedelta(days=7), 9)
    assert not Escalation.objects.exists() and not Message.objects.exists()


def test_what_had_climbed_is_closed_when_it_is_read(clock, weekdays, lise, omar):
    note = leave(weekdays.channel)
    move(clock, TUESDAY, 8)
    move(clock, TUESDAY, 15, 30)
    page = open_key(signed_in(omar)).get(f"/vakt/lapp/{note.key}/").content.decode()
    assert "kaldt i garderoben" in page and "Dette bekymrer meg" in page
    lay_aside_note(by=omar, note=note)
    assert (alarm().closed_because, alarm().closed_by) == ("read", omar)


def test_worry_about_an_unread_text_makes_its_clock_fast(clock, weekdays, lise):
    note = leave(weekdays.channel)
    move(clock, TUESDAY, 8)
    danger.raise_danger(by=lise, note=note, reason="person")
    assert (alarm().reason, alarm().next_at) == ("person", oslo(TUESDAY, dt.time(8, 15)))
    lay_aside_note(by=lise, note=note)
    assert alarm().closed_on is None


@pytest.mark.parametrize(
    ("sent", "days", "read"),
    [
        ((MONDAY, 7), [0, 1, 2, 3, 4], MONDAY),
        ((MONDAY, 9), [0, 1, 2, 3, 4], TUESDAY),
        ((MONDAY, 9), [4], dt.date(2026, 11, 27)),
        ((dt.date(2026, 11, 28), 12), [0, 1, 2, 3, 4], dt.date(2026, 11, 30)),
        ((dt.date(2026, 12, 24), 9), [0, 1, 2, 3, 4], dt.date(2026, 12, 28)),
    ],
)
def test_the_reading_day_is_the_first_that_has_not_opened(weekdays, sent, days, read):
    DutyRoster.objects.update(days=days)
    assert read_by(weekdays.channel, oslo(sent[0], dt.time(sent[1]))) == read


@pytest.mark.parametrize(
    ("day", "hour", "minutes", "later"),
    [
        (MONDAY, 9, 240, (MONDAY, 13)),
        (MONDAY, 14, 240, (TUESDAY, 10)),
        (dt.date(2026, 11, 27), 14, 960, (dt.date(2026, 12, 1), 14)),
        (dt.date(2026, 12, 23), 15, 120, (dt.date(2026, 12, 24), 9)),
        (dt.date(2026, 12, 24), 15, 120, (dt.date(2026, 12, 28), 9)),
    ],
)
def test_working_hours_leave_out_nights_weekends_and_holidays(day, hour, minutes, later):
    assert working_later(oslo(day, dt.time(hour)), minutes) == oslo(later[0], dt.time(later[1]))


@pytest.mark.shows("voices.5")
def test_what_is_taken_and_never_closed_climbs_again(clock, weekdays, lise, officer, client):
    thread, _code = cry(weekdays.channel, danger=True)
    danger.acknowledge(by=lise, escalation=alarm())
    move(clock, MONDAY + dt.timedelta(days=2), 8, 59)
    assert asked() == ["Lise"] and run_checks()["clock"] is True
    move(clock, MONDAY + dt.timedelta(days=2), 9)
    assert sorted(asked()[1:]) == ["Lise", "Omar"] and alarm().acknowledged_on is None
    assert "verken gitt videre eller lukket" in Message.objects.order_by("id").last().text
    assert Entry.objects.filter(verb="lapse_danger").count() == 1
    move(clock, MONDAY + dt.timedelta(days=200), 12)
    assert alarm().overdue_since and asked()[-1] == officer.given_name
    page = signed_in(officer).get("/styring/personvern/").content.decode()
    assert "tatt, men ikke lukket" in page
    forget_due()
    assert HelpMessage.objects.filter(thread=thread).exists()
    held = run_checks()
    assert (held["clock"], held["texts"]) == (False, False)
    assert "1 er over fristen nå" in client.get("/tillit/").content.decode()
    danger.acknowledge(by=lise, escalation=alarm())
    assert run_checks()["texts"] is True
    assert "1 tekst er beholdt lenger" in client.get("/tillit/?n=1").content.decode()


def test_a_practice_that_was_taken_ends_of_itself(clock, weekdays, lise):
    (begun,) = practise()
    danger.acknowledge(by=lise, escalation=begun)
    move(clock, MONDAY + dt.timedelta(days=3), 9)
    assert (alarm().closed_because, alarm().closed_by) == ("practised", lise)


@pytest.mark.shows("voices.5")
def test_out_of_hours_the_mail_says_when_and_another_comes_at_opening(clock, weekdays, lise):
    move(clock, MONDAY - dt.timedelta(days=2), 22)
    cry(weekdays.channel, danger=True)
    (first,) = Message.objects.all()
    assert "utenom lesetida" in first.text and "mandag 23. november 08:00" in first.text
    assert "nå. Trykk" not in first.text and "minutter" not in first.text
    move(clock, MONDAY, 7, 59)
    assert asked() == ["Lise"]
    move(clock, MONDAY, 8)
    assert asked() == ["Lise", "Lise"] and alarm().level == "reader" and alarm().starts_at is None
    assert "innen 15 minutter" in Message.objects.order_by("id").last().text
    move(clock, MONDAY, 8, 15)
    assert asked()[-1] == "Omar"


def test_a_person_who_is_worried_waits_for_no_opening(clock, weekdays, lise):
    move(clock, MONDAY - dt.timedelta(days=2), 22)
    saturday = MONDAY - dt.timedelta(days=2)
    note = leave(weekdays.channel, "Det var kaldt i dag.")
    danger.raise_danger(by=lise, note=note, reason="person")
    assert note.escalations.get().next_at == oslo(saturday, dt.time(22, 15))
    hinted = leave(weekdays.channel, "Han slår meg.")
    assert hinted.escalations.get().next_at == oslo(MONDAY, dt.time(8, 15))
    danger.raise_danger(by=lise, note=hinted, reason="person")
    assert hinted.escalations.get().next_at == oslo(saturday, dt.time(22, 15))


def test_without_a_privacy_officer_the_coordinator_is_told(clock, weekdays, kari):
    cry(weekdays.channel, danger=True)
    move(clock, MONDAY, 9, 45)
    last = Message.objects.order_by("id").last()
    assert last.to == kari.email and f"/kanaler/{weekdays.channel.key}/vakt/" in last.text


def test_the_frame_tells_the_one_the_ladder_has_reached_and_nobody_else(clock, weekdays, lise, omar, randi, odd):
    told = "Noe venter på deg på vakta: Fjell skole."
    browsers = {person.pk: signed_in(person) for person in (lise, omar, randi, odd)}

    def sees(person) -> bool:
        return told in browsers[person.pk].get("/hjem/").content.decode()

    assert not sees(lise)
    cry(weekdays.channel, danger=True)
    assert [sees(person) for person in (lise, omar, randi, odd)] == [True, False, False, False]
    move(clock, MONDAY, 9, 15)
    assert [sees(person) for person in (lise, omar, randi, odd)] == [True, True, False, False]
    move(clock, MONDAY, 9, 30)
    assert [sees(person) for person in (lise, omar, randi, odd)] == [True, True, True, False]
    danger.acknowledge(by=omar, escalation=alarm())
    assert not any(sees(person) for person in (lise, omar, randi, odd))
    assert told not in browsers[lise.pk].get("/vakt/").content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "Far er så sint, og jeg har vondt i armen. Kan noen komme?",
        "pappa slår oss",
        "han tek på meg",
        "jeg er redd for pappa",
        "I am scared of my dad",
    ],
)
def test_more_ways_to_say_it_start_the_clock(clock, weekdays, text):
    leave(weekdays.channel, text)
    assert alarm().reason == "hint"


def test_the_note_of_an_alarm_that_was_closed_counts_as_read(clock, weekdays, lise):
    note = leave(weekdays.channel, "Han slår meg.")
    danger.close_escalation(by=lise, escalation=alarm(), because="no_danger")
    move(clock, MONDAY + dt.timedelta(days=31), 12)
    assert Escalation.objects.count() == 1 and [receipt.rule for receipt in forget_due()] == ["30_days"]
    assert not Note.objects.filter(pk=note.pk).exists()
