"""The starter set, an editor, and a neighbour's editor."""

import datetime as dt

import pytest

from tryggby.help.actions import load_shipped
from tryggby.help.hours import OSLO
from tryggby.help.static_copy import StaticCopy, static_copy
from tryggby.organisations.door import Role
from tryggby.organisations.factories import AppointmentFactory, InstallationFactory, OrganisationFactory
from tryggby.people.factories import PersonFactory


def at(text: str, *, second: bool = False) -> dt.datetime:
    """An instant in Oslo; `second` means the second of two equal hours in autumn."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=OSLO, fold=int(second)).astimezone(dt.UTC)


@pytest.fixture
def home(db):
    """The municipality that owns the installation."""
    return InstallationFactory(owner=OrganisationFactory(name="Lyngvik kommune")).owner


@pytest.fixture
def eva(home):
    """Editor at home."""
    return AppointmentFactory(person=PersonFactory(given_name="Eva"), organisation=home, role=Role.EDITOR).person


@pytest.fixture
def nina(db):
    """Editor of another municipality."""
    return AppointmentFactory(person=PersonFactory(given_name="Nina"), role=Role.EDITOR).person


@pytest.fixture
def ola(db):
    """An employee without any role."""
    return PersonFactory(given_name="Ola")


@pytest.fixture
def shipped(db):
    """The starter set."""
    return load_shipped(by=None)


@pytest.fixture(autouse=True)
def written(settings, tmp_path):
    """A data folder of its own for the written pages; call it to get the copy that serves them."""
    settings.DATA = tmp_path
    static_copy.cache_clear()
    yield lambda: StaticCopy(tmp_path / "help")
    static_copy.cache_clear()
