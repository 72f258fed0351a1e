"""Solvik with Leila, who speaks for it in the network; Storvik, which has an installation of its own."""

from types import SimpleNamespace

import pytest
from nacl.signing import SigningKey

from tryggby.network.actions import take_in_release
from tryggby.network.factories import CityFactory, NetworkFactory, trust
from tryggby.network.models import CityRelease
from tryggby.network.refusal import Refused
from tryggby.organisations.factories import (
    AppointmentFactory,
    InstallationFactory,
    MunicipalityFactory,
    OrganisationFactory,
)

SEED = b"a seed that only the tests know."


@pytest.fixture
def solvik(db):
    """The own city in a network with Storvik; a coordinator who reads; one from elsewhere who may not."""
    owner = OrganisationFactory(name="Solvik kommune")
    MunicipalityFactory(organisation=owner, number="9901", name="Solvik")
    InstallationFactory(owner=owner)
    own = CityFactory(number="9901", name="Solvik", organisation=owner)
    storvik = CityFactory(number="9911", name="Storvik")
    private = SigningKey(SEED)
    trust(storvik, private)
    return SimpleNamespace(
        owner=owner,
        own=own,
        storvik=storvik,
        private=private,
        network=NetworkFactory(cities=[own, storvik]),
        leila=AppointmentFactory(organisation=owner, role="network_coordinator").person,
        ingrid=AppointmentFactory(organisation=owner, role="coordinator").person,
        stranger=AppointmentFactory(role="network_coordinator").person,
    )


def refused(solvik, raw: bytes) -> str:
    """Why it was refused; nothing is kept of it."""
    before = list(CityRelease.objects.values_list("pk", "replaced_at"))
    with pytest.raises(Refused) as refusal:
        take_in_release(by=solvik.leila, raw=raw)
    assert str(refusal.value) and list(CityRelease.objects.values_list("pk", "replaced_at")) == before
    return refusal.value.why
