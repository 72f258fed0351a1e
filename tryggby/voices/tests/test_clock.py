"""The danger clock on frozen time: it climbs on the minute, and a gap in the roster closes the field."""

import datetime as dt

import pytest
from django.test import Client

from tryggby.ground.door import oslo
from tryggby.organisations.factories import AppointmentFactory, OrganisationFactory
from tryggby.outbox.door import Message
from tryggby.voices.actions import danger, duty
from tryggby.voices.hours import next_opening
from tryggby.voices.models import DutyRoster, Escalation, HelpThread, Note
from tryggby.voices.rules import help_is_open, readers, text_is_open
from tryggby.voices.tests.crew import cry, leave, on_duty
from tryggby.voices.tests.monday import MONDAY, WEEKDAYS, alarm, asked
from tryggby.voices.tests.people import signed_in


@pytest.mark.shows("voices.5")
def test_nobody_answers_and_the_ladder_climbs_on_the_minute(clock, weekdays, randi, fjell):
    officer = AppointmentFactory(organisation=fjell.organisation, role="privacy_officer").person
    cry(weekdays.channel, danger=True)
    assert (alarm().level, asked()) == ("reader", ["Lise"])
    for minutes, level, names in [
        (14, "reader", ["Lise"]),
        (15, "backup", ["Lise", "Omar"]),
        (29, "backup", ["Lise", "Omar"]),
        (30, "leader", ["Lise", "Omar", randi.given_name]),
        (44, "leader", ["Lise", "Omar", randi.given_name]),
    ]:
        clock.move_to(oslo(MONDAY, dt.time(9, minutes)) - dt.timedelta(seconds=1))
        danger.climb_ladders()
        before = alarm().level
        clock.move_to(oslo(MONDAY, dt.time(9, minutes)))
        danger.climb_ladders()
        assert (alarm().level, asked()) == (level, names)
        assert minutes not in (15, 30) or before != level
    clock.move_to(oslo(MONDAY, dt.time(9, 45)))
    danger.climb_ladders()
    assert alarm().overdue_since == oslo(MONDAY, dt.time(9, 45)) and alarm().next_at is None
    assert asked()[-1] == officer.given_name
    assert list(Escalation.objects.overdue().overseen_by(officer)) == [alarm()]


@pytest.mark.shows("voices.5")
def test_a_worker_that_slept_climbs_every_step_it_missed_once(clock, weekdays):
    cry(weekdays.channel, danger=True)
    clock.shift(dt.timedelta(hours=3))
    assert danger.climb_ladders() == 3
    assert danger.climb_ladders() == 0 and len(asked()) == 3 and alarm().overdue_since


def test_the_one_who_takes_it_stops_the_ladder(clock, weekdays, lise):
    cry(weekdays.channel, danger=True)
    danger.acknowledge(by=lise, escalation=alarm())
    clock.shift(dt.timedelta(hours=5))
    assert danger.climb_ladders() == 0
    assert (alarm().level, alarm().acknowledged_by, asked()) == ("reader", lise, ["Lise"])


@pytest.mark.parametrize(
    ("text", "extra", "reason", "step"),
    [
        ("Kan noen snakke med meg?", {}, "help", 60),
        ("Kan noen snakke med meg?", {"danger": True}, "danger", 15),
        ("Pappa slår meg ofte", {}, "hint", 15),
        ("Jeg er redd for å gå hjem", {}, "hint", 15),
        ("I am scared at home", {}, "hint", 15),
        ("أخاف أن أعود إلى البيت", {}, "hint", 15),
    ],
)
def test_words_only_raise_the_clock(clock, weekdays, text, extra, reason, step):
    cry(weekdays.channel, text, **extra)
    assert (alarm().reason, alarm().step_minutes) == (reason, step)


def test_words_of_the_list_in_a_note_start_the_clock_and_others_do_not(clock, weekdays):
    leave(weekdays.channel, "Maten er god.")
    assert not Escalation.objects.exists()
    note = leave(weekdays.channel, "Læreren ser ikke at han sparker meg.")
    assert alarm().note == note and alarm().step_minutes == 15


def test_a_slow_clock_is_hurried_and_never_slowed(clock, weekdays, lise):
    thread, _code = cry(weekdays.channel)
    assert alarm().step_minutes == 60
    danger.raise_danger(by=lise, thread=thread, reason="person")
    assert (alarm().step_minutes, alarm().next_at) == (15, oslo(MONDAY, dt.time(9, 15)))
    danger.raise_danger(by=None, thread=thread, reason="help")
    assert (alarm().step_minutes, alarm().reason) == (15, "person")


def test_more_from_the_child_starts_a_clock_that_was_taken_anew(clock, weekdays, lise):
    from tryggby.voices import keys
    from tryggby.voices.actions.thread import write_as_child

    _thread, code = cry(weekdays.channel)
    danger.acknowledge(by=lise, escalation=alarm())
    clock.shift(dt.timedelta(minutes=30))
    write_as_child(opened=keys.find(code), text="Er du der?", once="x" * 20)
    assert alarm().acknowledged_on is None and asked() == ["Lise", "Lise"]
    assert alarm().next_at == oslo(MONDAY, dt.time(10, 30))


@pytest.mark.shows("voices.5")
def test_out_of_hours_the_child_is_told_before_and_the_clock_starts_at_opening(clock, weekdays):
    clock.move_to(oslo(MONDAY - dt.timedelta(days=2), dt.time(22)))
    page = Client().get(f"/si-din-mening/{weekdays.channel.code}/nb/hjelp/").content.decode()
    assert "Ingen leser akkurat nå. En voksen leser mandag 23.11. klokka 08.00." in page and "112" in page
    cry(weekdays.channel, danger=True)
    assert alarm().next_at == oslo(MONDAY, dt.time(8, 15)) and asked() == ["Lise"]
    clock.move_to(oslo(MONDAY, dt.time(9)))
    assert "på vakt nå" in Client().get(f"/si-din-mening/{weekdays.channel.code}/nb/hjelp/").content.decode()


@pytest.mark.parametrize(
    ("day", "hour", "opens"),
    [
        (dt.date(2026, 11, 23), 7, (dt.date(2026, 11, 23), 8, 0)),
        (dt.date(2026, 11, 23), 9, (dt.date(2026, 11, 23), 9, 0)),
        (dt.date(2026, 11, 23), 16, (dt.date(2026, 11, 24), 8, 0)),
        (dt.date(2026, 11, 27), 16, (dt.date(2026, 11, 30), 8, 0)),
        (dt.date(2026, 12, 24), 16, (dt.date(2026, 12, 28), 8, 0)),
        (dt.date(2026, 3, 27), 16, (dt.date(2026, 3, 30), 8, 0)),
    ],
)
def test_reading_days_hours_holidays_and_summer_time(weekdays, day, hour, opens):
    assert next_opening(weekdays.channel, oslo(day, dt.time(hour))) == oslo(opens[0], dt.time(*opens[1:]))


@pytest.mark.parametrize(("days", "reads"), [([0, 1, 2, 3, 4], False), ([5, 6], True), (list(range(7)), True)])
def test_a_public_holiday_is_read_by_those_who_read_on_sundays(weekdays, days, reads):
    DutyRoster.objects.update(days=days)
    first_of_may = oslo(dt.date(2026, 5, 1), dt.time(9))
    assert (next_opening(weekdays.channel, first_of_may) == first_of_may) is reads


@pytest.mark.shows("voices.5")
def test_a_gap_in_the_roster_closes_the_field_before_the_next_child_sees_it(clock, weekdays, lise, omar, randi):
    channel = weekdays.channel
    until = MONDAY + dt.timedelta(days=3)
    DutyRoster.objects.update(until=until)
    path = f"/si-din-mening/{channel.code}/nb/"
    clock.move_to(oslo(until, dt.time(15, 29, 59)))
    assert text_is_open(channel) and 'name="ord"' in Client().get(path).content.decode()
    clock.move_to(oslo(until, dt.time(15, 30)))
    assert not text_is_open(channel) and 'name="ord"' not in Client().get(path).content.decode()
    assert "<textarea" not in Client().get(f"{path}hjelp/").content.decode()
    on_duty(channel, lise, omar, randi, since=until + dt.timedelta(days=4), **WEEKDAYS)
    clock.move_to(oslo(until + dt.timedelta(days=1), dt.time(10)))
    assert not text_is_open(channel)
    clock.move_to(oslo(until + dt.timedelta(days=4), dt.time(0, 1)))
    assert text_is_open(channel) and 'name="ord"' in Client().get(path).content.decode()


@pytest.mark.shows("voices.5")
def test_a_form_that_was_open_when_the_gap_came_takes_in_no_text(clock, weekdays):
    from tryggby.voices.refusal import Refused

    DutyRoster.objects.update(until=MONDAY - dt.timedelta(days=1))
    with pytest.raises(Refused):
        leave(weekdays.channel)
    with pytest.raises(Refused):
        cry(weekdays.channel)
    assert not Note.objects.exists() and not HelpThread.objects.exists()


def test_one_of_three_without_a_key_or_gone_closes_the_field(clock, weekdays, omar):
    from django.utils import timezone

    from tryggby.sealing.door import retire_key

    assert len(readers(weekdays.channel)) == 3
    omar.left_at = timezone.now()
    omar.save()
    assert not help_is_open(weekdays.channel)
    omar.left_at = None
    omar.save()
    assert help_is_open(weekdays.channel)
    retire_key(by=omar, reading_key=weekdays.omar.reading_key)
    assert not help_is_open(weekdays.channel)


def test_a_channel_that_takes_only_faces_takes_no_text_but_a_cry_for_help(clock, weekdays):
    weekdays.channel.takes = "nothing"
    assert not text_is_open(weekdays.channel) and help_is_open(weekdays.channel)


def test_a_paused_channel_takes_nothing(clock, weekdays):
    from tryggby.voices.actions import pause_channel

    paused = pause_channel(by=None, channel=weekdays.channel)
    assert not text_is_open(paused) and not help_is_open(paused)


def test_asking_whether_text_is_open_costs_three_queries(clock, weekdays, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert text_is_open(weekdays.channel)


@pytest.mark.shows("voices.5")
def test_the_clock_is_practised_once_a_month_with_made_up_words(clock, weekdays, lise):
    (begun,) = duty.practise()
    assert begun.is_practice and begun.thread.practice_on == MONDAY
    assert "øvelse" in Message.objects.get(kind="danger_clock").subject.casefold()
    assert duty.practise() == []
    clock.shift(dt.timedelta(minutes=15))
    danger.climb_ladders()
    assert alarm().level == "backup"
    closed = danger.close_escalation(by=lise, escalation=alarm(), because="")
    assert closed.closed_because == "practised"
    clock.move_to(oslo(MONDAY + dt.timedelta(days=27), dt.time(9)))
    assert duty.practise() == []
    clock.move_to(oslo(MONDAY + dt.timedelta(days=28), dt.time(9)))
    assert len(duty.practise()) == 1


def test_there_is_no_practice_when_nobody_is_on_duty(clock, weekdays):
    clock.move_to(oslo(MONDAY, dt.time(7)))
    assert duty.practise() == []


def test_mails_of_the_clock_say_nothing_of_the_text(clock, weekdays, lise):
    cry(weekdays.channel, "KANARI blåbærtur", danger=True)
    mail = Message.objects.get(kind="danger_clock")
    assert "KANARI" not in mail.subject + mail.text and weekdays.channel.name in mail.text
    danger.close_escalation(by=lise, escalation=alarm(), because="answered")
    assert not Message.objects.filter(kind="danger_clock").exists()


def test_handing_over_keeps_date_and_channel_and_deletes_the_note(clock, weekdays, lise):
    from tryggby.sealing.door import Envelope

    leave(weekdays.channel, "Han slår meg.")
    ended = danger.hand_over(by=lise, escalation=alarm(), to="child_welfare", on=MONDAY)
    assert (ended.handed_on, ended.handed_to, ended.closed_because) == (MONDAY, "child_welfare", "handed")
    assert not Note.objects.exists() and not Envelope.objects.exists()
    assert alarm().note is None and alarm().next_at is None
    times = [f.name for f in Escalation._meta.fields if f.get_internal_type() == "DateTimeField"]
    assert all(getattr(alarm(), name) is None for name in times)


@pytest.mark.shows("voices.5")
def test_the_privacy_officer_s_page_shows_what_nobody_took_and_no_text(clock, weekdays, fjell):
    officers = [
        AppointmentFactory(organisation=organisation, role="privacy_officer").person
        for organisation in (fjell.organisation, OrganisationFactory())
    ]
    cry(weekdays.channel, "KANARI eplekake", danger=True)
    clock.shift(dt.timedelta(minutes=45))
    danger.climb_ladders()
    ours, theirs = (signed_in(officer).get("/styring/personvern/").content.decode() for officer in officers)
    assert "Ingen på vakta har tatt dette" in ours and "ingen siden 23. november 09:45" in ours
    assert "KANARI" not in ours and "Ingen på vakta" not in theirs


def test_whoever_is_on_duty_finds_the_desk_among_their_roles(clock, weekdays, lise, omar, randi, odd):
    for person in (lise, omar, randi):
        assert 'value="duty"' in signed_in(person).get("/vakt/").content.decode()
    assert 'value="duty"' not in signed_in(odd).get("/vakt/").content.decode()
