"""A run from plan to record: nothing can be skipped, nothing of a participant stays."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.drills import actions
from tryggby.drills.actions import Refused
from tryggby.drills.actions.seat import seat_of
from tryggby.drills.factories import DrillRunFactory, FollowUpFactory
from tryggby.drills.jobs import forget_old_names
from tryggby.drills.models import Choice, DrillRun, FollowUp, Phase, Seat
from tryggby.ground.door import today

pytestmark = pytest.mark.django_db


def finish(run, by):
    for step in ("feelings", "facts", "learning"):
        run = actions.finish_talk(by=by, run=run, step=step)
    return run


def test_a_run_is_planned_once_and_frozen_to_its_release(furulia, drill):
    runs = {actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill, once="a").pk for _ in range(2)}
    assert len(runs) == 1
    assert DrillRun.objects.get().drill.release.version == "1.0.0"
    assert Entry.objects.filter(verb="plan_run").count() == 1


def test_nobody_plans_for_a_unit_that_is_not_theirs(furulia, drill):
    with pytest.raises(Refused):
        actions.plan_run(by=furulia.neighbour, unit=furulia.unit, drill=drill)


def test_without_the_local_answers_a_run_is_not_ready_unless_it_says_so(furulia, drill):
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    with pytest.raises(Refused, match="lokale svar"):
        actions.open_run(by=furulia.bo, run=run)
    assert actions.open_run(by=furulia.bo, run=run, without_local=True).without_local_at


def test_open_runs_have_codes_of_their_own(furulia, drill, answered):
    runs = [
        actions.open_run(by=furulia.bo, run=actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill))
        for _ in range(5)
    ]
    codes = {run.code for run in runs}
    assert len(codes) == 5 and all(len(code) == 4 and code.isdigit() for code in codes)


def test_the_play_cannot_begin_before_the_brief(furulia, drill):
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    with pytest.raises(Refused):
        actions.start_play(by=furulia.bo, run=run)
    with pytest.raises(IntegrityError), transaction.atomic():
        DrillRun.objects.filter(pk=run.pk).update(started_at=timezone.now())


@pytest.mark.shows("drills.3")
def test_the_debrief_cannot_be_skipped(furulia, playing):
    close = {"text": "Et kort", "owner": furulia.kari, "due_on": today()}
    with pytest.raises(Refused):
        actions.close_run(by=furulia.bo, run=playing, **close)
    with pytest.raises(Refused):
        actions.cancel_run(by=furulia.bo, run=playing)
    run = actions.end_play(by=furulia.bo, run=playing)
    with pytest.raises(Refused):
        actions.finish_talk(by=furulia.bo, run=run, step="facts")
    for step in ("feelings", "facts", "learning"):
        with pytest.raises(Refused):
            actions.close_run(by=furulia.bo, run=run, **close)
        run = actions.finish_talk(by=furulia.bo, run=run, step=step)
    assert actions.close_run(by=furulia.bo, run=run, **close).text == "Et kort"
    assert DrillRun.objects.get().phase == Phase.CLOSED


def test_the_database_itself_refuses_a_close_without_a_debrief(playing):
    with pytest.raises(IntegrityError), transaction.atomic():
        DrillRun.objects.filter(pk=playing.pk).update(closed_at=timezone.now(), code=None)


def test_at_the_close_seats_choices_notes_and_code_go_and_counts_stay(furulia, playing, phones):
    people = phones(playing, 3, "receiver")
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    for person in people:
        person.post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": "vanlig"})
    actions.write_notes(by=furulia.bo, run=playing, notes="Vi glemte nummeret.")
    run = finish(actions.end_play(by=furulia.bo, run=playing), furulia.bo)
    actions.close_run(by=furulia.bo, run=run, text="Et kort", owner=furulia.kari, due_on=today())
    run = DrillRun.objects.get()
    assert (run.notes, run.code, Seat.objects.count(), Choice.objects.count()) == ("", None, 0, 0)
    assert run.record["joined"] == 3 and run.headcount == 3
    assert run.record["choices"] == {"henting": {"vanlig": 3}} and run.record["roles"] == {"receiver": 3}
    assert run.record["local"] == [{"question": "Nummeret til barnevernet?", "text": "22 00 00 00"}]


def test_choices_of_fewer_than_three_are_not_kept(furulia, playing, phones):
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    for person in phones(playing, 2):
        person.post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": "spor"})
    run = finish(actions.end_play(by=furulia.bo, run=playing), furulia.bo)
    actions.close_run(by=furulia.bo, run=run, text="Et kort", owner=furulia.kari, due_on=today())
    assert DrillRun.objects.get().record["choices"] == {}


def test_closing_twice_makes_one_follow_up(furulia, playing):
    run = finish(actions.end_play(by=furulia.bo, run=playing), furulia.bo)
    for _ in range(2):
        actions.close_run(by=furulia.bo, run=run, text="Et kort", owner=furulia.kari, due_on=today())
    assert FollowUp.objects.count() == 1
    assert Entry.objects.filter(verb="close_run").count() == 1


def test_the_clock_stands_in_a_pause(furulia, playing):
    DrillRun.objects.update(clock_since=timezone.now() - dt.timedelta(seconds=90))
    run = actions.pause_play(by=furulia.bo, run=playing)
    assert 90 <= run.clock_used <= 92 and run.is_paused
    assert run.elapsed(timezone.now() + dt.timedelta(hours=1)) == run.clock_used
    assert actions.resume_play(by=furulia.bo, run=run).clock_since


def test_ticks_bring_injects_and_change_the_mark(furulia, playing):
    before = playing.mark()
    run = actions.tick_act(by=furulia.bo, run=playing, act="told-leader")
    assert run.mark() != before and "told-leader" in run.acts
    assert actions.tick_act(by=furulia.bo, run=run, act="finnes-ikke").acts == run.acts
    assert actions.tick_act(by=furulia.bo, run=run, act="told-leader", seen=False).acts == {}


def test_the_mark_changes_by_itself_when_an_inject_comes(playing):
    now = timezone.now()
    marks = {playing.mark(now + dt.timedelta(seconds=second)) for second in (10, 200)}
    assert len(marks) == 1
    assert playing.mark(now + dt.timedelta(seconds=250)) not in marks


def test_runs_left_open_are_broken_off_with_all_seats(furulia, playing, phones):
    phones(playing, 2)
    assert actions.break_off_runs() == 0
    DrillRun.objects.update(opened_at=timezone.now() - dt.timedelta(hours=30))
    assert actions.break_off_runs() == 1
    run = DrillRun.objects.get()
    assert run.broken_off_at and Seat.objects.count() == 0 and run.record["joined"] == 2
    assert not DrillRun.objects.closed().exists(), "it does not count as held"
    assert actions.break_off_runs() == 0


def test_a_cancelled_run_has_no_code_and_cannot_be_joined(furulia, opened, client):
    actions.cancel_run(by=furulia.bo, run=opened)
    assert DrillRun.objects.get().code is None
    assert client.get(f"/bli-med/ovelse/{opened.key}/").status_code == 404


def test_the_date_of_a_follow_up_is_never_in_the_past(furulia, playing):
    run = finish(actions.end_play(by=furulia.bo, run=playing), furulia.bo)
    with pytest.raises(Refused):
        yesterday = today() - dt.timedelta(days=1)
        actions.close_run(by=furulia.bo, run=run, text="Et kort", owner=furulia.kari, due_on=yesterday)


def test_names_are_forgotten_after_five_years_and_the_rest_stays(furulia, drill):
    old = FollowUpFactory(run=DrillRunFactory(unit=furulia.unit, drill=drill, held=True), owner=furulia.kari)
    DrillRun.objects.update(planned_at=timezone.now() - dt.timedelta(days=2000))
    FollowUp.objects.update(due_on=today() - dt.timedelta(days=2000))
    FollowUpFactory(run=DrillRunFactory(unit=furulia.unit, drill=drill, held=True), owner=furulia.kari)
    forget_old_names()
    old.refresh_from_db()
    assert (old.owner, old.run.facilitator) == (None, None) and old.text
    assert FollowUp.objects.filter(owner=furulia.kari).count() == 1
    assert Entry.objects.filter(verb="forget_drill_names").count() == 1
    forget_old_names()
    assert Entry.objects.filter(verb="forget_drill_names").count() == 1


def test_two_who_lead_keep_each_others_notes(furulia, playing):
    actions.write_notes(by=furulia.bo, run=playing, notes="Bo så dette.", before="")
    actions.write_notes(by=furulia.sara, run=playing, notes="Sara så noe annet.", before="")
    assert DrillRun.objects.get().notes == "Bo så dette.\nSara så noe annet."
    actions.write_notes(by=furulia.bo, run=playing, notes="Bo så dette. Og mer.", before="Bo så dette.")
    assert DrillRun.objects.get().notes == "Bo så dette.\nSara så noe annet.\nOg mer."


def test_what_one_wrote_before_and_goes_on_with_is_not_there_twice(furulia, playing):
    actions.write_notes(by=furulia.bo, run=playing, notes="Først", before="")
    actions.write_notes(by=furulia.bo, run=playing, notes="Først og så", before="")
    actions.write_notes(by=furulia.bo, run=playing, notes="", before="Først og så")
    assert DrillRun.objects.get().notes == ""


def test_a_phone_that_joins_as_the_run_closes_leaves_no_seat(playing):
    stale = DrillRun.objects.select_related("drill").get()
    DrillRun.objects.update(code=None, cancelled_at=None)
    with pytest.raises(Refused):
        actions.take_seat(run=stale)
    assert not Seat.objects.exists()


def test_a_button_pressed_as_the_run_closes_is_no_fault(playing):
    seat = seat_of(playing, actions.take_seat(run=playing))
    Seat.objects.all().delete()
    actions.pass_over(seat=seat)
    actions.come_back(seat=seat)
    actions.choose_role(seat=seat, role="")
    assert not Seat.objects.exists()
