"""A small city for the room's tests: people with names, in two municipalities."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tryggby.organisations.factories import (
    AppointmentFactory,
    InstallationFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartnershipFactory,
    UnitFactory,
)
from tryggby.people.factories import PersonFactory


@pytest.fixture
def city(db):
    """Lyngvik with two units, its partner the police, and the neighbour Steinvik."""
    lyngvik = OrganisationFactory(name="Lyngvik kommune", org_number="900000001")
    steinvik = OrganisationFactory(name="Steinvik kommune", org_number="900000002")
    police = OrganisationFactory(name="Lyngvik politistasjon", kind="police", org_number="900000003")
    MunicipalityFactory(organisation=lyngvik, number="3001")
    InstallationFactory(owner=lyngvik)
    PartnershipFactory(organisation=lyngvik, partner=police)
    school = UnitFactory(organisation=lyngvik, name="Solbakken skole", service__code="skole")
    kindergarten = UnitFactory(organisation=lyngvik, name="Myra barnehage", parent=school)
    station = UnitFactory(organisation=police, name="Politistasjonen", service__code="politi")
    foreign = UnitFactory(organisation=steinvik, name="Steinvik skole", service__code="skole")
    cast = {
        "kari": ("Kari", "Berg", lyngvik, "coordinator"),
        "per": ("Per", "Vik", lyngvik, "privacy_officer"),
        "siri": ("Siri", "Moen", steinvik, "coordinator"),
    }
    people = {}
    for name, (given, family, organisation, role) in cast.items():
        people[name] = PersonFactory(given_name=given, family_name=family, email=f"{name}@lyngvik.example")
        AppointmentFactory(person=people[name], organisation=organisation, role=role)
    for name, unit, role in (
        ("lise", school, "leader"),
        ("amina", school, "employee"),
        ("ola", station, "employee"),
        ("stein", foreign, "leader"),
    ):
        people[name] = PersonFactory(given_name=name.title(), family_name="Dahl", email=f"{name}@lyngvik.example")
        MembershipFactory(person=people[name], unit=unit, role=role, since=dt.date(2025, 8, 1))
    places = {"lyngvik": lyngvik, "steinvik": steinvik, "police": police, "school": school}
    places |= {"kindergarten": kindergarten, "station": station, "foreign": foreign}
    return SimpleNamespace(**places, **people)


@pytest.fixture
def as_kari(client, city):
    """Kari, coordinator of Lyngvik, signed in."""
    client.force_login(city.kari)
    return client
