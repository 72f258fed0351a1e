"""The verbs: one audit entry each, done once, and sessions that end when a role changes."""

import datetime as dt

import pytest

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.organisations import door
from tryggby.organisations.door import LastCoordinator, Membership, Organisation, Role, Unit
from tryggby.organisations.factories import PersonFactory, ServiceFactory
from tryggby.people.door import Person


def epoch(person):
    return Person.objects.values_list("session_epoch", flat=True).get(pk=person.pk)


def test_a_unit_is_added_once(city):
    values = {"organisation": city.lyngvik, "name": "Vika SFO", "service": ServiceFactory(code="skole")}
    first = door.add_unit(by=city.kari, once="abc", **values)
    assert door.add_unit(by=city.kari, once="abc", **values) == first
    assert Entry.objects.get(verb="add_unit").organisation == city.lyngvik.pk


def test_an_organisation_has_its_number(city):
    made = door.add_organisation(by=None, name="Fjordvik", kind="municipality", municipality_number="3002")
    assert made.numbers.get().number == "3002"
    assert door.add_organisation(by=None, name="A", kind="voluntary", once="x").pk == (
        door.add_organisation(by=None, name="A", kind="voluntary", once="x").pk
    )


def test_a_membership_begins_and_the_session_ends(city):
    before = epoch(city.amina)
    held = door.add_membership(by=city.kari, person=city.amina, unit=city.kindergarten, share=40)
    assert (held.share, held.since, held.until) == (40, today(), None)
    assert epoch(city.amina) == before + 1
    assert Entry.objects.get().facts == {"role": "employee"}


def test_the_same_membership_is_kept_with_the_new_share(city):
    held = door.add_membership(by=city.kari, person=city.amina, unit=city.school, share=60)
    assert held.since == dt.date(2025, 8, 1)
    assert Membership.objects.get(person=city.amina).share == 60


def test_a_membership_ends_from_today(city):
    held = city.amina.memberships.get()
    door.end_membership(by=city.kari, membership=held)
    held.refresh_from_db()
    assert held.until == today() - dt.timedelta(days=1)
    assert not Unit.objects.visible_to(Person.objects.get(pk=city.amina.pk)).exists()


def test_a_membership_that_began_today_is_as_if_it_never_was(city):
    held = door.add_membership(by=city.kari, person=city.amina, unit=city.kindergarten)
    door.end_membership(by=city.kari, membership=held)
    assert city.amina.memberships.count() == 1
    assert Entry.objects.filter(verb="end_membership", object_id=str(held.pk)).exists()


def test_closing_a_unit_ends_what_is_in_it(city):
    door.close_unit(by=city.kari, unit=city.school)
    door.close_unit(by=city.kari, unit=city.school)
    assert not Membership.objects.filter(unit=city.school, until__isnull=True).exists()
    assert Entry.objects.get().facts == {"ended": 2}
    assert epoch(city.lise) == epoch(city.amina) == 1


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_given_and_taken_back(city, role):
    given = door.appoint(by=city.kari, person=city.amina, organisation=city.lyngvik, role=role)
    assert door.appoint(by=city.kari, person=city.amina, organisation=city.lyngvik, role=role) == given
    assert door.is_appointed(Person.objects.get(pk=city.amina.pk), role, city.lyngvik)
    door.end_appointment(by=city.kari, appointment=given)
    assert not door.is_appointed(Person.objects.get(pk=city.amina.pk), role)
    assert epoch(city.amina) == 2
    assert [entry.verb for entry in Entry.objects.all()] == ["end_appointment", "appoint"]


def test_the_last_coordinator_stays(city):
    with pytest.raises(LastCoordinator):
        door.end_appointment(by=city.kari, appointment=city.kari.appointments.get())
    door.appoint(by=city.kari, person=city.lise, organisation=city.lyngvik, role=Role.COORDINATOR)
    door.end_appointment(by=city.kari, appointment=city.kari.appointments.get())
    assert not door.coordinates(Person.objects.get(pk=city.kari.pk), city.lyngvik)


def test_a_session_ends_when_the_role_changes(client, city):
    client.force_login(city.amina)
    assert client.get("/min-side/").status_code == 200
    door.appoint(by=city.kari, person=city.amina, organisation=city.lyngvik, role=Role.EDITOR)
    assert client.get("/min-side/").status_code == 302


def test_an_agreement_is_made_once_and_ends(city):
    agreed = door.agree_partnership(by=city.siri, organisation=city.lyngvik, partner=city.steinvik)
    assert door.agree_partnership(by=city.siri, organisation=city.lyngvik, partner=city.steinvik) == agreed
    door.end_partnership(by=city.siri, partnership=agreed, on=today())
    agreed.refresh_from_db()
    assert agreed.until == today()


def test_a_person_is_found_by_address_whatever_the_case(city):
    from tryggby.people.door import add_person

    assert add_person(by=city.kari, email=" AMINA@lyngvik.example", given_name="En", family_name="Annen") == city.amina
    assert Person.objects.get(pk=city.amina.pk).given_name == "Amina"
    PersonFactory(email="borte@lyngvik.example", left_at="2026-01-01T00:00Z")
    assert add_person(by=city.kari, email="borte@lyngvik.example", given_name="B").left_at is None


def test_names_of_acts_and_what_is_stored_are_told(client, city):
    client.force_login(city.amina)
    text = client.get("/min-side/lagret/").content.decode()
    assert "Solbakken skole" in text
    assert "01.08.2025" in text


def test_the_installation_is_read_once_per_request(city, rf, django_assert_num_queries):
    request = rf.get("/")
    with django_assert_num_queries(1):
        assert door.installation(request).owner.name == "Lyngvik kommune"
        assert door.installation(request).owner == city.lyngvik
    assert Organisation.objects.coordinated_by(city.kari).get() == city.lyngvik
