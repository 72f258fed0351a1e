"""The factories make rows the database accepts."""

import pytest

from tryggby.organisations import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [name for name in dir(factories) if name.endswith("Factory") and name[0] != "_"])
def test_every_factory_makes_two_rows(name):
    factory = getattr(factories, name)
    assert factory().pk
    assert factory().pk


def test_a_service_of_the_package_format_is_found_not_made():
    assert factories.ServiceFactory(code="skole").name == "Skole og SFO"
