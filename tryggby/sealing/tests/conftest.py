"""Solvik with two readers, three who may become holders, a privacy officer and a leader; a neighbour."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from tryggby.organisations.door import Appointment
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.sealing.factories import HolderFactory, make_reader


@pytest.fixture
def solvik(db):
    """People by first name; `neighbour` works elsewhere."""
    owner = OrganisationFactory(name="Solvik kommune")
    unit = UnitFactory(organisation=owner, name="Havna skole")
    people = {
        name: PersonFactory(given_name=name) for name in ("Amina", "Bo", "Hanne", "Ivar", "Jorunn", "Knut", "Sara")
    }
    for name, person in people.items():
        MembershipFactory(person=person, unit=unit, role="leader" if name == "Sara" else "employee")
    AppointmentFactory(person=people["Knut"], organisation=owner, role=Appointment.Role.PRIVACY_OFFICER)
    neighbour = MembershipFactory(unit=UnitFactory(name="Fjell skole")).person
    named = {name.lower(): person for name, person in people.items()}
    return SimpleNamespace(owner=owner, unit=unit, neighbour=neighbour, **named)


@pytest.fixture
def holders(solvik):
    """Hanne, Ivar and Jorunn are key holders with keys of their own."""
    for person in (solvik.hanne, solvik.ivar, solvik.jorunn):
        HolderFactory(
            organisation=solvik.owner,
            person=person,
            proposed_by=solvik.knut,
            agreed_by=solvik.sara,
            agreed_at=timezone.now(),
        )
    return [make_reader(person) for person in (solvik.hanne, solvik.ivar, solvik.jorunn)]
