"""A reorganisation from a file: shown before it is done, history kept, also twice and by two at once."""

import datetime as dt

import pytest

from tryggby.ground.door import today
from tryggby.organisations.actions import PlanChanged, accept_staff, plan_of
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, UnitFactory
from tryggby.organisations.models import Membership, Unit
from tryggby.organisations.staff.report import report
from tryggby.organisations.tests.test_staff_import import accept, changes, faults, person, upload, yesterday  # noqa: F401

pytestmark = pytest.mark.shows("drills.4")


@pytest.fixture
def known(city):
    """The units have ids, and one more stands beside them."""
    Unit.objects.filter(pk=city.school.pk).update(external_id="E1")
    Unit.objects.filter(pk=city.kindergarten.pk).update(external_id="E2", parent=None)
    city.annex = UnitFactory(organisation=city.lyngvik, name="Annekset", external_id="E3")
    city.emil = MembershipFactory(unit=city.annex, person__given_name="Emil", person__email="emil@lyngvik.example")
    return city


REORGANISED = [
    person("Lise", "Solbakken oppvekstsenter", role="leder", unit_id="E1"),
    person("Amina", "Myra barnehage"),
    person("Emil", "Solbakken oppvekstsenter"),
    {"unit": "Myra barnehage", "unit_id": "E2", "parent": "Solbakken oppvekstsenter"},
]


def parts(made):
    return {part.title: part.lines for part in report(plan_of(made))}


def test_what_moves_begins_and_ends_is_shown_before(known, upload):  # noqa: F811
    shown = parts(upload(*REORGANISED, end_missing=True))
    assert shown["Enheter som endres"] == ["Solbakken skole → Solbakken oppvekstsenter: navnet"]
    assert shown["Enheter som flyttes"] == ["Myra barnehage: fra øverst til Solbakken oppvekstsenter"]
    assert shown["Enheter som slås sammen"] == ["Annekset går inn i Solbakken oppvekstsenter"]
    assert sorted(shown["Personer som flytter"]) == [
        "Amina Dahl: fra Solbakken skole (ansatt) til Myra barnehage (ansatt)",
        "Emil Dahl: fra Annekset (ansatt) til Solbakken oppvekstsenter (ansatt)",
    ]
    assert "Tilhørigheter som avsluttes" not in shown
    assert Unit.objects.get(pk=known.school.pk).name == "Solbakken skole"


def test_it_is_done_and_history_is_kept(known, accept):  # noqa: F811
    before = Membership.objects.count()
    accept(*REORGANISED, end_missing=True)
    school, nursery, annex = (Unit.objects.get(external_id=number) for number in ("E1", "E2", "E3"))
    assert (school.name, nursery.parent, annex.closed_on) == ("Solbakken oppvekstsenter", school, today())
    first, second = known.amina.memberships.order_by("since")
    assert (first.unit, first.until, second.unit, second.since) == (school, yesterday(), nursery, today())
    assert Membership.objects.count() == before + 2
    assert changes(accept(*REORGANISED, end_missing=True)) == {}


def test_who_ends_without_a_unit_is_named(known, upload, accept):  # noqa: F811
    AppointmentFactory(person=known.emil.person, organisation=known.lyngvik, role="editor")
    lines = [person("Lise", "Solbakken skole", role="leder"), {"unit": "Myra barnehage"}]
    shown = parts(upload(*lines, end_missing=True))
    assert shown["Blir uten enhet, og kan ikke logge inn"] == ["Amina Dahl"]
    accept(*lines, end_missing=True)
    known.amina.refresh_from_db()
    assert not known.amina.is_active
    known.emil.person.refresh_from_db()
    assert known.emil.person.is_active
    accept(person("Amina", "Solbakken skole"))
    known.amina.refresh_from_db()
    assert known.amina.is_active


def test_two_who_do_it_at_once_do_it_once(known, upload):  # noqa: F811
    made, other = upload(*REORGANISED, end_missing=True), upload(*REORGANISED, {"unit": "Annekset"}, end_missing=True)
    digests = [plan_of(one).digest for one in (made, other)]
    accept_staff(by=known.kari, upload=made, digest=digests[0])
    with pytest.raises(PlanChanged):
        accept_staff(by=known.kari, upload=other, digest=digests[1])
    assert known.amina.memberships.count() == 2


def test_names_can_be_swapped(known, accept):  # noqa: F811
    accept({"unit": "Solbakken skole", "unit_id": "E2"}, {"unit": "Myra barnehage", "unit_id": "E1"})
    assert Unit.objects.get(external_id="E1").name == "Myra barnehage"
    assert Unit.objects.get(external_id="E2").name == "Solbakken skole"
    assert known.amina.memberships.get().unit.name == "Myra barnehage"


def test_a_unit_left_by_all_below_it_closes(known, accept):  # noqa: F811
    Unit.objects.filter(external_id="E2").update(parent=known.annex)
    known.emil.delete()
    lines = [person("Lise", "Solbakken skole"), person("Amina", "Solbakken skole")]
    accept(*lines, {"unit": "Myra barnehage", "parent": "Solbakken skole"}, end_missing=True)
    known.annex.refresh_from_db()
    assert known.annex.closed_on == today()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [{"unit": "A", "service": "skole", "unit_id": "X"}, {"unit": "B", "service": "skole", "unit_id": "X"}],
            "3 enhets-id-en «X»",
        ),
        ([{"unit": "Solbakken skole", "unit_id": "E9"}], "2 «Solbakken skole» har en annen enhets-id fra før"),
        ([{"unit": "Annekset", "unit_id": "E1"}], "2 «Annekset» har en annen enhets-id fra før"),
        ([{"unit": "Nytt navn", "unit_id": "E1", "parent": "Nytt navn"}], "2 «Nytt navn» havner under seg selv"),
    ],
)
def test_ids_that_do_not_fit_are_said_by_row(known, upload, lines, words):  # noqa: F811
    found = faults(upload, *lines)
    assert any(fault.startswith(words) for fault in found), found


def test_a_leave_is_told_to_be_unread(upload):  # noqa: F811
    made = upload(person("Nora", "Solbakken skole"))
    assert made.notes == []
    from tryggby.organisations.staff.rows import read_rows
    from tryggby.organisations.staff.sheet import read_sheet

    _, _, notes = read_rows(read_sheet("x.csv", b"enhet;permisjon fra;permisjon til\nA;01.01.2026;01.06.2026"))
    assert notes == ["Vi bruker ikke kolonnen «permisjon fra».", "Vi bruker ikke kolonnen «permisjon til»."]


def test_a_membership_that_is_over_stays_over(known, accept):  # noqa: F811
    old = MembershipFactory(person=known.amina, unit=known.annex, since=dt.date(2020, 1, 1), until=dt.date(2021, 1, 1))
    accept(*REORGANISED, end_missing=True)
    old.refresh_from_db()
    assert old.until == dt.date(2021, 1, 1)
