"""Counts in the database: who is counted where, and how many of a unit have done what. Reads only; no person leaves."""

import datetime as dt
from collections.abc import Collection, Iterator

from django.db import connection

from tryggby.ground.door import OSLO
from tryggby.insight.models import Training
from tryggby.organisations.door import Unit

# training → unit → (people, done)
Counts = dict[int, dict[int, tuple[int, int]]]

# Each person once in an organisation: the largest share of post, then the oldest place.
RANKED = """
WITH ranked AS (
  SELECT m.person_id, u.organisation_id, m.unit_id, ROW_NUMBER() OVER (
           PARTITION BY m.person_id, u.organisation_id ORDER BY m.share DESC, m.since, m.id) AS place
    FROM organisations_membership m
    JOIN organisations_unit u ON u.id = m.unit_id AND u.closed_on IS NULL
    JOIN people_person p ON p.id = m.person_id AND p.left_at IS NULL
   WHERE m.since <= %(on)s AND (m.until IS NULL OR m.until >= %(on)s)
)
"""
MOVED = (
    RANKED
    + """
SELECT r.person_id, r.organisation_id, r.unit_id, p.id, p.unit_id
  FROM ranked r
  LEFT JOIN insight_mainpost p ON p.person_id = r.person_id AND p.organisation_id = r.organisation_id
 WHERE r.place = 1 AND (p.id IS NULL OR p.unit_id <> r.unit_id)
"""
)
GONE = (
    RANKED
    + """
SELECT p.id, p.unit_id
  FROM insight_mainpost p
  LEFT JOIN ranked r ON r.person_id = p.person_id AND r.organisation_id = p.organisation_id AND r.place = 1
 WHERE r.person_id IS NULL
"""
)
PEOPLE = "SELECT unit_id, COUNT(*) FROM insight_mainpost GROUP BY unit_id"
# Of some units: by way of their people.
PARTS = """
SELECT t.id, p.unit_id, COUNT(*)
  FROM insight_mainpost p
  JOIN packages_completion c ON c.person_id = p.person_id
  JOIN insight_training t ON t.package_id = c.package_id AND t.part = c.part AND t.major = c.major
 WHERE t.ended_on IS NULL AND p.unit_id IN ({units})
 GROUP BY t.id, p.unit_id
"""
# Of everybody: one part at a time by the index that holds whoever has finished it; nothing large is sorted.
PART = """
SELECT p.unit_id, COUNT(*)
  FROM packages_completion c JOIN insight_mainpost p ON p.person_id = c.person_id
 WHERE c.package_id = %s AND c.major = %s AND c.part = %s {before}
 GROUP BY p.unit_id
"""
REQUIREMENTS = """
SELECT t.id, o.unit_id, COUNT(*), SUM(CASE WHEN o.state = 'done' THEN 1 ELSE 0 END)
  FROM insight_training t
  JOIN obligations_obligation o ON o.requirement_id = t.requirement_id AND o.followed_on IS NULL
 WHERE t.ended_on IS NULL AND o.state IN ('due', 'done', 'lapsed') AND (o.paused_on IS NULL OR o.state = 'done')
 GROUP BY t.id, o.unit_id
"""
# The same at the end of a day that has gone by: the cycle that was the newest then, of those who are asked today and
# where they are counted today. Whoever was done then is counted so, else those let off or on leave that day are not.
REQUIREMENTS_THEN = """
SELECT t.id, n.unit_id, COUNT(*), SUM(CASE WHEN o.done_on <= %(on)s THEN 1 ELSE 0 END)
  FROM insight_training t
  JOIN obligations_requirement r ON r.id = t.requirement_id AND r.in_force_at < %(end)s
  JOIN obligations_obligation n ON n.requirement_id = r.id AND n.followed_on IS NULL AND n.state <> 'ended'
  JOIN obligations_obligation o ON o.requirement_id = r.id AND o.person_id = n.person_id
       AND o.opens_on <= %(on)s AND (o.followed_on IS NULL OR o.followed_on > %(on)s)
       AND (o.ended_on IS NULL OR o.ended_on > %(on)s)
 WHERE t.ended_on IS NULL
   AND (o.done_on <= %(on)s
        OR NOT EXISTS (SELECT 1 FROM obligations_leave a WHERE a.person_id = o.person_id
                        AND a.since <= %(on)s AND (a.until IS NULL OR a.until >= %(on)s))
       AND NOT EXISTS (SELECT 1 FROM obligations_waiver w WHERE w.person_id = o.person_id
                        AND w.requirement_id = r.id AND w.since <= %(on)s AND (w.until IS NULL OR w.until >= %(on)s)))
 GROUP BY t.id, n.unit_id
"""
STANDS = """
SELECT person_id, requirement_id, state || '|' || COALESCE(CAST(due_on AS text), '')
       || '|' || COALESCE(CAST(done_on AS text), '') || '|' || COALESCE(CAST(paused_on AS text), '')
  FROM obligations_obligation
 WHERE followed_on IS NULL AND state <> 'ended' AND person_id IN ({people})
"""
TOUCHED = """
SELECT DISTINCT t.id, p.unit_id
  FROM packages_completion c
  JOIN insight_training t ON t.package_id = c.package_id AND t.part = c.part AND t.major = c.major
  JOIN insight_mainpost p ON p.person_id = c.person_id
 WHERE c.id > %s
"""


def moved(on: dt.date) -> list[tuple]:
    """(person, organisation, unit, row or None, former unit or None) of everybody who is counted elsewhere now."""
    return _rows(MOVED, {"on": connection.ops.adapt_datefield_value(on)})


def gone(on: dt.date) -> list[tuple]:
    """(row, unit) of those who are counted no more."""
    return _rows(GONE, {"on": connection.ops.adapt_datefield_value(on)})


def people_by_unit() -> dict[int, int]:
    """How many people are counted in each unit."""
    return dict(_rows(PEOPLE))


def newest_completion() -> int:
    """The number of the newest completion."""
    return _rows("SELECT COALESCE(MAX(id), 0) FROM packages_completion")[0][0]


def touched_since(completion: int) -> list[tuple[int, int]]:
    """(training, unit) of everything finished since a completion."""
    return _rows(TOUCHED, [completion])


def count_parts(people: dict[int, int], *, before: dt.datetime | None = None) -> Iterator[tuple[int, dict]]:
    """Each part in turn, with unit → (people, done): now, or as it was before a moment."""
    values = [connection.ops.adapt_datetimefield_value(before)] if before else []
    sql = PART.format(before="AND c.at < %s" if before else "")
    rows = Training.objects.current().filter(package__isnull=False).values_list("pk", "package_id", "major", "part")
    for training, *part in rows:
        done = dict(_rows(sql, [*part, *values]))
        yield training, {unit: (number, done.get(unit, 0)) for unit, number in people.items()}


def count_parts_in(units: Collection[int], people: dict[int, int]) -> Counts:
    """Every part in a few units alone."""
    chosen = sorted(set(units) & people.keys())
    trainings = Training.objects.current().filter(package__isnull=False).values_list("pk", flat=True)
    found: Counts = {pk: {unit: (people[unit], 0) for unit in chosen} for pk in trainings}
    if chosen:
        for training, unit, done in _rows(PARTS.format(units=", ".join(["%s"] * len(chosen))), chosen):
            found[training][unit] = (people[unit], done)
    return found


def count_requirements(*, before: dt.datetime | None = None) -> Counts:
    """How many each requirement applies to and how many of them are done, by the unit they are counted in.

    Now, or as it was before a moment. Those who are let off, those on leave and those it no longer applies to are in
    neither number.
    """
    found: Counts = {
        pk: {} for pk in Training.objects.current().filter(package__isnull=True).values_list("pk", flat=True)
    }
    for training, unit, people, done in _rows(REQUIREMENTS) if before is None else _requirements_then(before):
        found[training][unit] = (people, int(done or 0))
    return found


def _requirements_then(before: dt.datetime) -> list[tuple]:
    last = before.astimezone(OSLO).date() - dt.timedelta(days=1)
    adapt = connection.ops
    return _rows(
        REQUIREMENTS_THEN, {"on": adapt.adapt_datefield_value(last), "end": adapt.adapt_datetimefield_value(before)}
    )


def stands_of(people: list[int]) -> list[tuple]:
    """(person, requirement, «state|due|done|on leave since») of up to some thousand people; days as ISO 8601 or empty.

    One text per standing: a city has a million of them, of which some hundred are different.
    """
    return _rows(STANDS.format(people=", ".join(["%s"] * len(people))), people) if people else []


def units_of() -> Iterator[tuple]:
    """Everything the tree of places needs to know of each open unit."""
    rows = Unit.objects.open().order_by().values_list("pk", "organisation", "district", "service", "parent", "name")
    return rows.iterator(chunk_size=5000)


def _rows(sql: str, values=None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
