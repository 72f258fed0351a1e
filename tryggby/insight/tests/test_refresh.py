"""The kept sums are what a plain reckoning gives, whatever happened in between, and are brought up to date in part."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tryggby.ground.door import today
from tryggby.insight.actions import keep_month, refresh_coverage, remember_months
from tryggby.insight.models import CoverageMonth, CoveragePlace, CoverageRow, MainPost, Training
from tryggby.insight.protect import is_small
from tryggby.obligations.factories import ObligationFactory, RequirementFactory
from tryggby.organisations.door import Membership
from tryggby.organisations.factories import DistrictFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.packages.door import Completion
from tryggby.packages.factories import make_release
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def plain() -> dict:
    """(place, training) → (people, done), the slow way: one person and one place at a time."""
    places = {place.pk: place for place in CoveragePlace.objects.all()}
    leaf = {place.unit_id: place for place in places.values() if place.leaf_since}
    found: dict = {}
    done = set(Completion.objects.values_list("person", "package", "part", "major"))

    def add(place, training, done):
        while place is not None:
            people, so_far = found.get((place.pk, training.pk), (0, 0))
            found[place.pk, training.pk] = (people + 1, so_far + done)
            place = places.get(place.parent_id)

    for training in Training.objects.current():
        if training.requirement_id:
            for row in training.requirement.obligations.all():
                counts = row.followed_on is None and row.state in ("due", "done", "lapsed")
                if counts and row.unit_id in leaf and (row.paused_on is None or row.state == "done"):
                    add(leaf[row.unit_id], training, row.state == "done")
            continue
        memberships: dict = {}
        for row in Membership.objects.current().filter(unit__closed_on=None).select_related("unit"):
            memberships.setdefault((row.person_id, row.unit.organisation_id), []).append(row)
        for (person, _organisation), rows in memberships.items():
            main = min(rows, key=lambda row: (-row.share, row.since, row.pk))
            add(leaf[main.unit_id], training, (person, training.package_id, training.part, training.major) in done)
    return found


def kept() -> dict:
    return {(row.place_id, row.training_id): (row.people, row.done) for row in CoverageRow.objects.all()}


@pytest.fixture
def city():
    """A municipality with two districts, five workplaces, and forty people, some of them in two places."""
    rng = random.Random(4)
    organisation = OrganisationFactory(name="Lyngvik kommune")
    districts = [DistrictFactory(organisation=organisation, name=name) for name in ("Nord", "Sør")]
    units = [UnitFactory(organisation=organisation, district=districts[n % 2], name=f"Enhet {n}") for n in range(4)]
    units.append(UnitFactory(organisation=organisation, district=districts[0], parent=units[0], name="Base Rev"))
    people = [PersonFactory() for _ in range(40)]
    for person in people:
        for unit in rng.sample(units, rng.choice([1, 1, 2])):
            MembershipFactory(person=person, unit=unit, share=rng.choice([50, 100]))
    release = make_release()
    for person in people[:25]:
        finish(person, release, "forste")
    return organisation, units, people, release, rng


def finish(person, release, part):
    Completion.objects.create(person=person, release=release, package=release.package, major=release.major, part=part)


def test_sums_are_the_plain_ones(city):
    refresh_coverage()
    assert kept() == plain() and kept()


def test_each_person_is_counted_once_in_an_organisation(city):
    refresh_coverage()
    assert CoveragePlace.objects.get(level=0).people == 40 == MainPost.objects.count()


@pytest.mark.shows("drills.1")
@pytest.mark.parametrize("seed", range(2))
def test_sums_brought_up_to_date_in_part_are_those_counted_whole(city, seed):
    _organisation, units, people, release, _rng = city
    rng = random.Random(seed)
    requirement = RequirementFactory(organisation=units[0].organisation)
    refresh_coverage()
    for _turn in range(4):
        _something_happens(rng, units, people, release, requirement)
        refresh_coverage()
        assert kept() == plain()
        shown = dict(CoverageRow.objects.values_list("pk", "shown"))
        refresh_coverage(whole=True)
        assert dict(CoverageRow.objects.values_list("pk", "shown")) == shown


def _something_happens(rng, units, people, release, requirement) -> None:
    person = rng.choice(people)
    match rng.choice(["finish", "move", "leave", "close", "asked", "new"]):
        case "finish":
            if not Completion.objects.filter(person=person, part="andre").exists():
                finish(person, release, "andre")
        case "move":
            person.memberships.all().delete()
            MembershipFactory(person=person, unit=rng.choice(units))
        case "leave":
            person.memberships.update(until=today() - dt.timedelta(days=1))
        case "close":
            units[3].closed_on = today()
            units[3].save()
        case "asked":
            if not person.obligations.exists():
                state = rng.choice([{}, {"done": True}, {"paused_on": today()}])
                ObligationFactory(person=person, unit=rng.choice(units), requirement=requirement, **state)
        case "new":
            UnitFactory(organisation=units[0].organisation, district=units[0].district, parent=units[1])


def test_small_counts_are_kept_but_never_shown(city):
    refresh_coverage()
    small = [row for row in CoverageRow.objects.all() if is_small(row.people, row.done)]
    assert small and all(row.shown is None for row in small)


def test_one_more_finished_part_rewrites_one_branch_in_few_queries(city):
    _organisation, _units, people, release, _rng = city
    refresh_coverage()
    refresh_coverage()
    finish(people[30], release, "forste")
    with CaptureQueriesContext(connection) as caught:
        written = refresh_coverage()
    assert 1 <= written <= 12
    assert len(caught) <= 40
    assert refresh_coverage() == 0


def test_a_part_that_is_read_no_more_is_counted_no_more(city):
    refresh_coverage()
    make_release(version="2.0.0", parts=("forste",))
    refresh_coverage()
    assert sorted(Training.objects.current().values_list("part", "major")) == [("forste", 2)]
    assert CoverageRow.objects.filter(training__major=2, done__gt=0).count() == 0


def test_months_hold_what_could_be_shown_then():
    unit, release = UnitFactory(), make_release()
    people = [MembershipFactory(unit=unit).person for _ in range(40)]
    for person in people[:25]:
        finish(person, release, "forste")
    Completion.objects.filter(person__in=people[:12]).update(at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    refresh_coverage()
    remember_months(months=2)
    keep_month()
    top = CoverageMonth.objects.filter(place__level=0, training__part="forste").order_by("month")
    assert [(row.people, row.shown) for row in top] == [(40, 12), (40, 12), (40, 25)]
    keep_month()
    assert top.count() == 3
