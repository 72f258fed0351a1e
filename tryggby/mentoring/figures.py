"""Reads the facts and gives the figures other rooms show: reach, practices per month, gaps, who is covered.

Every function takes many units and asks a constant number of queries.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Max, Min
from django.utils import timezone

from tryggby.ground.door import OSLO, months_before, oslo, today
from tryggby.mentoring import reach as pure
from tryggby.mentoring.models import Mandate, Participation, Practice
from tryggby.mentoring.training import trained
from tryggby.organisations.door import Membership

# A mandate that ends within so many days is a gap in the making; one that ended is told about for so long.
AHEAD, BACK = dt.timedelta(days=120), dt.timedelta(days=365)


def reach(units, *, on: dt.date | None = None) -> dict[int, pure.Reach]:
    """Reach per unit (number → Reach), as defined in `reach.py`."""
    numbers = _numbers(units)
    return pure.derive(_facts(numbers, on or today()), numbers)


def reach_total(units, *, on: dt.date | None = None) -> pure.Reach:
    """Reach of the units together, each person once."""
    numbers = _numbers(units)
    return pure.derive_total(_facts(numbers, on or today()), numbers)


def reach_totals(groups: Mapping[Hashable, Iterable], *, on: dt.date | None = None) -> dict[Hashable, pure.Reach]:
    """Reach of each group of units together, each person once per group. As many queries for many groups as for one."""
    numbers = {name: _numbers(units) for name, units in groups.items()}
    facts = _facts(list({unit for units in numbers.values() for unit in units}), on or today())
    return {name: pure.derive_total(facts, units) for name, units in numbers.items()}


def practices_per_month(units, *, months: int = 6, on: dt.date | None = None) -> list[tuple[dt.date, int]]:
    """Held practices of the units together, per calendar month (its first day), oldest first, the present one last."""
    day = on or today()
    firsts = [months_before(day.replace(day=1), back) for back in range(months - 1, -1, -1)]
    counts = dict.fromkeys(firsts, 0)
    begin, end = oslo(firsts[0], dt.time.min), oslo(day + dt.timedelta(days=1), dt.time.min)
    held = Practice.objects.filter(unit__in=_numbers(units), held_at__gte=begin, held_at__lt=end)
    for moment in held.values_list("held_at", flat=True).order_by():
        counts[oslo_day(moment).replace(day=1)] += 1
    return list(counts.items())


def last_held(units) -> dict[int, dt.date]:
    """The day of the last held practice, for the units that have had one."""
    rows = Practice.objects.filter(unit__in=_numbers(units)).held().order_by().values("unit")
    return {unit: oslo_day(last) for unit, last in rows.annotate(last=Max("held_at")).values_list("unit", "last")}


def units_practised(begin: dt.date, end: dt.date) -> set[int]:
    """The numbers of the units that held a practice from `begin` and before `end`. One query."""
    held = Practice.objects.filter(held_at__gte=oslo(begin, dt.time.min), held_at__lt=oslo(end, dt.time.min))
    return set(held.order_by().values_list("unit", flat=True).distinct())


def first_practices() -> dict[int, dt.date]:
    """The day of the first practice ever, for the units that have held one. One query."""
    rows = Practice.objects.held().order_by().values("unit").annotate(first=Min("held_at"))
    return {unit: oslo_day(first) for unit, first in rows.values_list("unit", "first")}


def coming(units) -> dict[int, dt.datetime]:
    """The start of the next planned practice, for the units that have one."""
    found: dict[int, dt.datetime] = {}
    rows = Practice.objects.filter(unit__in=_numbers(units)).coming()
    for unit, starts_at in rows.values_list("unit_id", "starts_at"):
        found.setdefault(unit, starts_at)
    return found


@dataclass
class Covered:
    """Current members of one unit by what they have practised; all sets hold person numbers.

    `practised`: who was at a practice in the window, the mentor who held it too. `elements`: the same
    per core element. `planned` and `planned_elements`: who has a place in a coming practice and has not
    said no, and has not practised that element yet.
    """

    members: frozenset[int] = frozenset()
    practised: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    elements: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    planned_elements: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def practised_by_element(units, *, months: int = 3, on: dt.date | None = None) -> dict[int, Covered]:
    """Who of each unit's present members has practised within the window, and who has a place."""
    day, numbers = on or today(), _numbers(units)
    members = _members(numbers, day)
    covered = {unit: Covered(members=members.get(unit, frozenset())) for unit in numbers}
    begin, end = oslo(months_before(day, months), dt.time.min), oslo(day + dt.timedelta(days=1), dt.time.min)
    held = Practice.objects.filter(unit__in=numbers, held_at__gte=begin, held_at__lt=end).order_by()
    for unit, elements, mentor in held.values_list("unit_id", "elements", "mandate__person_id"):
        _cover(covered[unit], elements, mentor)
    present = Participation.objects.filter(practice__in=held, present_at__isnull=False).order_by()
    for unit, elements, person in present.values_list("practice__unit_id", "practice__elements", "person_id"):
        _cover(covered[unit], elements, person)
    places = Participation.objects.filter(practice__in=_coming(numbers), invited_at__isnull=False).order_by()
    for unit, elements, person in places.exclude(answer=Participation.Answer.NO).values_list(
        "practice__unit_id", "practice__elements", "person_id"
    ):
        _place(covered[unit], elements, person)
    return covered


@dataclass(frozen=True)
class Gap:
    """A unit without a mentor, or soon without. `kind`: none, left or ends; `person` and `day` where they apply."""

    unit: int
    kind: str
    person: str = ""
    day: dt.date | None = None


def gaps(units, *, on: dt.date | None = None) -> dict[int, Gap]:
    """The units that have no mentor after a date that is known now, each with the one thing to say about it.

    A mandate whose mentor left the unit counts as ended on the day of leaving.
    """
    day, numbers = on or today(), _numbers(units)
    ends = _ends(numbers, day)
    found = {}
    for unit in numbers:
        rows = ends.get(unit, [])
        lasting = [row for row in rows if row[0] is None or row[0] > day + AHEAD]
        if lasting:
            continue
        if not rows:
            found[unit] = Gap(unit, "none")
            continue
        until, name = max((until, name) for until, name in rows if until)
        kind = "ends" if until >= day else "left" if until >= day - BACK else "none"
        found[unit] = Gap(unit, kind, name if kind != "none" else "", until if kind != "none" else None)
    return found


def _ends(numbers: list[int], day: dt.date) -> dict[int, list[tuple[dt.date | None, str]]]:
    """Per unit the last day each mandate really holds (None: open) and the mentor's given name."""
    rows = list(Mandate.objects.filter(unit__in=numbers, since__lte=day + AHEAD).select_related("person"))
    stays: dict[tuple[int, int], list[dt.date | None]] = defaultdict(list)
    work = Membership.objects.filter(unit__in=numbers, person__in={row.person_id for row in rows}).order_by()
    for unit, person, until in work.values_list("unit_id", "person_id", "until"):
        stays[unit, person].append(until)
    found = defaultdict(list)
    for row in rows:
        ends = [row.until, _last(stays[row.unit_id, row.person_id], row.since)]
        if row.person.left_at:
            ends.append(row.person.left_at.astimezone(OSLO).date())
        found[row.unit_id].append((min((end for end in ends if end), default=None), row.person.given_name))
    return found


def _last(untils: list[dt.date | None], since: dt.date) -> dt.date | None:
    """The last day at work in the unit; without any membership, the day before the mandate."""
    if None in untils:
        return None
    return max((until for until in untils if until), default=since - dt.timedelta(days=1))


def _facts(numbers: list[int], on: dt.date) -> pure.Facts:
    begin, end = oslo(months_before(on, pure.LONG), dt.time.min), oslo(on + dt.timedelta(days=1), dt.time.min)
    mentors = defaultdict(set)
    for unit, person in (
        Mandate.objects.in_force(on).filter(unit__in=numbers).order_by().values_list("unit_id", "person_id")
    ):
        mentors[unit].add(person)
    held = Practice.objects.filter(unit__in=numbers, held_at__gte=begin, held_at__lt=end).order_by()
    present = defaultdict(set)
    for practice, person in (
        Participation.objects.filter(practice__in=held, present_at__isnull=False)
        .order_by()
        .values_list("practice_id", "person_id")
    ):
        present[practice].add(person)
    return pure.Facts(
        on=on,
        members=_members(numbers, on),
        mentors={unit: frozenset(people) for unit, people in mentors.items()},
        trained=trained(set().union(*mentors.values())),
        practices=tuple(
            pure.Held(unit, oslo_day(moment), mentor, frozenset(present[pk]), heads or 0)
            for pk, unit, moment, mentor, heads in held.values_list(
                "pk", "unit_id", "held_at", "mandate__person_id", "headcount"
            )
        ),
    )


def _members(numbers: list[int], day: dt.date) -> dict[int, frozenset[int]]:
    found = defaultdict(set)
    rows = Membership.objects.current(day).filter(unit__in=numbers, person__left_at__isnull=True).order_by()
    for unit, person in rows.values_list("unit_id", "person_id"):
        found[unit].add(person)
    return {unit: frozenset(people) for unit, people in found.items()}


def _coming(numbers: list[int]):
    return Practice.objects.planned().filter(unit__in=numbers, ends_at__gt=timezone.now()).order_by()


def _cover(covered: Covered, elements: Iterable[str], person: int) -> None:
    if person in covered.members:
        covered.practised.add(person)
        for element in elements:
            covered.elements[element].add(person)


def _place(covered: Covered, elements: Iterable[str], person: int) -> None:
    if person not in covered.members:
        return
    if person not in covered.practised:
        covered.planned.add(person)
    for element in elements:
        if person not in covered.elements[element]:
            covered.planned_elements[element].add(person)


def oslo_day(moment: dt.datetime | None) -> dt.date:
    """The calendar day in Oslo of an instant that is known to be there."""
    assert moment is not None
    return moment.astimezone(OSLO).date()


def _numbers(units) -> list[int]:
    """Row numbers of units given as objects, numbers or a queryset, each once."""
    return list(dict.fromkeys(getattr(unit, "pk", unit) for unit in units))
