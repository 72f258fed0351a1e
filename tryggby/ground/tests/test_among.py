"""One of many numbers, as one parameter."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef

from tryggby.ground.door import Among
from tryggby.people.door import Person
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_it_finds_those_whose_number_is_among_them():
    anna, _bo, cecilie = (PersonFactory() for _ in range(3))
    found = Person.objects.filter(Among("pk", [cecilie.pk, anna.pk, 987_654_321])).order_by("pk")
    assert list(found) == [anna, cecilie]
    assert not Person.objects.filter(Among("pk", [])).exists()
    assert Person.objects.exclude(Among("pk", {anna.pk})).count() == Person.objects.count() - 1


def test_it_stands_in_a_subquery_about_a_row_outside():
    anna, bo = (PersonFactory() for _ in range(2))
    same = Person.objects.filter(Among("pk", [bo.pk]), pk=OuterRef("pk"))
    assert list(Person.objects.filter(Exists(same), pk__in=[anna.pk, bo.pk])) == [bo]


def test_thousands_are_one_parameter():
    asked = Person.objects.filter(Among("pk", range(10**6, 10**6 + 5000))).order_by()
    _sql, parameters = asked.query.get_compiler(connection=connection).as_sql()
    assert len(parameters) == 1
    assert not asked.exists()
