"""A leader's own people and how they stand with what is asked of them: for the page and the file. Names stay here."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tryggby.ground.door import Among, today
from tryggby.insight.counting import stands_of
from tryggby.obligations.door import Obligation, Requirement
from tryggby.organisations.door import Membership, Unit, below
from tryggby.people.door import Person
from tryggby.ui.door import date_format

State = Obligation.State
# People per piece of a file.
PIECE = 1000
# Units from which on people are looked for by name.
MANY = 200


@dataclass(frozen=True)
class PersonRow:
    """One colleague: name, unit, and how they stand with each requirement, in words."""

    name: str
    unit: str
    words: list[str]


def requirements_of(unit: Unit) -> list[Requirement]:
    """What the unit's organisation asks for today, by title."""
    rows = Requirement.objects.in_force().filter(organisation=unit.organisation_id)
    return list(rows.order_by("title", "pk"))


def tree_of(unit: Unit) -> frozenset[int]:
    """The unit and all below it, by number."""
    return below([unit.pk])


def colleagues(inside: frozenset[int]):
    """Everybody who works in one of these units today, each once, by name.

    In many units people are taken by name until the page is full; in few they are found first and ordered then.
    """
    here = Membership.objects.current().filter(Among("unit_id", inside)).order_by()
    known = Exists(here.filter(person=OuterRef("pk"))) if len(inside) > MANY else Q(pk__in=here.values("person"))
    return Person.objects.active().filter(known).order_by("given_name", "family_name", "pk")


def person_rows(
    people: Sequence[Person], requirements: Sequence[Requirement], inside: frozenset[int]
) -> list[PersonRow]:
    """The people given, each with a word per requirement and their unit among those `inside`. Two queries."""
    numbers = [person.pk for person in people]
    words = _words(numbers, [one.pk for one in requirements])
    units = _units(numbers, inside)
    return [PersonRow(person.name, units.get(person.pk, ""), words[person.pk]) for person in people]


def file_lines(unit: Unit, requirements: Sequence[Requirement]) -> Iterator[list[str]]:
    """The same for a file, a thousand people at a time, however many there are."""
    waiting: list[Person] = []
    inside = tree_of(unit)
    for person in colleagues(inside).only("pk", "given_name", "family_name").iterator(chunk_size=PIECE):
        waiting.append(person)
        if len(waiting) == PIECE:
            yield from ([row.name, row.unit, *row.words] for row in person_rows(waiting, requirements, inside))
            waiting = []
    yield from ([row.name, row.unit, *row.words] for row in person_rows(waiting, requirements, inside))


def _words(people: list[int], requirements: list[int]) -> dict[int, list[str]]:
    """Person → how they stand with each requirement, in the order given."""
    column = {requirement: number for number, requirement in enumerate(requirements)}
    none = ["–"] * len(requirements)
    found = {person: none.copy() for person in people}
    said: dict[str, str] = {}
    for person, requirement, standing in stands_of(people):
        if requirement in column:
            words = said.get(standing)
            if words is None:
                words = said[standing] = _say(standing)
            found[person][column[requirement]] = words
    return found


def _say(standing: str) -> str:
    """A standing as `stands_of` gives it, in words."""
    state, *days = standing.split("|")
    due_on, done_on, paused_on = (dt.date.fromisoformat(day) if day else None for day in days)
    if state == State.DONE:
        return _("Gjort %(day)s") % {"day": date_format(done_on, "j. F Y")}
    if state == State.WAIVED:
        return _("Fritatt")
    if paused_on:
        return _("I permisjon")
    if due_on is None:
        return _("Gjenstår")
    if due_on < today():
        return _("Fristen var %(day)s") % {"day": date_format(due_on, "j. F Y")}
    return _("Innen %(day)s") % {"day": date_format(due_on, "j. F Y")}


def _units(people: list[int], inside: frozenset[int]) -> dict[int, str]:
    """Person → the unit among these where the post is largest."""
    rows = Membership.objects.current().filter(person__in=people)
    found: dict[int, str] = {}
    for person, where, name in rows.order_by("-share", "since", "pk").values_list("person_id", "unit_id", "unit__name"):
        if where in inside:
            found.setdefault(person, name)
    return found
