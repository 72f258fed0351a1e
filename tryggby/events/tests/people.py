"""The people tried on every page: a coordinator, one of another municipality, a leader, a doorkeeper."""

import pytest
from django.test import Client

from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, UnitFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person) -> Client:
    """A browser of that person."""
    client = Client()
    client.force_login(person, BACKEND)
    return client


@pytest.fixture
def kari(db):
    """Coordinates Solvik."""
    return AppointmentFactory(organisation__name="Solvik kommune").person


@pytest.fixture
def solvik(kari):
    """Kari's municipality."""
    return kari.appointments.get().organisation


@pytest.fixture
def odd(db):
    """Coordinates another municipality."""
    return AppointmentFactory(organisation__name="Nabovik kommune").person


@pytest.fixture
def leif(solvik):
    """Leads a kindergarten in Solvik, with two people."""
    unit = UnitFactory(organisation=solvik)
    MembershipFactory(unit=unit)
    MembershipFactory(unit=unit)
    return MembershipFactory(unit=unit, role="leader").person
