"""Who may: standing, reach, and what a foreign key gives."""

import datetime as dt

import pytest

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.organisations.access import keeps, kept, leads, overseen, standing
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, PartnershipFactory, UnitFactory
from tryggby.organisations.models import Unit
from tryggby.people.door import Person


def names(units):
    return sorted(unit.name for unit in units)


def test_a_leader_sees_the_tree_below(city):
    below = UnitFactory(organisation=city.lyngvik, parent=city.kindergarten, name="Avdeling Blå")
    assert names(Unit.objects.visible_to(city.lise)) == ["Avdeling Blå", "Myra barnehage", "Solbakken skole"]
    assert leads(city.lise, below)
    assert not leads(city.amina, city.school)
    assert names(Unit.objects.visible_to(city.amina)) == ["Solbakken skole"]


def test_a_coordinator_reaches_own_and_partner_units_only(city):
    assert names(Unit.objects.visible_to(city.kari)) == ["Myra barnehage", "Politistasjonen", "Solbakken skole"]
    assert names(Unit.objects.visible_to(city.siri)) == ["Steinvik skole"]
    assert standing(city.kari).units == frozenset(Unit.objects.visible_to(city.kari).values_list("pk", flat=True))


def test_an_ended_role_gives_nothing(city):
    city.kari.appointments.update(until=today() - dt.timedelta(days=1))
    assert not Unit.objects.visible_to(Person.objects.get(pk=city.kari.pk)).exists()


def test_a_partner_without_a_coordinator_is_kept_by_those_it_agreed_with(city):
    assert keeps(city.kari, city.police)
    AppointmentFactory(organisation=city.police)
    kari = Person.objects.get(pk=city.kari.pk)
    assert not keeps(kari, city.police)
    assert standing(kari).reach == {city.lyngvik.pk, city.police.pk}


def test_a_partner_with_a_coordinator_is_seen_but_not_changed(city):
    PartnershipFactory(organisation=city.lyngvik, partner=city.steinvik)
    assert "Steinvik skole" in names(Unit.objects.visible_to(city.kari))
    assert city.steinvik.pk not in kept(city.kari)


def test_roles_are_overseen_by_coordinator_and_privacy_officer(city):
    assert overseen(city.kari) == overseen(city.per) == {city.lyngvik.pk}
    assert not overseen(city.lise)


def test_several_memberships_add_up(city):
    MembershipFactory(person=city.amina, unit=city.foreign, share=20)
    assert names(Unit.objects.visible_to(city.amina)) == ["Solbakken skole", "Steinvik skole"]


PAGES = [
    ("/enheter/", {"kari", "siri"}),
    ("/enheter/ny/", {"kari", "siri"}),
    ("/enheter/import/", {"kari", "siri"}),
    ("/enheter/import/mal.csv", {"kari", "siri"}),
    ("/organisasjoner/", {"kari", "siri"}),
    ("/organisasjoner/ny/", {"kari", "siri"}),
    ("/organisasjoner/avtaler/ny/", {"kari", "siri"}),
    ("/styring/roller/", {"kari", "siri", "per"}),
    ("/styring/roller/ny/", {"kari", "siri"}),
    ("/enheter/{school}/", {"kari"}),
    ("/enheter/{school}/stenging/", {"kari"}),
    ("/enheter/{school}/tilhorighet/", {"kari"}),
    ("/enheter/{station}/", {"kari"}),
    ("/enheter/{foreign}/", {"siri"}),
    ("/enheter/{foreign}/stenging/", {"siri"}),
    ("/enheter/{foreign}/tilhorighet/", {"siri"}),
    ("/tilhorigheter/{membership}/slutt/", {"kari"}),
    ("/tilhorigheter/{foreign_membership}/slutt/", {"siri"}),
    ("/organisasjoner/avtaler/{agreement}/slutt/", {"kari"}),
    ("/styring/roller/{role}/slutt/", {"kari"}),
    ("/styring/roller/{foreign_role}/slutt/", {"siri"}),
    ("/oppsett/", set()),
    ("/enheter/zzzzzzzzzz/", set()),
]


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize("name", ["kari", "per", "siri", "lise", "amina", "ola", "stein"])
def test_everybody_on_every_page(client, city, name):
    keys = {
        "school": city.school.key,
        "station": city.station.key,
        "foreign": city.foreign.key,
        "membership": city.amina.memberships.get().key,
        "foreign_membership": city.stein.memberships.get().key,
        "agreement": city.lyngvik.partnerships.get().key,
        "role": city.per.appointments.get().key,
        "foreign_role": city.siri.appointments.get().key,
    }
    client.force_login(getattr(city, name))
    entries = Entry.objects.count()
    for path, may in PAGES:
        address = path.format(**keys)
        assert client.get(address).status_code == (200 if name in may else 404), address
        if name not in may:
            assert client.post(address, {"email": "x@y.example"}).status_code in {404, 405}, address
    assert Entry.objects.count() == entries


def test_a_visitor_is_sent_to_sign_in(client, city):
    for path, _ in PAGES:
        if path != "/oppsett/":
            assert client.get(path)["Location"].startswith("/logg-inn/")
