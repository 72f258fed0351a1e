"""What the leader is reminded of from the routines room: a promise, a routine to look at, the pulse."""

import datetime as dt

import pytest

from tryggby.ground.door import today
from tryggby.insight.steps import _promised, _pulse, _routine
from tryggby.insight.unit import read_unit
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.routines.factories import AdoptionFactory, PlanPointFactory, SelfReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara():
    """She leads the unit."""
    return MembershipFactory(unit=UnitFactory(), role="leader", person=PersonFactory(given_name="Sara")).person


def found(sara) -> dict:
    """The steps by their rule."""
    facts = read_unit(sara.memberships.get().unit.key)
    return {step.rule: step for rule in (_promised, _routine, _pulse) if (step := rule(facts, sara))}


def test_what_is_near_is_said_with_its_reason(sara):
    unit, soon = sara.memberships.get().unit, today() + dt.timedelta(days=5)
    adoption = AdoptionFactory(unit=unit, review_by=soon)
    owner = PersonFactory(given_name="Bo", family_name="Lie")
    MembershipFactory(person=owner, unit=unit)
    review = SelfReviewFactory(unit=unit, closed=True)
    point = PlanPointFactory(review=review, due_on=soon, owner=owner, text="Fast tid hver uke.")
    steps = found(sara)
    assert steps["promised"].title == "Fast tid hver uke." and "Bo Lie passer på" in steps["promised"].reason
    assert steps["promised"].url.endswith(f"/{point.key}/")
    assert "«Trygg deling»" in steps["routine"].title and adoption.key in steps["routine"].url
    assert "pulse" not in steps


def test_nothing_near_says_nothing(sara):
    unit = sara.memberships.get().unit
    AdoptionFactory(unit=unit)
    PlanPointFactory(review=SelfReviewFactory(unit=unit, closed=True))
    assert found(sara) == {}


def test_another_units_matters_are_not_mine(sara):
    AdoptionFactory(review_by=today() + dt.timedelta(days=1))
    PlanPointFactory(due_on=today())
    assert found(sara) == {}


def test_half_a_year_after_the_self_review_it_is_time_for_the_pulse(sara):
    review = SelfReviewFactory(unit=sara.memberships.get().unit, closed=True)
    type(review).objects.filter(pk=review.pk).update(closed_at=review.closed_at - dt.timedelta(days=190))
    assert "egenvurdering" in found(sara)["pulse"].url
