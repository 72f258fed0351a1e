"""Who sees what: coordinator, other coordinator, leader, participant, stranger; and equal query counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.programmes import actions
from tryggby.programmes.door import gatherings_for, timeline, timeline_of_person, timeline_of_unit
from tryggby.programmes.factories import CohortFactory, EnrolmentFactory
from tryggby.programmes.models import CohortUnit, Enrolment, Gathering


def pages(cohort):
    """Every page of a cohort by who may open it: the one who runs it, leaders too, participants too."""
    key, day = cohort.key, cohort.day2.key
    row = cohort.enrolled[0]
    invitation = cohort.invitations.first()
    runs = {
        "attendance": [key, day],
        "headcount": [key, day],
        "move": [key, day],
        "cancellation": [key, day],
        "goals": [key],
        "commitments": [key],
        "closure": [key],
        "invite": [key],
        "enrol": [key, "staff", row.unit.key],
        "leave": [key, row.key],
        "remind": [key, invitation.key],
    }
    return {
        "runs": runs,
        "leads": {"cohort": [key], "days": [key], "people": [key]},
        "joins": {"gathering": [day]},
        "own": {"answers": [day]},
    }


@pytest.fixture
def filled(valley, cohort):
    actions.invite(by=valley.kari, cohort=cohort, track="staff", unit=valley.units[0], email="a@b.example", name="A")
    return cohort


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("coordinator", {"runs", "leads", "joins"}),
        ("leader", {"leads", "joins"}),
        ("participant", {"joins", "own"}),
        ("partner coordinator", set()),
        ("stranger", set()),
        ("other leader", set()),
    ],
)
def test_every_page_for_every_role(client, valley, filled, who, may):
    people = {
        "coordinator": valley.kari,
        "leader": MembershipFactory(unit=valley.units[0], role="leader").person,
        "participant": filled.enrolled[0].person,
        "partner coordinator": valley.nora,
        "stranger": PersonFactory(),
        "other leader": valley.leaders[1],
    }
    client.force_login(people[who])
    for kind, found in pages(filled).items():
        for name, args in found.items():
            url = reverse(f"programmes:{name}", args=args)
            wanted = 200 if kind in may else 404
            assert client.get(url).status_code == wanted, (who, url)
            if wanted == 404:
                assert client.post(url, {"svar": "ja"}).status_code == 404, (who, url)


def test_signed_out_people_are_sent_to_sign_in(client, filled):
    for found in pages(filled).values():
        for name, args in found.items():
            assert client.get(reverse(f"programmes:{name}", args=args)).status_code == 302


def test_a_leader_sees_names_of_the_own_unit_only(client, valley, filled):
    client.force_login(valley.leaders[0])
    text = client.get(reverse("programmes:people", args=[filled.key])).content.decode()
    assert valley.units[0].name in text and valley.units[2].name not in text
    assert filled.enrolled[2].key not in text
    assert set(Enrolment.objects.visible_to(valley.leaders[0]).values_list("unit", flat=True)) == {valley.units[0].pk}


def test_two_runs_of_ones_own_are_kept_apart(valley, filled):
    person = filled.enrolled[0].person
    assert list(gatherings_for(person).coming()) == [filled.day2]
    assert Gathering.objects.visible_to(person).count() == 2
    Enrolment.objects.filter(pk=filled.enrolled[0].pk).update(run=2)
    assert not gatherings_for(person).exists()


def test_keys_of_another_cohort_do_not_open_ones_own(client, valley, filled):
    other = CohortFactory(organisation=valley.lia, programme=valley.programme)
    client.force_login(valley.kari)
    assert client.get(reverse("programmes:attendance", args=[other.key, filled.day2.key])).status_code == 404
    assert client.get(reverse("programmes:leave", args=[other.key, filled.enrolled[0].key])).status_code == 404
    url = reverse("programmes:enrol", args=[filled.key, "staff", valley.units[1].key])
    assert client.get(url).status_code == 404
    assert client.get(reverse("programmes:enrol", args=[filled.key, "ukjent", valley.units[0].key])).status_code == 404


@pytest.mark.parametrize("who", ["kari", "leader", "participant"])
def test_lists_and_programme_page(client, valley, filled, who):
    person = {"kari": valley.kari, "leader": valley.leaders[0], "participant": filled.enrolled[0].person}[who]
    client.force_login(person)
    wanted = 404 if who == "participant" else 200
    assert client.get(reverse("programmes:cohorts")).status_code == wanted
    assert client.get(reverse("programmes:programme", args=[valley.programme.key])).status_code == wanted
    assert client.get(reverse("programmes:start")).status_code == (200 if who == "kari" else 404)
    assert client.get(reverse("programmes:mine")).status_code == 200


@pytest.mark.parametrize("name", ["cohorts", "cohort", "days", "people", "attendance", "mine"])
def test_lists_take_the_same_queries_for_one_row_and_three(client, valley, filled, name):
    args = {"cohorts": [], "mine": [], "attendance": [filled.key, filled.day2.key]}.get(name, [filled.key])
    client.force_login(filled.enrolled[0].person if name == "mine" else valley.kari)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"programmes:{name}", args=args)).status_code == 200
        return len(queries)

    count()
    before = count()
    for number in (11, 12):
        unit = UnitFactory(organisation=valley.lia)
        CohortUnit.objects.create(cohort=filled, unit=unit, joined_on="2026-01-01")
        EnrolmentFactory(cohort=filled, unit=unit, person=MembershipFactory(unit=unit).person)
        CohortFactory(organisation=valley.lia, programme=valley.programme)
        row = filled.day2
        Gathering.objects.create(
            cohort=filled, track="staff", number=number, title=f"Dag {number}", kind="day",
            starts_at=row.starts_at, ends_at=row.ends_at,
        )  # fmt: skip
    assert count() == before


def test_timelines_tell_done_next_and_coming(valley, filled):
    assert [s.state for s in timeline(filled)] == ["done", "next", "coming"]
    assert [s.state for s in timeline_of_unit(valley.units[0])] == ["done", "next", "coming"]
    assert [s.gathering for s in timeline_of_person(filled.enrolled[0].person)] == [filled.day1, filled.day2]
    actions.cancel_gathering(by=valley.kari, gathering=filled.day2, together=False)
    assert [s.state for s in timeline(filled)] == ["done", "cancelled", "next"]
