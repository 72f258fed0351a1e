"""Two organisations, a kindergarten with a leader and people, and a package that has been there for a year."""

import datetime as dt

import pytest
from django.urls import reverse

from tryggby.ground.door import oslo, today, travel
from tryggby.obligations.factories import ObligationFactory, RequirementFactory
from tryggby.organisations.door import Membership
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.packages.factories import make_release
from tryggby.people.factories import PersonFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def release(db):
    """A package with two own parts, accepted more than a year ago."""
    with travel(oslo(today() - 800 * DAY, dt.time(9))):
        return make_release()


@pytest.fixture
def lyngvik(db):
    """The municipality."""
    return OrganisationFactory(name="Lyngvik kommune")


@pytest.fixture
def solbakken(lyngvik):
    """A kindergarten."""
    return UnitFactory(organisation=lyngvik, name="Solbakken barnehage")


@pytest.fixture
def kari(solbakken):
    """Leader of the kindergarten."""
    leader = PersonFactory(given_name="Kari", family_name="Leder", email="kari@lyngvik.example")
    MembershipFactory(person=leader, unit=solbakken, role=Membership.Role.LEADER)
    return leader


@pytest.fixture
def nora(solbakken):
    """Works in the kindergarten since 2024."""
    return MembershipFactory(person=PersonFactory(given_name="Nora", family_name="Vik"), unit=solbakken).person


@pytest.fixture
def ingrid(lyngvik):
    """Coordinator."""
    return AppointmentFactory(
        person=PersonFactory(given_name="Ingrid", family_name="Moen"), organisation=lyngvik
    ).person


@pytest.fixture
def eva(db):
    """Leads a unit in another municipality."""
    return MembershipFactory(person=PersonFactory(given_name="Eva"), role=Membership.Role.LEADER).person


@pytest.fixture
def rule(lyngvik, release):
    """Everybody in the municipality reads the package."""
    return RequirementFactory(organisation=lyngvik, title="Felles grunnlag", package=release.package)


@pytest.fixture
def duty(rule, solbakken, nora):
    """Nora has not read it yet."""
    return ObligationFactory(
        person=nora, unit=solbakken, requirement=rule, facts={"unit": "Solbakken", "since": "2024-03-01"}
    )


def page(client, person, name, *args, **query):
    """A page of the room as somebody sees it."""
    client.force_login(person)
    return client.get(reverse(f"obligations:{name}", args=args), query)


def text(response):
    """The page on one line."""
    return " ".join(response.content.decode().split())
