"""People that the room's tests share, by name."""

import pytest

from tryggby.organisations.door import Appointment
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory
from tryggby.packages.factories import make_release
from tryggby.people.factories import PersonFactory


@pytest.fixture
def release(db):
    """A small package."""
    return make_release()


@pytest.fixture
def amina(db):
    """Works in a kindergarten."""
    return MembershipFactory(person=PersonFactory(given_name="Amina")).person


@pytest.fixture
def jonas(db):
    """Teaches in a school."""
    return MembershipFactory(person=PersonFactory(given_name="Jonas"), unit__service__code="skole").person


@pytest.fixture
def editor(db):
    """Looks after packages."""
    return AppointmentFactory(role=Appointment.Role.EDITOR).person


@pytest.fixture
def as_(client):
    """The test client, signed in as somebody."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in
