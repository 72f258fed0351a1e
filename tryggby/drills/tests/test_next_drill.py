"""When a unit drills next and what: the rhythm, one known and one unknown."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tryggby.drills import actions
from tryggby.drills.factories import DrillRunFactory, FollowUpFactory
from tryggby.drills.next_drill import Row, drill_state, propose
from tryggby.ground.door import OSLO, months_before, today
from tryggby.packages.factories import make_drill

pytestmark = pytest.mark.django_db


def state(furulia):
    return drill_state(furulia.unit.pk, "barnehage", today())


def held(furulia, drill, days):
    return DrillRunFactory(
        unit=furulia.unit, drill=drill, held=True, opened_at=timezone.now() - dt.timedelta(days=days)
    )


def test_a_unit_that_never_drilled_is_due_today_with_a_drill_of_its_own_service(furulia, drill):
    make_drill("a-helga", services=["alle"])
    found = state(furulia)
    assert found.due_on == today() and found.is_time(today())
    assert found.proposal.title == "Øvelse garderoben" and found.times_a_year == 2


def test_twice_a_year_is_six_months_after_the_last(furulia, drill):
    run = held(furulia, drill, 10)
    found = state(furulia)
    assert found.due_on == months_before(run.closed_at.astimezone(OSLO).date(), -6)
    assert not found.is_time(today()) and found.is_time(found.due_on - dt.timedelta(days=30))


def test_the_units_own_rhythm_counts_and_zero_is_a_pause(furulia, drill):
    held(furulia, drill, 100)
    actions.set_rhythm(by=furulia.sara, unit=furulia.unit, times_a_year=4)
    assert state(furulia).is_time(today())
    actions.set_rhythm(by=furulia.sara, unit=furulia.unit, times_a_year=0)
    found = state(furulia)
    assert found.due_on is None and not found.is_time(today()) and found.proposal is None


def test_what_is_planned_or_under_way_is_not_asked_for_again(furulia, drill, answered):
    run = actions.plan_run(
        by=furulia.bo, unit=furulia.unit, drill=drill, planned_for=timezone.now() + dt.timedelta(days=3)
    )
    assert state(furulia).planned[0] == run.key and not state(furulia).is_time(today())
    actions.open_run(by=furulia.bo, run=run)
    assert state(furulia).under_way == run.key and not state(furulia).is_time(today())


def test_a_run_that_was_broken_off_or_called_off_does_not_count(furulia, drill):
    DrillRunFactory(unit=furulia.unit, drill=drill, held=True, broken_off_at=timezone.now())
    DrillRunFactory(unit=furulia.unit, drill=drill, cancelled_at=timezone.now())
    assert state(furulia).last_on is None


def test_one_known_and_one_unknown():
    drills = [
        Row("drill", "", name, name, "p", '["barnehage"]', "staff", number, 30, *[None] * 11)
        for number, name in enumerate("abc")
    ]
    assert propose("barnehage", drills, []).drill == "a"
    assert propose("barnehage", drills, ["a"]).drill == "b"
    assert propose("barnehage", drills, ["b", "a"]).drill == "a", "two new in a row: a known one"
    assert propose("barnehage", drills, ["a", "b", "a"]).drill == "c"
    assert propose("skole", drills, []) is None


def test_follow_ups_wait_in_the_order_of_their_dates_in_one_query(furulia, drill):
    for days in (30, 3):
        FollowUpFactory(run=held(furulia, drill, 5), owner=furulia.kari, due_on=today() + dt.timedelta(days=days))
    FollowUpFactory(run=held(furulia, drill, 90), done_on=today())
    with CaptureQueriesContext(connection) as caught:
        found = state(furulia)
    assert [(row.due_on - today()).days for row in found.waiting] == [3, 30]
    assert found.waiting[0].owner_name == "Kari Lie" and len(caught) == 1
