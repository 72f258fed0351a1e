"""Two editors of the organisation that owns the installation."""

import pytest

from tryggby.knowledge.tree import grow, join
from tryggby.organisations.door import Appointment
from tryggby.organisations.factories import AppointmentFactory, InstallationFactory
from tryggby.people.factories import PersonFactory


@pytest.fixture
def installation(db):
    """Whose place this is."""
    return InstallationFactory()


@pytest.fixture
def editor(installation):
    """Randi writes."""
    person = PersonFactory(given_name="Randi")
    AppointmentFactory(person=person, organisation=installation.owner, role=Appointment.Role.EDITOR)
    grow("nb")
    join(person)
    return person


@pytest.fixture
def reader(installation):
    """Leif reads what others write."""
    person = PersonFactory(given_name="Leif")
    AppointmentFactory(person=person, organisation=installation.owner, role=Appointment.Role.EDITOR)
    grow("nb")
    join(person)
    return person
