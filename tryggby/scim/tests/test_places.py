"""What the directory says becomes places and access: groups, rules, leavers, those who come back."""

import datetime as dt

import pytest

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.organisations.door import Appointment, Membership
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory
from tryggby.people.door import Person
from tryggby.people.factories import PersonFactory
from tryggby.scim.actions import end_rule, set_rule, settle_soon
from tryggby.scim.jobs import settle_waiting
from tryggby.scim.models import ScimAccount, ScimGroup
from tryggby.scim.tests.conftest import ENTERPRISE

NORA = "nora@lyngvik.example"


def yesterday():
    return today() - dt.timedelta(days=1)


def rule(city, group, unit=None, role="employee"):
    return set_rule(by=city.kari, group=ScimGroup.objects.get(key=group), unit=unit or city.school, role=role)


def places(email=NORA):
    held = Membership.objects.live().filter(person__email=email)
    return sorted(held.values_list("unit__name", "role"))


def account(email=NORA):
    return ScimAccount.objects.get(user_name=email)


def test_nobody_is_made_before_they_have_a_place(city):
    nora = city.entra.add_user()
    city.entra.add_group("Lærere", nora)
    assert not Person.objects.filter(email=NORA).exists()
    assert account().person is None


def test_a_mapped_group_gives_a_place(city):
    nora = city.entra.add_user(number="7")
    group = city.entra.add_group("Lærere", nora)
    rule(city, group)
    assert places() == [("Solbakken skole", "employee")]
    person = Person.objects.get(email=NORA)
    assert (person.name, person.external_id) == ("Nora Dahl", f"{city.lyngvik.key}:7")
    assert not person.has_usable_password()
    assert Entry.objects.filter(verb="add_membership", organisation=city.lyngvik.pk, actor=city.kari.pk).exists()


def test_several_groups_give_several_places(city):
    nora = city.entra.add_user()
    rule(city, city.entra.add_group("Lærere", nora))
    leaders = city.entra.add_group("Styrere Myra")
    rule(city, leaders, city.nursery, "leader")
    answer = city.entra.patch(f"Groups/{leaders}", ("add", "members", [{"value": nora}]))
    assert answer.status_code == 204
    assert places() == [("Myra barnehage", "leader"), ("Solbakken skole", "employee")]


def test_out_of_the_group_is_out_of_the_unit_from_today(city):
    nora = city.entra.add_user()
    group = city.entra.add_group("Lærere", nora)
    rule(city, group)
    Membership.objects.update(since=dt.date(2026, 1, 1))
    city.entra.patch(f"Groups/{group}", ("remove", f'members[value eq "{nora}"]', None))
    assert Membership.objects.get(person__email=NORA).until == yesterday()
    assert places() == []


def test_two_groups_for_one_place_end_it_only_together(city):
    nora = city.entra.add_user()
    first, second = city.entra.add_group("Lærere", nora), city.entra.add_group("Assistenter", nora)
    rule(city, first)
    rule(city, second)
    city.entra.ask("DELETE", f"Groups/{first}")
    assert places() == [("Solbakken skole", "employee")]
    end_rule(by=city.kari, group=ScimGroup.objects.get(key=second))
    assert places() == []


def test_another_rule_moves_the_people(city):
    nora = city.entra.add_user()
    group = city.entra.add_group("Lærere", nora)
    rule(city, group)
    Membership.objects.update(since=dt.date(2026, 1, 1))
    rule(city, group, city.nursery)
    assert places() == [("Myra barnehage", "employee")]
    assert Membership.objects.filter(unit=city.school, until=yesterday()).count() == 1


@pytest.mark.parametrize("operation", [("Replace", "active", "False"), ("replace", None, {"active": False})])
def test_a_deactivated_account_closes_every_place_and_the_sessions(city, operation):
    nora = city.entra.add_user()
    rule(city, city.entra.add_group("Lærere", nora))
    by_hand = MembershipFactory(person=Person.objects.get(email=NORA), unit=city.nursery, share=40)
    Membership.objects.update(since=dt.date(2026, 1, 1))
    epoch = Person.objects.get(email=NORA).session_epoch
    assert city.entra.patch(f"Users/{nora}", operation).status_code == 204
    person = Person.objects.get(email=NORA)
    assert (places(), person.is_active, person.session_epoch > epoch) == ([], False, True)
    by_hand.refresh_from_db()
    assert by_hand.until == yesterday()
    assert Membership.objects.filter(person=person).count() == 2
    assert account().deactivated_at is not None
    assert Entry.objects.filter(verb="deactivate_scim_account").count() == 1


def test_active_again_begins_anew_and_keeps_what_was(city):
    nora = city.entra.add_user()
    rule(city, city.entra.add_group("Lærere", nora))
    person = Person.objects.get(email=NORA)
    MembershipFactory(person=person, unit=city.nursery, share=40)
    Membership.objects.update(since=dt.date(2026, 1, 1))
    city.entra.patch(f"Users/{nora}", ("replace", "active", False))
    city.entra.patch(f"Users/{nora}", ("replace", "active", True))
    person.refresh_from_db()
    assert person.is_active
    assert places() == [("Myra barnehage", "employee"), ("Solbakken skole", "employee")]
    assert Membership.objects.filter(person=person, until=yesterday()).count() == 2
    assert Membership.objects.get(person=person, unit=city.nursery, until=None).share == 40
    city.entra.patch(f"Users/{nora}", ("replace", "title", "Lærer"))
    assert Membership.objects.filter(person=person).count() == 4


def test_a_deleted_account_ends_the_places_and_leaves_the_history(city):
    nora = city.entra.add_user()
    rule(city, city.entra.add_group("Lærere", nora))
    Membership.objects.update(since=dt.date(2026, 1, 1))
    assert city.entra.ask("DELETE", f"Users/{nora}").status_code == 204
    assert not ScimAccount.objects.exists()
    assert Membership.objects.get(person__email=NORA).until == yesterday()
    assert not Person.objects.get(email=NORA).is_active


def test_a_role_ends_with_the_account_but_not_the_last_coordinators(city):
    kari = city.entra.add_user("Kari", userName=city.kari.email)
    city.entra.patch(f"Users/{kari}", ("replace", "active", False))
    assert Appointment.objects.live().filter(person=city.kari).exists()
    assert account(city.kari.email).snag == "last_coordinator"
    city.kari.refresh_from_db()
    assert city.kari.is_active
    AppointmentFactory(organisation=city.lyngvik)
    city.entra.patch(f"Users/{kari}", ("replace", "displayName", "Kari"))
    assert not Appointment.objects.live().filter(person=city.kari).exists()
    city.kari.refresh_from_db()
    assert not city.kari.is_active


def test_who_is_here_from_a_file_is_the_same_person(city):
    person = PersonFactory(email="n.dahl@lyngvik.example", given_name="Nora", external_id=f"{city.lyngvik.key}:7")
    MembershipFactory(person=person, unit=city.school, share=60)
    nora = city.entra.add_user(number="7")
    rule(city, city.entra.add_group("Lærere", nora))
    person.refresh_from_db()
    assert (person.email, person.family_name) == (NORA, "Dahl")
    assert person.memberships.get().share == 60
    assert Person.objects.filter(given_name="Nora").count() == 1


def test_another_employers_people_are_left_alone(city):
    stein = PersonFactory(email=NORA, given_name="Stein", family_name="Li")
    there = MembershipFactory(person=stein, unit=city.foreign)
    nora = city.entra.add_user(number="7")
    rule(city, city.entra.add_group("Lærere", nora))
    city.entra.patch(f"Users/{nora}", ("replace", 'emails[type eq "work"].value', "kapret@ond.example"))
    stein.refresh_from_db()
    assert (stein.email, stein.given_name, account().snag) == (NORA, "Stein", "guarded")
    city.entra.patch(f"Users/{nora}", ("replace", "active", False))
    stein.refresh_from_db()
    there.refresh_from_db()
    assert (stein.is_active, there.until) == (True, None)


def test_an_address_that_is_taken_stays_with_its_owner(city):
    PersonFactory(email="ola@lyngvik.example", given_name="Ola")
    nora = city.entra.add_user(number="7")
    rule(city, city.entra.add_group("Lærere", nora))
    city.entra.patch(f"Users/{nora}", ("add", 'emails[type eq "work"].value', "ola@lyngvik.example"))
    assert account().snag == "address_taken"
    assert Person.objects.get(email="ola@lyngvik.example").given_name == "Ola"


def test_an_account_without_an_address_waits_for_one(city):
    nora = city.entra.add_user(userName="nora-dahl")
    rule(city, city.entra.add_group("Lærere", nora))
    assert account("nora-dahl").snag == "no_address"
    city.entra.patch(f"Users/{nora}", ("add", 'emails[type eq "work"].value', NORA))
    assert (places(), account("nora-dahl").snag) == ([("Solbakken skole", "employee")], "")


def test_many_people_are_settled_by_the_worker(city, monkeypatch):
    monkeypatch.setattr("tryggby.scim.actions.settle.AT_ONCE", 2)
    group = city.entra.add_group("Lærere", *(city.entra.add_user(name) for name in ("Nora", "Emil", "Lise")))
    rule(city, group)
    assert places() == []
    assert settle_waiting() == 3
    assert places() == [("Solbakken skole", "employee")]
    assert settle_waiting() == 0


def test_settling_again_changes_nothing(city):
    nora = city.entra.add_user(number="7")
    rule(city, city.entra.add_group("Lærere", nora))
    before = Entry.objects.count()
    settle_soon({account().pk})
    assert Entry.objects.count() == before


TWICE = {
    "number": ({"number": "7"}, {"number": "7"}),
    "address": ({"number": "7"}, {"number": "8"}),
    "address alone": ({}, {}),
}


@pytest.fixture(params=TWICE)
def twice(request, city):
    """Nora and Emil have one number or one address in the directory; both are in the group. Returns Nora's account."""
    nora, emil = (
        {**more, "emails": [{"value": "post@lyngvik.example", "type": "work"}]} if "address" in request.param else more
        for more in TWICE[request.param]
    )
    first = city.entra.add_user("Nora", **nora)
    rule(city, city.entra.add_group("Lærere", first, city.entra.add_user("Emil", **emil)))
    return first


@pytest.mark.shows("drills.4")
def test_two_accounts_with_one_number_or_address_never_become_one_person(city, twice, client):
    held = account().person
    assert (held.given_name, account("emil@lyngvik.example").person) == ("Nora", None)
    client.force_login(city.kari, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/oppsett/scim/").text
    assert "Se på disse" in page and "emil@lyngvik.example" in page
    city.entra.patch(f"Users/{twice}", ("replace", "active", False))
    settle_waiting()
    held.refresh_from_db()
    assert (held.given_name, held.is_active, account().person) == ("Nora", False, held)
    assert account("emil@lyngvik.example").snag in ("shared", "other_id")


@pytest.mark.shows("drills.4")
def test_who_leaves_takes_nothing_from_the_one_who_is_still_employed(city, twice):
    emil = account("emil@lyngvik.example")
    change = [{"value": "emil@lyngvik.example", "type": "work"}]
    city.entra.patch(
        f"Users/{emil.key}", ("replace", "emails", change), ("replace", f"{ENTERPRISE}:employeeNumber", "9")
    )
    Membership.objects.update(since=dt.date(2026, 1, 1))
    city.entra.patch(f"Users/{twice}", ("replace", "active", False))
    emil.refresh_from_db()
    assert (emil.snag, emil.person.given_name, emil.person.is_active) == ("", "Emil", True)
    assert places("emil@lyngvik.example") == [("Solbakken skole", "employee")]
    assert not account().person.is_active


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize("is_deleted", [True, False])
def test_an_account_made_anew_finds_its_person(city, is_deleted):
    nora = city.entra.add_user(number="7")
    group = city.entra.add_group("Lærere", nora)
    rule(city, group)
    person = Person.objects.get(email=NORA)
    Membership.objects.update(since=dt.date(2026, 1, 1))
    if is_deleted:
        city.entra.ask("DELETE", f"Users/{nora}")
    else:
        city.entra.patch(f"Users/{nora}", ("replace", "active", False))
    again = city.entra.add_user(number="7", userName="nora2@lyngvik.example")
    city.entra.patch(f"Groups/{group}", ("add", "members", [{"value": again}]))
    person.refresh_from_db()
    assert (account("nora2@lyngvik.example").person, person.is_active) == (person, True)
    assert places("nora2@lyngvik.example") == [("Solbakken skole", "employee")]
    if not is_deleted:
        city.entra.ask("DELETE", f"Users/{nora}")
        assert places("nora2@lyngvik.example") == [("Solbakken skole", "employee")]
        assert not ScimAccount.objects.sharing().exists()


def test_the_next_in_line_is_looked_at_when_the_number_is_free(city):
    nora, emil = city.entra.add_user(number="7"), city.entra.add_user("Emil", number="7")
    rule(city, city.entra.add_group("Lærere", nora, emil))
    assert account("emil@lyngvik.example").snag == "shared"
    city.entra.patch(f"Users/{nora}", ("replace", f"{ENTERPRISE}:employeeNumber", "8"))
    assert settle_waiting() == 1
    assert places("emil@lyngvik.example") == places() == [("Solbakken skole", "employee")]
    assert account().person != account("emil@lyngvik.example").person


def test_a_number_that_somebody_else_has_is_shown(city):
    nora, emil = city.entra.add_user(number="7"), city.entra.add_user("Emil", number="8")
    rule(city, city.entra.add_group("Lærere", nora, emil))
    city.entra.patch(f"Users/{emil}", ("replace", f"{ENTERPRISE}:employeeNumber", "7"))
    emil = account("emil@lyngvik.example")
    assert (emil.snag, emil.person.given_name) == ("shared", "Emil")
    assert emil.person.external_id.endswith(":8")
