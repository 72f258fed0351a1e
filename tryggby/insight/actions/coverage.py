"""Brings the kept sums up to date: a little at a time, or whole. The only writer of the room's rows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import chain

from django.db import connection, transaction
from django.utils import timezone

from tryggby.ground.door import months_before, oslo, today
from tryggby.insight import counting
from tryggby.insight.models import Counting, CoverageMonth, CoveragePlace, CoverageRow, MainPost, Training
from tryggby.insight.protect import hidden_places
from tryggby.insight.tree import Node, UnitFact, nodes
from tryggby.obligations.door import Requirement
from tryggby.organisations.door import District, Organisation, Service
from tryggby.packages.door import Mode, Part

# Completions are looked at again this far back: an older number may have been written by a slower transaction.
AGAIN = 2000
# Months of the series that are kept.
KEPT_MONTHS = 36
PUT = """
INSERT INTO insight_coveragerow (training_id, place_id, people, done, shown) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (training_id, place_id) DO UPDATE SET people = excluded.people, done = excluded.done, shown = excluded.shown
"""
MONTH = """
INSERT INTO insight_coveragemonth (training_id, place_id, month, people, shown) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (place_id, training_id, month) DO UPDATE SET people = excluded.people, shown = excluded.shown
"""
# What is kept of a place over time: table → its columns beside the place.
ALONG = {
    "insight_effectquarter": (
        *("quarter", "people", "reached", "minutes", "gatherings", "guidance"),
        *("shown_reached", "shown_minutes", "shown_gatherings", "shown_guidance"),
    ),
    "insight_effectmonth": ("month", "units", "held", "began_6", "still_6", "began_12", "still_12"),
    "insight_coveragemonth": ("training_id", "month", "people", "shown"),
}
TAKE_ALONG = "INSERT INTO {table} (place_id, {columns}) SELECT %s, {columns} FROM {table} WHERE place_id = %s"
KEEP_MONTH = """
INSERT INTO insight_coveragemonth (training_id, place_id, month, people, shown)
SELECT r.training_id, r.place_id, %s, r.people, r.shown
  FROM insight_coveragerow r JOIN insight_coverageplace p ON p.id = r.place_id
  JOIN insight_training t ON t.id = r.training_id
 WHERE p.level <= %s AND t.ended_on IS NULL
ON CONFLICT (place_id, training_id, month) DO UPDATE SET people = excluded.people, shown = excluded.shown
"""


class Places:
    """The places as they stand: leaves by unit, and one tree per organisation, parents before children."""

    def __init__(self) -> None:
        self.leaves: dict[int, int] = {}
        self.people: dict[int, int] = {}
        self.trees: dict[int, tuple[list[int], list[int]]] = {}
        rows = CoveragePlace.objects.order_by("level", "pk")
        where: dict[int, int] = {}
        for pk, organisation, parent, unit, leaf, people in rows.values_list(
            "pk", "organisation_id", "parent_id", "unit_id", "leaf_since", "people"
        ):
            places, parents = self.trees.setdefault(organisation, ([], []))
            where[pk] = len(places)
            places.append(pk)
            parents.append(where[parent] if parent else -1)
            self.people[pk] = people
            if leaf:
                self.leaves[unit] = pk


def refresh_coverage(*, by=None, whole: bool = False) -> int:
    """Count anew what may have changed since last time, or everything; returns how many cells were written.

    Many short transactions, so that nobody waits for it; run twice at once it writes the same twice. No audit entry:
    nothing is decided here, and everything could be made again from other rooms' rows.
    """
    kept, _new = Counting.objects.get_or_create(only=1)
    newest = counting.newest_completion()
    units = _settle_posts()
    reshaped = _settle_places()
    fresh = _settle_trainings()
    people = counting.people_by_unit()
    places = Places()
    whole = whole or reshaped or fresh or kept.whole_at is None
    counts = counting.count_parts(people) if whole else _counts_since(kept.newest, newest, units, people)
    written = sum(_write(training, found, places, whole=whole) for training, found in counts)
    for training, found in counting.count_requirements().items():
        written += _write(training, found, places, whole=True)
    kept.newest, kept.at = newest, timezone.now()
    kept.whole_at = kept.at if whole else kept.whole_at
    kept.save()
    return written


def _counts_since(former: int, newest: int, units: set[int], people: dict[int, int]) -> Iterable[tuple[int, dict]]:
    """What was finished since last time, and everything in units where somebody came or left."""
    touched = counting.touched_since(max(0, former - AGAIN)) if newest > former else []
    counts = counting.count_parts_in(units | {unit for _training, unit in touched}, people)
    wanted = counts.keys() if units else {training for training, _unit in touched}
    return [(training, found) for training, found in counts.items() if training in wanted]


@transaction.atomic
def keep_month(*, by=None, on: dt.date | None = None) -> None:
    """Let the sums of today stand for the running month, and forget the oldest months."""
    month = (on or today()).replace(day=1)
    with connection.cursor() as cursor:
        adapted = connection.ops.adapt_datefield_value(month)
        cursor.execute(KEEP_MONTH, [adapted, CoveragePlace.Level.WORKPLACE.value])
    CoverageMonth.objects.filter(month__lt=months_before(month, KEPT_MONTHS)).delete()


def remember_months(*, by=None, months: int) -> None:
    """Reckon months that have gone by from the dates of what was finished, for those who work here today."""
    people, places = counting.people_by_unit(), Places()
    for back in range(months, 0, -1):
        month = months_before(today().replace(day=1), back)
        end = oslo(months_before(today().replace(day=1), back - 1), dt.time.min)
        requirements = counting.count_requirements(before=end)
        for training, found in chain(counting.count_parts(people, before=end), requirements.items()):
            cells = [
                (training, place, connection.ops.adapt_datefield_value(month), number, shown)
                for place, (number, _done, shown) in _cells(found, places).items()
            ]
            _many(MONTH, cells)


def begin_months(*, by=None, months: int) -> None:
    """The first time, so that the series do not begin with nothing: reckon the months that have gone by."""
    if not CoverageMonth.objects.exists():
        remember_months(months=months)


@transaction.atomic
def _settle_posts() -> set[int]:
    """Let everybody be counted where they have their largest post today; returns the units that changed."""
    units: set[int] = set()
    gone = counting.gone(today())
    for start in range(0, len(gone), 5000):
        MainPost.objects.filter(pk__in=[row for row, _unit in gone[start : start + 5000]]).delete()
    units.update(unit for _row, unit in gone)
    new: list[MainPost] = []
    old: list[MainPost] = []
    for person, organisation, unit, row, former in counting.moved(today()):
        post = MainPost(pk=row, person_id=person, organisation_id=organisation, unit_id=unit)
        (old if row else new).append(post)
        units.update({unit, former} - {None})
    MainPost.objects.bulk_create(new, batch_size=5000)
    MainPost.objects.bulk_update(old, ["unit"], batch_size=1000)
    return units


@transaction.atomic
def _settle_places() -> bool:
    """Let the tree of places follow the units; returns whether its shape changed."""
    wanted = nodes(
        (UnitFact(*row) for row in counting.units_of()),
        dict(Organisation.objects.values_list("pk", "name")),
        dict(District.objects.values_list("pk", "name")),
        {service.pk: service.name for service in Service.objects.all()},
    )
    rows = {_path(place): place for place in CoveragePlace.objects.all()}
    leaves = {node.path[4]: node.path for node in wanted if node.is_leaf}
    people = _sums({node.path: node.above for node in wanted}, leaves)
    before = {place.unit_id: place.pk for place in rows.values() if place.leaf_since}
    known, reshaped = {place.pk for place in rows.values()}, False
    for level in range(5):
        reshaped |= _settle_level([node for node in wanted if node.level == level], rows, people)
    moved = [(rows[path].pk, before[unit]) for unit, path in leaves.items() if unit in before]
    _take_along([(new, old) for new, old in moved if new not in known])
    kept = {node.path for node in wanted}
    gone = [place.pk for path, place in rows.items() if path not in kept]
    CoveragePlace.objects.filter(pk__in=gone).delete()
    return reshaped or bool(gone)


def _take_along(moved: Iterable[tuple[int, int]]) -> None:
    """(new place, former place) of units that lie elsewhere in the tree now: what was counted of them comes along.

    It is the unit's own, as it was shown before. Sums of the time before stand where they were counted.
    """
    pairs = list(moved)
    if pairs:
        with connection.cursor() as cursor:
            for table, columns in ALONG.items():
                names = ", ".join(columns)
                cursor.executemany(TAKE_ALONG.format(table=table, columns=names), pairs)


def _settle_level(wanted: list[Node], rows: dict[tuple, CoveragePlace], people: Mapping[tuple, int]) -> bool:
    """One level of the tree; the level above it stands already."""
    new: list[CoveragePlace] = []
    changed: list[CoveragePlace] = []
    reshaped = False
    for node in wanted:
        organisation, level, district, service, unit = node.path
        place = rows.get(node.path) or CoveragePlace(
            organisation_id=organisation,
            level=level,
            district_id=district,
            service_id=service,
            unit_id=unit,
            path=".".join(str(number or 0) for number in node.path[1:]),
        )
        above = rows[node.above].pk if node.above else None
        is_same = place.pk and (place.parent_id, bool(place.leaf_since)) == (above, node.is_leaf)
        reshaped |= not is_same
        if is_same and (place.name, place.people) == (node.name, people[node.path]):
            continue
        place.parent_id, place.name, place.people = above, node.name, people[node.path]
        place.leaf_since = (place.leaf_since or today()) if node.is_leaf else None
        (changed if place.pk else new).append(place)
    for place in CoveragePlace.objects.bulk_create(new, batch_size=2000):
        rows[_path(place)] = place
    CoveragePlace.objects.bulk_update(changed, ["parent", "name", "people", "leaf_since"], batch_size=500)
    return reshaped


def _sums(above: Mapping[tuple, tuple | None], leaves: Mapping[int | None, tuple]) -> dict[tuple, int]:
    """How many people each place has, summed upwards."""
    found: dict[tuple, int] = dict.fromkeys(above, 0)
    for unit, number in counting.people_by_unit().items():
        path = leaves.get(unit)
        while path is not None:
            found[path] += number
            path = above[path]
    return found


@transaction.atomic
def _settle_trainings() -> bool:
    """A training for each requirement in force and each part people read on their own; returns whether any is new."""
    parts = Part.objects.current().filter(mode=Mode.SELF).order_by("pk")
    wanted: dict[tuple, dict] = {}
    for package, part, major, title, group, number in parts.values_list(
        "release__package_id", "identifier", "release__major", "title", "release__title", "number"
    ):
        wanted[None, package, part, major] = {"title": title, "group": group, "number": number}
    for pk, title in Requirement.objects.in_force().order_by("pk").values_list("pk", "title"):
        wanted[pk, None, "", 0] = {"title": title, "group": "", "number": 0}
    rows = {(row.requirement_id, row.package_id, row.part, row.major): row for row in Training.objects.all()}
    new: list[Training] = []
    changed: list[Training] = []
    again = False
    for identity, words in wanted.items():
        requirement, package, part, major = identity
        row = rows.get(identity) or Training(requirement_id=requirement, package_id=package, part=part, major=major)
        if row.pk and row.ended_on is None and all(getattr(row, name) == value for name, value in words.items()):
            continue
        again = again or row.ended_on is not None
        for name, value in words.items():
            setattr(row, name, value)
        row.ended_on = None
        (changed if row.pk else new).append(row)
    Training.objects.bulk_create(new)
    Training.objects.bulk_update(changed, ["title", "group", "number", "ended_on"])
    ended = [row.pk for identity, row in rows.items() if identity not in wanted]
    Training.objects.current().filter(pk__in=ended).update(ended_on=today())
    return bool(new) or again


def _write(training: int, found: Mapping[int, tuple[int, int]], places: Places, *, whole: bool) -> int:
    """Bring one training's cells up to date: the units', the sums, and what may be shown. Returns how many changed."""
    rows = CoverageRow.objects.filter(training=training).order_by()
    before = {place: cell for place, *cell in rows.values_list("place_id", "people", "done", "shown")}
    units = {pk: unit for unit, pk in places.leaves.items()}
    kept = {units[place]: (cell[0] or 0, cell[1] or 0) for place, cell in before.items() if place in units}
    if not whole:
        found = {unit: cell for unit, cell in kept.items() if places.people[places.leaves[unit]]} | dict(found)
        if found == kept:
            return 0
    cells = _cells(found, places)
    new = [(training, place, *cell) for place, cell in cells.items() if before.get(place) != list(cell)]
    gone = before.keys() - cells.keys()
    with transaction.atomic():
        _many(PUT, new)
        if gone:
            CoverageRow.objects.filter(training=training, place__in=gone).delete()
    return len(new) + len(gone)


def _cells(found: Mapping[int, tuple[int, int]], places: Places) -> dict[int, tuple[int, int, int | None]]:
    """Place → people, done and what may be shown: units as counted, the others summed."""
    by_place = {places.leaves[unit]: cell for unit, cell in found.items() if unit in places.leaves}
    cells: dict[int, tuple[int, int, int | None]] = {}
    for numbers, parents in places.trees.values():
        people, done = [0] * len(numbers), [0] * len(numbers)
        for at in range(len(numbers) - 1, -1, -1):
            own = by_place.get(numbers[at])
            if own:
                people[at] += own[0]
                done[at] += own[1]
            if parents[at] >= 0:
                people[parents[at]] += people[at]
                done[parents[at]] += done[at]
        hidden = hidden_places(parents, people, done)
        for place, n, d, is_hidden in zip(numbers, people, done, hidden, strict=True):
            if n:
                cells[place] = (n, d, None if is_hidden else d)
    return cells


def _many(sql: str, rows: list[tuple]) -> None:
    if rows:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _path(place: CoveragePlace) -> tuple:
    return (place.organisation_id, place.level, place.district_id, place.service_id, place.unit_id)
