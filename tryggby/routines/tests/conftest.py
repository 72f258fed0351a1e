"""Furulia barnehage: Sara leads, Bo and Kari work there; a leader above, a neighbour and the coordinator."""

from types import SimpleNamespace

import pytest

from tryggby.help.door import load_shipped as load_help
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.routines.factories import make_routine


@pytest.fixture
def furulia(db):
    """The kindergarten, its people, and others who may not see everything."""
    owner = OrganisationFactory(name="Solvik kommune")
    above = UnitFactory(name="Oppvekst", organisation=owner)
    unit = UnitFactory(name="Furulia barnehage", organisation=owner, parent=above)
    people = {name: PersonFactory(given_name=name, family_name="Lie") for name in ("Sara", "Bo", "Kari")}
    for name, person in people.items():
        MembershipFactory(person=person, unit=unit, role="leader" if name == "Sara" else "employee")
    elsewhere = UnitFactory(name="Fjellbygd skole")
    return SimpleNamespace(
        unit=unit,
        owner=owner,
        elsewhere=elsewhere,
        chief=MembershipFactory(unit=above, role="leader").person,
        neighbour=MembershipFactory(unit=elsewhere, role="leader").person,
        coordinator=AppointmentFactory(organisation=owner).person,
        **{name.lower(): person for name, person in people.items()},
    )


@pytest.fixture
def routine(db):
    """A template of one version."""
    return make_routine()


@pytest.fixture
def registered(db):
    """The help register's lines and sections of the law."""
    load_help(by=None)


@pytest.fixture
def login(client):
    """Sign a person in and give back the client."""

    def login(person):
        client.force_login(person)
        return client

    return login
