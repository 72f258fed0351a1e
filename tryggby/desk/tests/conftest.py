"""The people and places the desk's tests use, by name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tryggby.mentoring.factories import MandateFactory
from tryggby.organisations.door import Role
from tryggby.organisations.factories import (
    AppointmentFactory,
    InstallationFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
)
from tryggby.people.factories import PersonFactory


@pytest.fixture
def solvik(db):
    """The municipality that owns the installation."""
    organisation = OrganisationFactory(name="Solvik kommune")
    InstallationFactory(owner=organisation, department="Avdeling for oppvekst")
    return organisation


@pytest.fixture
def furulia(solvik):
    """A kindergarten in Solvik."""
    return UnitFactory(organisation=solvik, name="Furulia barnehage")


@pytest.fixture
def sara(furulia):
    """Leads Furulia."""
    return MembershipFactory(
        person=PersonFactory(given_name="Sara", family_name="Lien"), unit=furulia, role="leader"
    ).person


@pytest.fixture
def amina(furulia):
    """Works in Furulia and is its mentor."""
    person = MembershipFactory(person=PersonFactory(given_name="Amina", family_name="Yusuf"), unit=furulia).person
    MandateFactory(person=person, unit=furulia)
    return person


@pytest.fixture
def ola(furulia):
    """Works in Furulia."""
    return MembershipFactory(person=PersonFactory(given_name="Ola", family_name="Berg"), unit=furulia).person


@pytest.fixture
def kari(solvik):
    """Coordinates Solvik's programmes."""
    return AppointmentFactory(person=PersonFactory(given_name="Kari", family_name="Moen"), organisation=solvik).person


@pytest.fixture
def fjellvik(db):
    """The neighbour municipality."""
    return OrganisationFactory(name="Fjellvik kommune")


@pytest.fixture
def nils(fjellvik):
    """Leads a school in Fjellvik."""
    unit = UnitFactory(organisation=fjellvik, name="Fjellvik skole", service__code="skole")
    person = PersonFactory(given_name="Nils", family_name="Fjell")
    return MembershipFactory(person=person, unit=unit, role="leader").person


@pytest.fixture
def berit(fjellvik):
    """Coordinates Fjellvik's programmes."""
    person = PersonFactory(given_name="Berit", family_name="Foss")
    return AppointmentFactory(person=person, organisation=fjellvik).person


@pytest.fixture
def per(solvik):
    """Solvik's privacy officer."""
    return AppointmentFactory(
        person=PersonFactory(given_name="Per", family_name="Vik"), organisation=solvik, role=Role.PRIVACY_OFFICER
    ).person


@pytest.fixture
def nina(solvik):
    """Solvik's network coordinator."""
    return AppointmentFactory(
        person=PersonFactory(given_name="Nina", family_name="Dahl"), organisation=solvik, role=Role.NETWORK_COORDINATOR
    ).person


@pytest.fixture
def count_queries():
    """Counts the queries of a call."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count
