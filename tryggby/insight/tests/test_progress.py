"""Why units stand still, in words; alphabetical; a constant number of queries."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tryggby.drills.factories import DrillRunFactory, FollowUpFactory
from tryggby.ground.door import today
from tryggby.insight.door import (
    city_rows,
    cohort_progress,
    cohort_workbook,
    cohorts_progress,
    csv_text,
    element_coverage,
    leader_steps,
    public_figures,
    read_unit,
    standing_still,
    unit_coverage,
    weakest_element,
)
from tryggby.insight.sheets import workbook
from tryggby.mentoring.factories import MandateFactory, ParticipationFactory, PracticeFactory
from tryggby.organisations.door import Appointment
from tryggby.organisations.factories import (
    AppointmentFactory,
    InstallationFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
)
from tryggby.packages.factories import CompletionFactory, make_release
from tryggby.people.factories import PersonFactory
from tryggby.programmes.door import Attendance
from tryggby.programmes.factories import CohortFactory, EnrolmentFactory, GatheringFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(db):
    unit = UnitFactory(name="Furulia barnehage")
    MembershipFactory.create_batch(6, unit=unit)
    return unit


def queries(call) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        call()
    return len(caught)


def test_a_unit_without_mentor_stands_still_and_the_reason_is_said(unit):
    cohort = CohortFactory(units=[unit])
    [row] = standing_still(cohort)
    assert row.unit == unit
    assert "Har ingen mentor ennå." in row.reasons


def test_a_unit_whose_last_practice_is_long_ago_stands_still(unit):
    mandate = MandateFactory(unit=unit)
    cohort = CohortFactory(units=[unit])
    PracticeFactory(mandate=mandate, held=True)
    assert not [r for r in cohort_progress(cohort)[0].reasons if "øving" in r]
    unit.practices.update(held_at=dt.datetime.combine(today() - dt.timedelta(days=90), dt.time(12), tzinfo=dt.UTC))
    assert [r for r in cohort_progress(cohort)[0].reasons if "Siste øving" in r]


def test_a_unit_that_was_missed_at_the_last_day_is_told_about(unit):
    cohort = CohortFactory(units=[unit])
    day = GatheringFactory(cohort=cohort, day=today() - dt.timedelta(days=5))
    enrolment = EnrolmentFactory(cohort=cohort, unit=unit)
    assert any("Ingen var med" in reason for reason in cohort_progress(cohort)[0].reasons)
    Attendance.objects.create(gathering=day, enrolment=enrolment, state="present", source="roll")
    assert not any("Ingen var med" in reason for reason in cohort_progress(cohort)[0].reasons)


def test_units_come_by_name_with_the_same_number_of_queries(unit):
    cohort = CohortFactory(units=[unit])
    one = queries(lambda: cohort_progress(cohort))
    more = CohortFactory(units=[unit, *(UnitFactory(name=name, organisation=unit.organisation) for name in "ÅAB")])
    assert queries(lambda: cohort_progress(more)) <= one + 1
    assert cohort_progress(more)[0].unit.name == "A"


def test_a_leader_gets_at_most_three_steps_each_with_a_reason_and_a_button(unit):
    make_release()
    cohort = CohortFactory(units=[unit])
    GatheringFactory(cohort=cohort)
    facts = read_unit(unit.key)
    steps = leader_steps(facts, unit.memberships.first().person)
    assert 1 <= len(steps) <= 3
    assert steps[0].rule == "mentor_gap"
    assert all(step.reason and step.action and step.url.startswith("/") for step in steps)


@pytest.mark.parametrize(("days", "rules"), [(14, ["places", "agreed"]), (40, ["agreed", "places"])])
def test_a_place_that_is_soon_lost_stands_before_what_was_agreed_on(unit, days, rules):
    leader = unit.memberships.first().person
    MandateFactory(unit=unit)
    FollowUpFactory(run=DrillRunFactory(unit=unit, held=True), owner=leader, due_on=today() - dt.timedelta(days=30))
    GatheringFactory(cohort=CohortFactory(units=[unit]), day=today() + dt.timedelta(days=days))
    assert [step.rule for step in leader_steps(read_unit(unit.key), leader)][:2] == rules


def test_coverage_counts_present_people_once(unit):
    release = make_release()
    people = [membership.person for membership in unit.memberships.all()]
    for part in ("forste", "andre"):
        CompletionFactory(person=people[0], release=release, part=part)
    CompletionFactory(person=people[1], release=release, part="forste")
    practice = PracticeFactory(mandate=MandateFactory(unit=unit), held=True)
    ParticipationFactory(practice=practice, person=people[2], present=True)
    facts = read_unit(unit.key)
    common, practised = unit_coverage(facts)
    assert (common.done, common.planned, common.total) == (1, 1, 7)
    assert practised.done == 2
    elements = element_coverage(facts)
    assert elements[0].done == 1
    assert weakest_element(elements) is not None


def test_the_workbook_has_strings_and_numbers_but_no_formula(unit):
    unit.name = "=1+1"
    unit.save()
    cohort = CohortFactory(units=[unit], name="@SUM(A1)")
    EnrolmentFactory(cohort=cohort, unit=unit, person=PersonFactory(given_name="+47", family_name="-1"))
    book = openpyxl.load_workbook(io.BytesIO(cohort_workbook(cohort)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=1+1" for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", "=1"])
def test_hostile_text_stays_text(text):
    book = openpyxl.load_workbook(io.BytesIO(workbook([("Ark", ["Navn"], [[text]])])))
    assert book.active["A2"].data_type == "s"


def test_the_front_page_shows_no_figure_for_a_small_group(unit):
    assert public_figures() == []
    InstallationFactory(owner=unit.organisation)
    release = make_release()
    people = [membership.person for membership in unit.memberships.all()]
    for person in people[:3]:
        for part in ("forste", "andre"):
            CompletionFactory(person=person, release=release, part=part)
    assert public_figures() == []
    for person in people[3:]:
        for part in ("forste", "andre"):
            CompletionFactory(person=person, release=release, part=part)
    assert public_figures()[0]["number"] == 6


def test_cities_are_shown_by_name_with_small_groups_hidden():
    owner = OrganisationFactory(name="Vik kommune")
    other = OrganisationFactory(name="Aker kommune")
    person = AppointmentFactory(organisation=owner, role=Appointment.Role.NETWORK_COORDINATOR).person
    units = [UnitFactory(organisation=owner), UnitFactory(organisation=other)]
    for unit, size in zip(units, (9, 3), strict=True):
        MembershipFactory.create_batch(size, unit=unit)
    CohortFactory(organisation=owner, units=units)
    rows = city_rows(person)
    assert [row.organisation.name for row in rows] == ["Aker kommune", "Vik kommune"]
    assert [row.people for row in rows] == [None, None]
    assert city_rows(PersonFactory()) == []


@pytest.mark.parametrize(("left_out", "shown"), [(0, 11), (1, None), (4, None), (5, 6)])
def test_those_who_were_not_reached_are_not_left_over_beside_a_city(left_out, shown):
    owner = OrganisationFactory(name="Vik kommune", kind="municipality")
    unit = UnitFactory(organisation=owner)
    person = AppointmentFactory(organisation=owner, role=Appointment.Role.NETWORK_COORDINATOR).person
    mandate = MandateFactory(unit=unit)
    colleagues = [MembershipFactory(unit=unit).person for _ in range(11)]
    practice = PracticeFactory(mandate=mandate, held=True)
    for colleague in colleagues[left_out:]:
        ParticipationFactory(practice=practice, person=colleague, present=True)
    CohortFactory(organisation=owner, units=[unit])
    (row,) = city_rows(person)
    assert (row.people, row.reached) == (11, shown)


def test_three_cohorts_take_no_more_queries_than_one(unit):
    cohorts = [CohortFactory(units=[unit]) for _ in range(3)]
    one = queries(lambda: cohorts_progress(cohorts[:1]))
    assert queries(lambda: cohorts_progress(cohorts)) == one


def test_csv_opens_in_a_spreadsheet_and_holds_no_formula():
    text = b"".join(csv_text(["Navn", "Antall"], [["=1+1", 3], ["Ås; by", None], ["-", -2]]))
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines() == ["Navn;Antall", "'=1+1;3", '"Ås; by";', "'-;-2"]
