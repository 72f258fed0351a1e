"""The people tried on the room's pages: a leader of a school, her coordinator, a leader elsewhere."""

import pytest
from django.test import Client

from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.voices.factories import ChannelFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person) -> Client:
    """A browser of that person."""
    client = Client()
    client.force_login(person, BACKEND)
    return client


@pytest.fixture
def solvik(db):
    """The municipality."""
    return OrganisationFactory(name="Solvik kommune")


@pytest.fixture
def fjell(solvik):
    """A school in Solvik."""
    return UnitFactory(organisation=solvik, name="Fjell skole")


@pytest.fixture
def randi(fjell):
    """Leads Fjell school."""
    return MembershipFactory(unit=fjell, role="leader").person


@pytest.fixture
def kari(solvik):
    """Coordinates Solvik."""
    return AppointmentFactory(organisation=solvik).person


@pytest.fixture
def odd(db):
    """Leads a school in another municipality."""
    return MembershipFactory(unit__organisation__name="Nabovik kommune", role="leader").person


@pytest.fixture
def channel(fjell):
    """An open channel at Fjell school, in every language."""
    return ChannelFactory(unit=fjell, name="Fjell skole")
