"""Reach by its definition: properties that must hold for any facts, and the reading of the facts."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggby.ground.door import months_before, today
from tryggby.mentoring.door import (
    Reach,
    coming,
    last_held,
    mandates,
    practices_per_month,
    practised_by_element,
    reach,
    reach_total,
    report_practice,
)
from tryggby.mentoring.factories import MandateFactory, ParticipationFactory, PracticeFactory, moment
from tryggby.mentoring.reach import Facts, Held, derive, derive_total
from tryggby.organisations.factories import MembershipFactory

ON = dt.date(2026, 11, 22)
PEOPLE = st.frozensets(st.integers(1, 12), max_size=8)
UNITS = (1, 2, 3)


@st.composite
def facts(draw):
    """Any municipality of three units and a dozen people."""
    days = st.integers(0, 500).map(lambda n: ON - dt.timedelta(days=n))
    held = st.builds(
        Held,
        unit=st.sampled_from(UNITS),
        day=days,
        mentor=st.integers(1, 12),
        present=PEOPLE,
        heads=st.integers(0, 9),
    )
    return Facts(
        on=ON,
        members={unit: draw(PEOPLE) for unit in UNITS},
        mentors={unit: draw(PEOPLE) for unit in UNITS},
        trained=draw(PEOPLE),
        practices=tuple(draw(st.lists(held, max_size=8))),
    )


@given(facts())
@settings(max_examples=150, deadline=None)
def test_the_chain_never_grows(drawn):
    for found in [*derive(drawn, UNITS).values(), derive_total(drawn, UNITS)]:
        assert found.trained <= found.appointed <= found.members
        assert found.held_3 <= found.held_12 <= found.appointed
        assert found.reached_3 <= found.reached_12 <= found.colleagues
        assert found.colleagues + found.appointed == found.members
        assert found.practices_3 <= found.practices_12


@given(facts())
@settings(max_examples=150, deadline=None)
def test_the_same_practice_again_reaches_nobody_new(drawn):
    twice = Facts(drawn.on, drawn.members, drawn.mentors, drawn.trained, drawn.practices * 2)
    for unit in UNITS:
        one, two = derive(drawn, UNITS)[unit], derive(twice, UNITS)[unit]
        assert (one.reached_3, one.reached_12, one.held_12) == (two.reached_3, two.reached_12, two.held_12)


@given(facts(), st.sampled_from(UNITS), st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_a_leaver_drops_out_of_count_and_denominator(drawn, unit, leaver):
    members = {**drawn.members, unit: drawn.members[unit] - {leaver}}
    before, after = (
        derive(drawn, UNITS),
        derive(Facts(ON, members, drawn.mentors, drawn.trained, drawn.practices), UNITS),
    )
    gone = len(drawn.members[unit]) - len(members[unit])
    assert after[unit].members == before[unit].members - gone
    assert after[unit].reached_12 <= before[unit].reached_12
    assert all(after[other] == before[other] for other in UNITS if other != unit)


@given(facts())
@settings(max_examples=150, deadline=None)
def test_together_is_never_more_than_the_sum_and_one_unit_is_itself(drawn):
    each, total = derive(drawn, UNITS), derive_total(drawn, UNITS)
    for name in ("members", "appointed", "trained", "held_12", "reached_3", "reached_12"):
        assert getattr(total, name) <= sum(getattr(found, name) for found in each.values())
    for name in ("heads_12", "practices_12"):
        assert getattr(total, name) == sum(getattr(found, name) for found in each.values())
    assert derive_total(drawn, [1]) == each[1]


def test_heads_are_never_added_to_people():
    drawn = Facts(ON, {1: frozenset({1, 2})}, {1: frozenset({1})}, practices=(Held(1, ON, 1, heads=40),))
    assert derive(drawn, [1])[1].reached_12 == 0


@pytest.mark.parametrize(("months", "counts"), [(3, (1, 1)), (12, (0, 1)), (13, (0, 0))])
def test_windows_are_calendar_months(months, counts):
    day = months_before(ON, months)
    drawn = Facts(ON, {1: frozenset({1, 2})}, {1: frozenset({1})}, practices=(Held(1, day, 1, frozenset({2})),))
    found = derive(drawn, [1])[1]
    assert (found.reached_3, found.reached_12) == counts
    assert derive(Facts(ON, drawn.members, drawn.mentors), [1, 9])[9] == Reach()


@pytest.mark.django_db
def test_reach_is_read_from_the_rows(furulia):
    practice = PracticeFactory(mandate=furulia.mandate, starts_at=moment(-10))
    report_practice(by=furulia.amina, practice=practice, present=[furulia.bo, furulia.kari], headcount=2)
    again = PracticeFactory(mandate=furulia.mandate, starts_at=moment(-5))
    report_practice(by=furulia.amina, practice=again, present=[furulia.bo])
    assert reach([furulia.unit])[furulia.unit.pk] == Reach(
        members=5,
        colleagues=4,
        appointed=1,
        trained=0,
        held_3=1,
        held_12=1,
        practices_3=2,
        practices_12=2,
        reached_3=2,
        reached_12=2,
        heads_3=2,
        heads_12=2,
    )
    furulia.bo.memberships.update(until=today() - dt.timedelta(days=1))
    found = reach([furulia.unit])[furulia.unit.pk]
    assert (found.members, found.reached_12) == (4, 1)


@pytest.mark.django_db
def test_a_person_in_two_units_is_counted_once_in_all(furulia):
    other = MandateFactory()
    MembershipFactory(person=furulia.bo, unit=other.unit)
    for mandate in (furulia.mandate, other):
        practice = PracticeFactory(mandate=mandate, starts_at=moment(-4))
        report_practice(by=mandate.person, practice=practice, present=[furulia.bo])
    both = [furulia.unit, other.unit]
    assert sum(found.reached_12 for found in reach(both).values()) == 2
    assert reach_total(both).reached_12 == 1


@pytest.mark.django_db
def test_many_units_take_the_same_queries(furulia, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(units):
        with CaptureQueriesContext(connection) as asked:
            reach(units)
            reach_total(units)
            practised_by_element(units)
            practices_per_month(units)
            last_held(units)
            coming(units)
            list(mandates(units))
        return len(asked)

    PracticeFactory(mandate=furulia.mandate, held=True)
    units = [furulia.unit]
    one = queries(units)
    for _ in range(3):
        practice = PracticeFactory(held=True)
        ParticipationFactory(practice=practice, present=True)
        units.append(practice.unit)
    assert queries(units) == one


@pytest.mark.django_db
def test_practices_per_month_are_calendar_months_in_oslo(furulia):
    for starts_at in (
        dt.datetime(2026, 9, 30, 22, 30, tzinfo=dt.UTC),  # 1 October in Oslo
        dt.datetime(2026, 10, 15, 12, 0, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC),
        dt.datetime(2025, 11, 1, 12, 0, tzinfo=dt.UTC),
    ):
        PracticeFactory(mandate=furulia.mandate, held=True, starts_at=starts_at)
    found = practices_per_month([furulia.unit], months=3, on=ON)
    assert found == [(dt.date(2026, 9, 1), 0), (dt.date(2026, 10, 1), 2), (dt.date(2026, 11, 1), 1)]


@pytest.mark.django_db
def test_covered_by_element_counts_members_once_and_knows_who_has_a_place(furulia):
    held = PracticeFactory(mandate=furulia.mandate, starts_at=moment(-3), elements=["knowledge"])
    report_practice(by=furulia.amina, practice=held, present=[furulia.bo, furulia.neighbour])
    planned = PracticeFactory(mandate=furulia.mandate, starts_at=moment(3), elements=["knowledge", "reflexivity"])
    for person in (furulia.bo, furulia.kari, furulia.omar):
        ParticipationFactory(practice=planned, person=person)
    planned.participations.filter(person=furulia.omar).update(answer="no", answered_at=planned.planned_at)
    found = practised_by_element([furulia.unit])[furulia.unit.pk]
    assert len(found.members) == 5
    assert found.practised == found.elements["knowledge"] == {furulia.bo.pk, furulia.amina.pk}
    assert found.planned == found.planned_elements["knowledge"] == {furulia.kari.pk}
    assert found.planned_elements["reflexivity"] == {furulia.bo.pk, furulia.kari.pk}
