"""The drill about a message out of hours practises with those really on duty, and leaves nothing behind."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from tryggby.desk.practice import state
from tryggby.drills.actions import (
    Refused,
    begin_practice,
    break_off_runs,
    cancel_run,
    close_run,
    end_play,
    finish_talk,
    open_run,
    plan_run,
    start_play,
)
from tryggby.ground.door import oslo, today
from tryggby.organisations.factories import MembershipFactory
from tryggby.outbox.door import Message
from tryggby.packages.factories import make_drill
from tryggby.sealing.door import Envelope
from tryggby.voices.actions import danger
from tryggby.voices.models import DutyRoster, Escalation, Forgetting, HelpThread
from tryggby.voices.proofs import nobody_waits
from tryggby.voices.tests.crew import crew, lise, omar, open_key
from tryggby.voices.tests.people import channel, fjell, kari, odd, randi, solvik
from tryggby.voices.waiting import overdue_alarms

__all__ = ["channel", "crew", "fjell", "kari", "lise", "odd", "omar", "randi", "solvik"]


@pytest.fixture
def saturday():
    """A quarter to eleven on a Saturday evening, as in the drill."""
    day = today() + dt.timedelta(days=(5 - today().weekday()) % 7)
    with time_machine.travel(oslo(day, dt.time(22, 40)), tick=False) as clock:
        yield clock


@pytest.fixture
def run(saturday, crew, fjell):
    """Bo leads the drill at the school, in its brief; those on duty read on weekdays from eight to four."""
    DutyRoster.objects.update(days=[0, 1, 2, 3, 4], opens=dt.time(8), closes=dt.time(16))
    bo = MembershipFactory(unit=fjell).person
    drill = make_drill("utenfor", practises="duty-clock")
    planned = plan_run(by=bo, unit=fjell, drill=drill)
    return open_run(by=bo, run=planned, without_local=True)


def to_the_end(run):
    by = run.facilitator
    run = end_play(by=by, run=start_play(by=by, run=run))
    for step in ("feelings", "facts", "learning"):
        run = finish_talk(by=by, run=run, step=step)
    close_run(by=by, run=run, text="Et kort ved telefonen", owner=by, due_on=today())


def test_the_real_ladder_is_climbed_out_of_hours_and_only_the_roster_is_mailed(run, saturday, lise, omar, randi):
    before = Message.objects.count()
    assert begin_practice(by=run.facilitator, run=run) == begin_practice(by=run.facilitator, run=run)
    alarm = Escalation.objects.get()
    assert alarm.is_practice and alarm.drill == run.key and alarm.level == "reader"
    levels = []
    for _ in range(4):
        saturday.shift(dt.timedelta(minutes=3))
        danger.climb_ladders()
        alarm.refresh_from_db()
        levels.append((alarm.level, alarm.overdue_since is not None))
    assert levels == [("backup", False), ("leader", False), ("leader", True), ("leader", True)]
    mails = Message.objects.all()[: Message.objects.count() - before]
    sent = Message.objects.filter(kind="danger_clock")
    assert set(sent.values_list("to", flat=True)) == {lise.email, omar.email, randi.email}
    assert len(mails) == sent.count() == 3
    assert all(mail.subject.startswith("Øvelse") and "Dette er en øvelse" in mail.text for mail in sent)


def test_it_is_never_counted_as_real(run, saturday, odd):
    begin_practice(by=run.facilitator, run=run)
    saturday.shift(dt.timedelta(minutes=30))
    danger.climb_ladders()
    assert Escalation.objects.filter(overdue_since__isnull=False).exists()
    assert not Escalation.objects.overdue().exists() and overdue_alarms(odd) == []
    assert nobody_waits()[0] is True


def test_the_page_of_the_one_who_leads_shows_how_far_it_has_come(client, run, lise):
    client.force_login(run.facilitator)
    path = f"/ovelser/gjennomforing/{run.key}/leder/"
    assert "Send øvelsesmelding til vakta" in client.get(path).content.decode()
    client.post(path, {"go": "duty"})
    page = client.get(path).content.decode()
    assert "Nå er det denne som er spurt: leser" in page and f'href="{reverse("voices:desk")}"' in page
    assert lise.given_name not in page
    danger.acknowledge(by=lise, escalation=Escalation.objects.get())
    assert "Noen på vakt har tatt øvelsesmeldingen" in client.get(path).content.decode()


def test_whoever_is_on_duty_meets_it_on_the_real_desk_marked_as_practice(client, run, lise):
    begin_practice(by=run.facilitator, run=run)
    client.force_login(lise)
    open_key(client)
    thread = HelpThread.objects.get()
    page = client.get(state(None, run)["address"], follow=True).content.decode()
    assert "Øvelse" in page
    opened = client.get(reverse("voices:thread", args=[thread.key])).content.decode()
    assert "Øvelse: samtale med et barn" in opened and "Ingen barn har skrevet dette" in opened
    client.post(reverse("voices:alarm_receipt", args=[Escalation.objects.get().key]))
    assert "tatt" in state(None, run)["words"]


@pytest.mark.parametrize("how", ["close", "cancel", "break off"])
def test_nothing_is_left_when_the_run_ends(run, saturday, how):
    begin_practice(by=run.facilitator, run=run)
    if how == "close":
        to_the_end(run)
    elif how == "cancel":
        cancel_run(by=run.facilitator, run=run)
    else:
        saturday.shift(dt.timedelta(hours=21))
        assert break_off_runs() == 1
    alarm = Escalation.objects.get()
    assert alarm.closed_because == "practised" and alarm.thread is None and alarm.next_at is None
    assert not HelpThread.objects.exists() and not Envelope.objects.exists()
    assert not Message.objects.filter(kind="danger_clock").exists()
    assert Forgetting.objects.get().rule == "practice"


def test_another_drill_or_a_unit_without_duty_offers_none(client, saturday, crew, fjell, run):
    other = MembershipFactory().unit
    bo = MembershipFactory(unit=other).person
    elsewhere = open_run(by=bo, run=plan_run(by=bo, unit=other, drill=run.drill), without_local=True)
    with pytest.raises(Refused):
        begin_practice(by=bo, run=elsewhere)
    client.force_login(bo)
    assert "Ingen har vakt" in client.get(f"/ovelser/gjennomforing/{elsewhere.key}/leder/").content.decode()
    there = run.facilitator
    planned = plan_run(by=there, unit=fjell, drill=make_drill("vanlig"))
    plain = open_run(by=there, run=planned, without_local=True)
    with pytest.raises(Refused):
        begin_practice(by=there, run=plain)
    assert not Escalation.objects.exists()
