"""Solvik: Amina coordinates, Nora coordinates the network, Sara leads, Bo works there; Ola is the neighbour's."""

import re
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from tryggby.organisations.factories import (
    AppointmentFactory,
    InstallationFactory,
    MembershipFactory,
    OrganisationFactory,
    ServiceFactory,
    UnitFactory,
)
from tryggby.people.factories import PersonFactory


@pytest.fixture
def solvik(db):
    """The municipality, its people, and a neighbour."""
    owner = OrganisationFactory(name="Solvik kommune")
    InstallationFactory(owner=owner)
    service = ServiceFactory(code="skole", name="Skole")
    unit = UnitFactory(name="Solvik skole", organisation=owner, service=service)
    people = {name: PersonFactory(given_name=name, family_name="Lie") for name in ("Amina", "Nora", "Sara", "Bo")}
    AppointmentFactory(person=people["Amina"], organisation=owner)
    AppointmentFactory(person=people["Nora"], organisation=owner, role="network_coordinator")
    MembershipFactory(person=people["Sara"], unit=unit, role="leader")
    MembershipFactory(person=people["Bo"], unit=unit)
    return SimpleNamespace(
        owner=owner,
        service=service,
        unit=unit,
        ola=AppointmentFactory(organisation=OrganisationFactory(name="Fjellvik kommune")).person,
        **{name.lower(): person for name, person in people.items()},
    )


@pytest.fixture
def login(client):
    """Sign a person in and give back the client."""

    def login(person):
        client.force_login(person)
        return client

    return login


def text(page) -> str:
    """What the page says."""
    return re.sub(r"\s+", " ", page.content.decode())


def fill(client, path, wait=5, **given):
    """Open an open form, take a moment, send it."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = client.get(path)
        hidden = dict(re.findall(r'name="(once|started)" value="([^"]+)"', page.text))
        clock.shift(wait)
        return client.post(path, hidden | given)
