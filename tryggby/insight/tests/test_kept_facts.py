"""Facts are kept while nobody has done anything, and read anew after any act."""

import pytest
from django.core.cache import caches

from tryggby.audit.door import record
from tryggby.insight.unit import read_unit
from tryggby.organisations.factories import MembershipFactory, UnitFactory

LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "figures-test"}


@pytest.fixture
def kept(settings):
    """A cache that keeps, as in a running installation."""
    settings.CACHES = {**settings.CACHES, "figures": LOCAL}
    yield
    caches["figures"].clear()


@pytest.mark.django_db
def test_the_same_stamp_gives_the_same_facts_without_a_query(kept, django_assert_num_queries):
    unit = MembershipFactory().unit
    first = read_unit(unit.key, "1")
    with django_assert_num_queries(0):
        again = read_unit(unit.key, "1")
    assert again.members == first.members
    assert again.now == first.now


@pytest.mark.django_db
def test_any_act_makes_the_facts_be_read_anew(kept):
    unit = MembershipFactory().unit
    assert len(read_unit(unit.key, "0").members) == 1
    person = MembershipFactory(unit=unit).person
    stamp = str(record(by=person, verb="add_membership", of=unit).pk)
    assert len(read_unit(unit.key, stamp).members) == 2


@pytest.mark.django_db
def test_a_unit_without_people_has_facts_too():
    facts = read_unit(UnitFactory(name="Ny avdeling").key)
    assert (facts.name, facts.members, facts.people) == ("Ny avdeling", [], frozenset())
