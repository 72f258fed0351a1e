"""What a coordinator is told of requirements and drafts: how many are asked, never how few stand how."""

import datetime as dt

import pytest

from tryggby.ground.door import today
from tryggby.obligations.factories import ObligationFactory
from tryggby.obligations.models import Obligation, Requirement
from tryggby.obligations.tests.conftest import page, text
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.packages.door import Completion, Part


def test_the_preview_counts_people_units_and_what_is_done(
    client, rule, nora, kari, ingrid, lyngvik, solbakken, release
):
    MembershipFactory(unit=UnitFactory(organisation=lyngvik))
    MembershipFactory.create_batch(2, unit=solbakken)
    Requirement.objects.update(in_force_at=None)
    shown = text(page(client, ingrid, "requirement", rule.key))
    assert "Gjelder 5 ansatte i 2 enheter." in shown and "Minst" not in shown


def finish(people, release, part):
    rows = [
        Completion(person=one, release=release, package=release.package, major=release.major, part=part)
        for one in people
    ]
    Completion.objects.bulk_create(rows)


@pytest.mark.parametrize(("done", "said"), [(9, ""), (10, "Minst 10"), (14, "Minst 10"), (16, "")])
def test_a_draft_tells_how_many_are_done_in_whole_tens_and_never_of_few(
    client, rule, nora, kari, ingrid, solbakken, release, done, said
):
    staff = [MembershipFactory(unit=solbakken).person for _ in range(18)]
    for part in Part.objects.filter(release=release).values_list("identifier", flat=True):
        finish(staff[:done], release, part)
    Requirement.objects.update(in_force_at=None)
    shown = text(page(client, ingrid, "requirement", rule.key))
    assert "Gjelder 20 ansatte i 1 enhet." in shown
    assert ("har allerede gjort det" in shown) == bool(said) and said in shown


@pytest.mark.parametrize("drawn", ["role", "unit", "min_share", "started_after"])
def test_no_draft_drawn_around_one_person_tells_how_they_stand(
    client, rule, nora, kari, ingrid, solbakken, release, drawn
):
    leaders = [MembershipFactory(unit=solbakken, role="leader").person for _ in range(30)]
    Requirement.objects.update(in_force_at=None)
    values = {"role": "leader", "unit": solbakken.pk, "min_share": 10, "started_after": dt.date(2001, 1, 1)}
    Requirement.objects.update(**{drawn: values[drawn]})
    before = text(page(client, ingrid, "requirement", rule.key))
    for part in Part.objects.filter(release=release).values_list("identifier", flat=True):
        finish([kari, *leaders], release, part)
    after = text(page(client, ingrid, "requirement", rule.key))
    assert "Gjelder" in before
    assert [line for line in before.split("<") if "Gjelder" in line] == [
        line for line in after.split("<") if "Gjelder" in line
    ]
    assert "allerede gjort" not in after


def test_a_draft_for_few_says_fewer_than_five(client, rule, nora, kari, ingrid):
    Requirement.objects.update(in_force_at=None, role="leader")
    shown = text(page(client, ingrid, "requirement", rule.key))
    assert "Gjelder færre enn fem ansatte." in shown and "1 ansatt" not in shown


@pytest.mark.parametrize("name", ["requirements", "requirement", "end"])
def test_the_coordinator_sees_how_many_are_asked_and_never_how_few_stand(
    client, rule, solbakken, lyngvik, ingrid, name
):
    def card(**state):
        return ObligationFactory(unit=solbakken, requirement=rule, **state)

    args = [] if name == "requirements" else [rule.key]
    for _ in range(12):
        card()
    before = text(page(client, ingrid, name, *args))
    card(paused_on=today())
    for _ in range(3):
        card(state="waived", waived_on=today())
    Obligation.objects.filter(pk=Obligation.objects.filter(state="due", paused_on=None).first().pk).update(
        state="done", done_on=today()
    )
    after = text(page(client, ingrid, name, *args))
    assert after.split("<main")[1].split("csrf")[0] == before.split("<main")[1].split("csrf")[0]
    if name != "end":
        assert ">12<" in after and "Fritatt" not in after and "I permisjon" not in after


@pytest.mark.parametrize(("number", "said"), [(0, ">0<"), (1, "færre enn fem"), (4, "færre enn fem"), (5, ">5<")])
def test_few_who_are_asked_are_not_counted(client, rule, solbakken, ingrid, number, said):
    for _ in range(number):
        ObligationFactory(unit=solbakken, requirement=rule)
    for name, args in (("requirements", []), ("requirement", [rule.key])):
        shown = text(page(client, ingrid, name, *args))
        assert said in shown and ("færre enn fem" in shown) == (said == "færre enn fem")
