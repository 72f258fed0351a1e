"""The months that went before: reckoned afterwards they are what was kept at the time, and small counts stay hidden."""

import datetime as dt

import pytest
from django.urls import reverse

from tryggby.ground.door import months_before, oslo, today, travel
from tryggby.insight.actions import begin_months, keep_month, refresh_coverage, remember_months
from tryggby.insight.jobs import count_coverage_whole
from tryggby.insight.models import CoverageMonth
from tryggby.insight.protect import is_small
from tryggby.obligations.door import (
    ask_nightly,
    draft_requirement,
    end_waiver,
    note_leave,
    put_in_force,
    run_reckonings,
    waive,
)
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.packages.door import Part, record_completion
from tryggby.packages.factories import make_release

pytestmark = pytest.mark.django_db

FIRST = months_before(today().replace(day=1), 5)


def day(month: int, number: int) -> dt.date:
    """A day of the fifth month back, the fourth, …"""
    return months_before(FIRST, -month).replace(day=number)


@pytest.fixture
def lyngvik():
    """Forty people in two units, asked since half a year: they finish, are let off, are away and are new as time goes.

    At the end of every month it is kept what could be shown then.
    """
    with travel(oslo(day(0, 2), dt.time(9))):
        organisation = OrganisationFactory(name="Lyngvik kommune")
        kari = AppointmentFactory(organisation=organisation).person
        units = [UnitFactory(organisation=organisation, name=f"Enhet {n}") for n in range(2)]
        people = [MembershipFactory(unit=units[n % 2], since=day(0, 1)).person for n in range(40)]
        release = make_release()
        values = {"title": "Felles grunnlag", "why": "Alle barn skal møte trygge voksne.", "package": release.package}
        draft = draft_requirement(by=kari, organisation=organisation, since=day(0, 1) - dt.timedelta(days=90), **values)
        rule = put_in_force(by=kari, requirement=draft)
    for month in range(5):
        with travel(oslo(day(month, 12), dt.time(9))):
            for person in people[7 * month : 7 * month + 7]:
                finish(person, release)
            if month == 1:
                because = {"because": "Har undervist i det."}
                waivers = [waive(by=kari, person=one, requirement=rule, **because) for one in people[30:33]]
                note_leave(by=kari, person=people[33], since=today(), until=day(3, 15))
                note_leave(by=kari, person=people[2], since=today(), until=day(3, 15))
            if month == 3:
                end_waiver(by=kari, waiver=waivers[0])
                people += [MembershipFactory(unit=units[0], since=today()).person for _ in range(3)]
        with travel(oslo(months_before(FIRST, -month - 1) - dt.timedelta(days=1), dt.time(22))):
            ask_nightly(today())
            run_reckonings()
            refresh_coverage(whole=True)
            keep_month()
    ask_nightly(today())
    run_reckonings()
    refresh_coverage(whole=True)
    return organisation


def finish(person, release) -> None:
    for part in Part.objects.filter(release=release, mode="self").select_related("release__package"):
        record_completion(by=person, person=person, part=part)


def kept() -> dict:
    rows = CoverageMonth.objects.filter(training__requirement__isnull=False, place__level__lte=3, month__lt=day(5, 1))
    return {(row.place_id, row.month): (row.people, row.shown) for row in rows}


def test_months_reckoned_afterwards_are_those_that_were_kept_at_the_time(lyngvik):
    then = kept()
    CoverageMonth.objects.all().delete()
    remember_months(months=8)
    assert kept() == then
    assert len({month for _place, month in then}) == 5
    assert len(set(then.values())) > 5


def test_small_counts_of_gone_months_are_hidden_too(lyngvik):
    remember_months(months=5)
    of_rule = CoverageMonth.objects.filter(training__requirement__isnull=False)
    assert of_rule.filter(shown__isnull=True).exists() and of_rule.filter(shown__gte=5).exists()
    assert not [row for row in of_rule if row.shown is not None and is_small(row.people, row.shown)]


def test_the_page_opens_on_a_series_that_does_not_begin_with_nothing(lyngvik, client):
    CoverageMonth.objects.all().delete()
    count_coverage_whole()
    top = lyngvik.coverage_places.get(level=0)
    client.force_login(lyngvik.appointments.get().person)
    page = client.get(reverse("insight:place", args=[top.key]))
    assert page.context["chosen"].requirement_id
    assert len(page.context["series"]) == 6 and len(page.context["points"]) >= 3


def test_what_is_kept_is_not_reckoned_again(lyngvik):
    CoverageMonth.objects.update(shown=None)
    begin_months(months=5)
    assert not CoverageMonth.objects.filter(shown__isnull=False).exists()
