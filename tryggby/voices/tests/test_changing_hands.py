"""When duty changes hands: what came before is read by those who come, and by nobody who has gone."""

import datetime as dt

import pytest

from tryggby.ground.door import oslo
from tryggby.organisations.door import close_unit, leave_organisation
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory
from tryggby.outbox.door import Message
from tryggby.people.factories import PersonFactory
from tryggby.sealing.door import NotForYou, open_envelope
from tryggby.sealing.factories import make_reader
from tryggby.voices import keys
from tryggby.voices.actions import danger
from tryggby.voices.actions.channel import close_with_units
from tryggby.voices.actions.duty import take_access_back, tell_of_gaps
from tryggby.voices.actions.thread import read_thread, write_as_child
from tryggby.voices.models import DutyRoster, Escalation, HelpThread, Note
from tryggby.voices.rules import text_is_open
from tryggby.voices.tests.crew import cry, leave, on_duty, open_key
from tryggby.voices.tests.monday import MONDAY, WEEKDAYS, alarm, asked
from tryggby.voices.tests.people import signed_in
from tryggby.voices.waiting import desk_of, on_duty_rows

TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def coming(fjell):
    """Nina, Berit and Leif have duty from Tuesday, each with a key; opened keys by person."""
    people = [MembershipFactory(unit=fjell, person=PersonFactory(given_name=name)).person for name in _NAMES]
    return {person: make_reader(person) for person in people}


_NAMES = ("Nina", "Berit", "Leif")


@pytest.mark.shows("voices.5")
def test_a_cry_the_evening_before_a_new_roster_is_read_by_those_who_come(clock, weekdays, coming):
    DutyRoster.objects.update(until=MONDAY)
    on_duty(weekdays.channel, *coming, since=TUESDAY, **WEEKDAYS)
    clock.move_to(oslo(MONDAY, dt.time(20)))
    thread, _code = cry(weekdays.channel, "KANARI")
    note = leave(weekdays.channel, "KANARI")
    clock.move_to(oslo(TUESDAY, dt.time(9)))
    nina, opened = next(iter(coming.items()))
    assert HelpThread.objects.on_desk_of(nina).get() == thread
    assert [text for _message, text in read_thread(by=nina, thread=thread, opened=opened)] == ["KANARI"]
    assert open_envelope(note.envelope, opened) == b"KANARI"


def test_who_has_no_duty_any_more_shares_what_only_they_can_open_without_reading_it(clock, crew, coming, lise):
    DutyRoster.objects.update(until=MONDAY)
    thread, _code = cry(crew.channel, "KANARI")
    assert desk_of(lise)["to_share"] == 0
    on_duty(crew.channel, *coming, since=TUESDAY)
    assert desk_of(lise)["to_share"] == 1
    clock.shift(dt.timedelta(days=1))
    browser = open_key(signed_in(lise))
    assert "1 tekst venter på å bli delt" in browser.get("/vakt/").content.decode()
    assert browser.get(f"/vakt/samtale/{thread.key}/").status_code == 404
    browser.post("/vakt/tilgang/")
    nina, opened = next(iter(coming.items()))
    assert desk_of(lise)["to_share"] == 0
    assert read_thread(by=nina, thread=thread, opened=opened)


@pytest.mark.shows("voices.2")
def test_whose_duty_has_run_out_opens_nothing_from_that_day(clock, crew, coming, lise):
    DutyRoster.objects.update(until=MONDAY)
    on_duty(crew.channel, *coming, since=TUESDAY)
    note = leave(crew.channel, "KANARI")
    assert take_access_back() == 0
    clock.shift(dt.timedelta(days=1))
    assert take_access_back() == 3
    with pytest.raises(NotForYou):
        open_envelope(note.envelope, crew.lise)
    assert all(open_envelope(note.envelope, opened) == b"KANARI" for opened in coming.values())


def test_what_nobody_on_duty_can_open_is_left_to_who_can(clock, crew, coming):
    DutyRoster.objects.update(until=MONDAY)
    note = leave(crew.channel, "KANARI")
    on_duty(crew.channel, *coming, since=TUESDAY)
    clock.shift(dt.timedelta(days=1))
    assert take_access_back() == 0
    assert open_envelope(note.envelope, crew.lise) == b"KANARI"


@pytest.mark.shows("voices.2")
def test_who_has_left_the_municipality_reads_nothing_though_the_roster_names_them(clock, crew, fjell, lise):
    MembershipFactory(person=lise, unit__organisation__name="Politiet")
    thread, _code = cry(crew.channel, "KANARI")
    leave_organisation(by=None, person=lise, organisation=fjell.organisation)
    lise.refresh_from_db()
    assert lise.left_at is None
    browser = open_key(signed_in(lise))
    assert browser.get(f"/vakt/samtale/{thread.key}/").status_code == 404
    assert "Fjell skole" not in browser.get("/vakt/").content.decode()
    assert not on_duty_rows(lise) and not text_is_open(crew.channel)
    assert take_access_back() == 1
    assert read_thread(by=lise, thread=thread, opened=crew.lise) == []


@pytest.mark.shows("voices.5")
def test_the_ladder_passes_who_has_left_and_the_leader_sees_why_the_field_is_closed(clock, crew, fjell, lise, randi):
    thread, _code = cry(crew.channel, danger=True)
    escalation = thread.escalations.get()
    danger.close_escalation(by=lise, escalation=escalation, because="answered")
    leave_organisation(by=None, person=lise, organisation=fjell.organisation)
    danger.raise_danger(by=None, thread=thread, reason="danger")
    assert thread.escalations.open().get().level == "backup" and asked() == ["Omar"]
    page = signed_in(randi).get(f"/barnas-rad/kanaler/{crew.channel.key}/vakt/").content.decode()
    assert f"Jobber ikke her lenger: {lise.name}." in page


@pytest.mark.shows("voices.5")
def test_a_child_who_writes_again_when_nobody_came_has_everybody_called_again(clock, crew, fjell, client):
    officer = AppointmentFactory(organisation=fjell.organisation, role="privacy_officer").person
    _thread, code = cry(crew.channel)
    clock.shift(dt.timedelta(hours=5))
    assert danger.climb_ladders() == 3
    opened = keys.find(code)
    write_as_child(opened=opened, text="Er det noen her?", once="m" * 22)
    assert asked()[-1] == "Lise"
    assert list(Escalation.objects.overdue().overseen_by(officer)) == [alarm()]
    clock.shift(dt.timedelta(hours=5))
    assert danger.climb_ladders() == 3
    assert asked()[-3:] == ["Omar", crew.roster.leader.given_name, officer.given_name]


def test_a_note_that_one_cannot_open_is_neither_laid_aside_nor_made_advice(clock, crew, coming):
    DutyRoster.objects.update(until=MONDAY)
    note = leave(crew.channel, "KANARI")
    on_duty(crew.channel, *coming, since=TUESDAY)
    clock.shift(dt.timedelta(days=1))
    browser = open_key(signed_in(next(iter(coming))))
    page = browser.get(f"/vakt/lapp/{note.key}/").content.decode()
    assert "kom før du fikk vakt" in page and "Ikke noe å ta videre" not in page and "Skriv ned rådet" not in page
    browser.post(f"/vakt/lapp/{note.key}/ferdig/")
    words = {"advice": "ny", "theme": "place", "paraphrase": "Varmere garderobe.", "band": "few", "once": "n" * 22}
    assert browser.post(f"/vakt/lapp/{note.key}/rad/", words).status_code == 422
    assert Note.objects.unread().get() == note


def test_who_has_lost_every_way_in_begins_anew_and_is_let_in_by_another_on_duty(clock, crew, lise, omar):
    thread, _code = cry(crew.channel, "KANARI")
    browser = open_key(signed_in(lise))
    lost = browser.post("/nokkel/gjenoppretting/", {"words": "en helt annen setning", "again": "en helt annen setning"})
    assert lost.status_code == 422
    assert "Begynn på nytt" in browser.get("/nokkel/pa-nytt/").content.decode()
    assert browser.post("/nokkel/pa-nytt/").status_code == 302
    assert not text_is_open(crew.channel) and read_thread(by=lise, thread=thread, opened=crew.lise) == []
    opened = make_reader(lise, "en helt annen setning")
    assert text_is_open(crew.channel) and desk_of(omar)["to_share"] == 1
    open_key(signed_in(omar)).post("/vakt/tilgang/")
    assert [text for _message, text in read_thread(by=lise, thread=thread, opened=opened)] == ["KANARI"]


@pytest.mark.shows("voices.5")
def test_a_week_before_nobody_has_duty_its_leader_is_told_once(clock, crew, coming, randi):
    DutyRoster.objects.update(until=MONDAY + dt.timedelta(days=8))
    assert tell_of_gaps() == 0
    clock.shift(dt.timedelta(days=1))
    tell_of_gaps(), tell_of_gaps()
    mail = Message.objects.get(kind="duty_ends")
    assert mail.to == randi.email and "tirsdag 1. desember" in mail.text
    assert f"/barnas-rad/kanaler/{crew.channel.key}/vakt/" in mail.text
    on_duty(crew.channel, *coming, since=MONDAY + dt.timedelta(days=9))
    assert tell_of_gaps() == 0


def test_a_closed_unit_takes_in_nothing_more(clock, crew, fjell, client):
    close_unit(by=None, unit=fjell, on=MONDAY)
    assert close_with_units() == 0
    assert client.get(f"/si-din-mening/{crew.channel.code}/").status_code == 200
    clock.shift(dt.timedelta(days=1))
    assert close_with_units() == 1
    answer = client.get(f"/si-din-mening/{crew.channel.code}/")
    assert answer.status_code == 404 and "116 111" in answer.content.decode()
