"""The writer: only differences, few queries however many people, the same twice changes nothing, history stays."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tryggby.audit.door import Entry
from tryggby.ground.door import oslo, today, travel
from tryggby.obligations.actions import (
    ask_nightly,
    change_requirement,
    draft_requirement,
    end_leave,
    end_requirement,
    end_waiver,
    mark_affected,
    note_leave,
    put_in_force,
    reckon_affected,
    reckon_people,
    run_reckonings,
    waive,
)
from tryggby.obligations.models import Affected, Leave, Obligation, Reckoning, Renewal
from tryggby.obligations.refusal import Refused
from tryggby.obligations.tests.conftest import DAY
from tryggby.organisations.door import Membership, add_membership, end_membership
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.packages.door import Part, record_completion
from tryggby.packages.factories import make_release


@pytest.fixture
def rule(release, lyngvik, solbakken, kari, nora, ingrid):
    """In force since two hundred days, for everybody in Lyngvik: a year's validity, ninety days to do it."""
    made = draft_requirement(
        by=ingrid,
        organisation=lyngvik,
        title="Felles grunnlag",
        why="Alle barn skal møte voksne som forstår.",
        package=release.package,
        since=today() - 200 * DAY,
        valid_months=12,
        due_days=90,
    )
    return put_in_force(by=ingrid, requirement=made)


def newest(person):
    return Obligation.objects.newest().get(person=person)


def finish(person, release, when=None):
    """Both own parts, on a day."""
    for part in Part.objects.filter(release=release, mode="self").select_related("release__package"):
        record_completion(by=person, person=person, part=part, at=oslo(when or today(), dt.time(9)))


def test_putting_it_in_force_asks_everybody_in_the_audience(rule, nora, kari):
    row = newest(nora)
    assert (row.state, row.asked, row.due_on) == ("due", "employed", today() - 110 * DAY)
    assert row.facts == {"unit": "Solbakken barnehage", "since": "2024-01-01"}
    assert newest(kari).asked == "leads"


def test_finishing_the_last_part_is_seen_at_once(rule, release, nora):
    finish(nora, release)
    row = newest(nora)
    assert (row.state, row.cause, row.done_on) == ("done", "finished", today())


def test_what_was_done_before_is_acknowledged(release, lyngvik, nora, ingrid):
    finish(nora, release, today() - 30 * DAY)
    made = draft_requirement(by=ingrid, organisation=lyngvik, title="A", why="B", package=release.package)
    put_in_force(by=ingrid, requirement=made)
    row = newest(nora)
    assert (row.state, row.cause, row.done_on) == ("done", "earlier", today() - 30 * DAY)


def test_the_same_facts_twice_write_nothing(rule, nora, kari):
    rows = list(Obligation.objects.order_by("pk").values())
    result = reckon_people({nora.pk, kari.pk})
    assert (result.people, result.made, result.changed) == (2, 0, 0)
    assert list(Obligation.objects.order_by("pk").values()) == rows


@pytest.mark.shows("drills.1")
def test_queries_do_not_grow_with_the_people(rule, solbakken):
    def cost(people):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert reckon_people(people).made == len(people)
        return len(queries)

    def some(count):
        return {MembershipFactory(unit=solbakken).person_id for _ in range(count)}

    assert cost(some(1)) == cost(some(3)) <= 20


@pytest.mark.shows("drills.1")
def test_only_those_something_changed_for_are_reckoned(rule, solbakken, nora, kari, ingrid):
    other = UnitFactory()
    place = Membership.objects.get(person=nora)
    end_membership(by=ingrid, membership=place, on=today() - DAY)
    add_membership(by=ingrid, person=nora, unit=other)
    assert set(Affected.objects.values_list("person_id", flat=True)) == {nora.pk}
    result = reckon_affected()
    assert (result.people, result.changed) == (1, 1)
    row = newest(nora)
    assert (row.state, row.cause, row.ended_on) == ("ended", "left", today())
    assert not Affected.objects.exists()
    assert reckon_affected().people == 0


def test_a_move_within_the_municipality_keeps_the_clock_and_moves_the_duty(rule, lyngvik, solbakken, nora, ingrid):
    before = newest(nora)
    end_membership(by=ingrid, membership=Membership.objects.get(person=nora), on=today() - DAY)
    other = add_membership(by=ingrid, person=nora, unit=UnitFactory(organisation=lyngvik, name="Skogly")).unit
    reckon_affected()
    row = newest(nora)
    assert (row.pk, row.opens_on, row.unit, row.facts["unit"]) == (before.pk, before.opens_on, other, "Skogly")


def test_a_major_release_asks_again_and_a_minor_never(rule, release, nora):
    finish(nora, release)
    make_release(version="1.1.0", parts=("forste", "andre", "tredje"))
    run_reckonings()
    assert newest(nora).state == "done"
    with travel(oslo(today() + DAY, dt.time(9))):
        make_release(version="2.0.0")
        run_reckonings()
        row = newest(nora)
        assert (row.cycle, row.asked, row.state) == (2, "release", "due")
        assert row.facts["last"] == (today() - DAY).isoformat()
        first = Obligation.objects.get(person=nora, cycle=1)
        assert (first.state, first.followed_on) == ("done", today())


def test_going_through_it_again_refreshes_it(rule, release, nora):
    finish(nora, release, today() - 320 * DAY)
    reckon_people({nora.pk})
    assert (newest(nora).asked, newest(nora).renewal) == ("refresher", "open")
    finish(nora, release)
    assert Renewal.objects.filter(person=nora).count() == 2
    row = newest(nora)
    assert (row.cycle, row.state, row.done_on, row.renewal) == (2, "done", today(), "intact")


def test_leave_stops_the_clock_until_it_ends(rule, lyngvik, solbakken, ingrid):
    ny = add_membership(by=ingrid, person=MembershipFactory().person, unit=solbakken, since=today() - 10 * DAY).person
    leave = note_leave(by=ingrid, person=ny, since=today() - 3 * DAY)
    assert (newest(ny).due_on, newest(ny).paused_on) == (None, today() - 3 * DAY)
    end_leave(by=ingrid, leave=leave, until=today() - DAY)
    assert (newest(ny).due_on, newest(ny).paused_on) == (today() + 83 * DAY, None)
    with pytest.raises(Refused):
        note_leave(by=ingrid, person=ny, since=today() - 2 * DAY)


def test_a_waiver_says_why_and_can_be_taken_back(rule, nora, kari):
    waiver = waive(by=kari, person=nora, requirement=rule, because="Tok det samme i Fjellvik.")
    assert (newest(nora).state, newest(nora).waived_on) == ("waived", today())
    with pytest.raises(Refused):
        waive(by=kari, person=nora, requirement=rule, because="En gang til")
    end_waiver(by=kari, waiver=waiver)
    assert newest(nora).state == "due"


def test_changing_the_audience_ends_for_some_and_gives_others_the_whole_time(rule, lyngvik, nora, kari, ingrid):
    change_requirement(by=ingrid, requirement=rule, role="leader")
    assert (newest(nora).state, newest(nora).cause) == ("ended", "changed")
    assert newest(kari).opens_on == today() - 200 * DAY
    change_requirement(by=ingrid, requirement=rule, role="")
    assert newest(nora).state == "due"
    assert Obligation.objects.filter(person=nora).count() == 1


def test_ending_a_rule_never_deletes_what_is_done(rule, release, nora, kari, ingrid):
    finish(nora, release)
    with travel(oslo(today() + 2 * DAY, dt.time(9))):
        end_requirement(by=ingrid, requirement=rule, until=today() - DAY)
        assert (newest(nora).state, newest(nora).cause) == ("ended", "rule_ended")
        assert newest(nora).done_on is not None
        assert newest(kari).state == "ended"


def test_a_shorter_time_does_not_rewrite_what_is_done(rule, release, nora, kari, ingrid):
    finish(nora, release)
    before = newest(nora).due_on
    change_requirement(by=ingrid, requirement=rule, due_days=10)
    assert newest(nora).due_on == before
    assert newest(kari).due_on == today() - 190 * DAY


def test_the_nightly_run_is_one_however_often_it_is_asked_for_and_one_entry_in_the_log(rule, nora):
    Obligation.objects.all().delete()
    assert ask_nightly(today()).pk == ask_nightly(today()).pk
    assert run_reckonings().made == 2
    assert run_reckonings().made == 0
    night = Reckoning.objects.get(night=today())
    assert (night.people, night.made, night.ended_at is not None) == (2, 2, True)
    assert Entry.objects.filter(verb="reckon_obligations", kind="obligations.reckoning").count() == 1


def test_a_run_that_was_broken_off_goes_on_where_it_was(rule, nora, kari):
    Obligation.objects.all().delete()
    night = ask_nightly(today())
    Reckoning.objects.filter(pk=night.pk).update(reached=min(nora.pk, kari.pk))
    run_reckonings()
    assert set(Obligation.objects.values_list("person_id", flat=True)) == {max(nora.pk, kari.pk)}


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize("end", [dt.date.max, dt.date(9999, 12, 30), dt.date(2500, 1, 1)])
def test_an_end_that_nobody_lives_to_see_is_none_and_stops_the_reckoning_of_nobody(rule, nora, kari, end):
    away = today() - dt.timedelta(days=150)
    Leave.objects.create(person=nora, since=away, until=end)
    mark_affected({nora.pk, kari.pk})
    reckon_affected()
    row = Obligation.objects.get(person=nora)
    assert (row.paused_on, row.due_on) == (away, None)
    assert not Affected.objects.exists() and Obligation.objects.get(person=kari).due_on
