"""Counts in the database what people took part in, by unit and quarter. Reads only; no person leaves."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import connection

from tryggby.ground.door import oslo
from tryggby.insight.effect.periods import after

# Units that are counted at a time.
BATCH = 200
TAKEN_PART = """
SELECT unit_id, quarter, COUNT(DISTINCT person_id),
       SUM(CASE WHEN kind = 'part' THEN amount ELSE 0 END),
       SUM(CASE WHEN kind = 'gathering' THEN amount ELSE 0 END),
       SUM(CASE WHEN kind = 'guidance' THEN amount ELSE 0 END),
       COUNT(DISTINCT CASE WHEN kind = 'part' AND amount > 0 THEN person_id END),
       COUNT(DISTINCT CASE WHEN kind = 'gathering' THEN person_id END),
       COUNT(DISTINCT CASE WHEN kind = 'guidance' THEN person_id END)
  FROM (
    SELECT m.unit_id, m.person_id, 'part' AS kind, p.minutes AS amount, {part_quarter} AS quarter
      FROM insight_mainpost m
      JOIN packages_completion c ON c.person_id = m.person_id
      JOIN packages_part p ON p.release_id = c.release_id AND p.identifier = c.part
     WHERE m.unit_id IN ({units}) AND c.at >= %s AND c.at < %s
    UNION ALL
    SELECT m.unit_id, m.person_id, CASE WHEN g.kind = 'supervision' THEN 'guidance' ELSE 'gathering' END, 1,
           {gathering_quarter}
      FROM insight_mainpost m
      JOIN programmes_enrolment e ON e.person_id = m.person_id
      JOIN programmes_attendance a ON a.enrolment_id = e.id AND a.state IN ('present', 'partly')
      JOIN programmes_gathering g ON g.id = a.gathering_id AND g.cancelled_at IS NULL
     WHERE m.unit_id IN ({units}) AND g.starts_at >= %s AND g.starts_at < %s
    UNION ALL
    SELECT m.unit_id, m.person_id, 'guidance', 1, {practice_quarter}
      FROM insight_mainpost m
      JOIN mentoring_participation x ON x.person_id = m.person_id AND x.present_at IS NOT NULL
      JOIN mentoring_practice h ON h.id = x.practice_id
     WHERE m.unit_id IN ({units}) AND h.held_at >= %s AND h.held_at < %s
  ) AS taken
 GROUP BY unit_id, quarter
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one unit's people took part in during a quarter; the last three say how many people are behind each sum."""

    reached: int = 0
    minutes: int = 0
    gatherings: int = 0
    guidance: int = 0
    in_minutes: int = 0
    in_gatherings: int = 0
    in_guidance: int = 0


def taken_part(units: Sequence[int], quarters: Sequence[dt.date]) -> Iterator[tuple[int, dt.date, Taken]]:
    """(unit, quarter, sums) where somebody took part, some units at a time; the quarters follow one another."""
    if not quarters:
        return
    bounds = [_moment(day) for day in quarters]
    span = [bounds[0], _moment(after(quarters[-1]))]
    for some in batched(units, BATCH):
        sql = TAKEN_PART.format(
            units=", ".join(["%s"] * len(some)),
            part_quarter=_quarter("c.at", len(quarters)),
            gathering_quarter=_quarter("g.starts_at", len(quarters)),
            practice_quarter=_quarter("h.held_at", len(quarters)),
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*bounds[1:], *some, *span] * 3)
            for unit, number, *sums in cursor.fetchall():
                yield unit, quarters[number], Taken(*(int(value) for value in sums))


def _quarter(field: str, count: int) -> str:
    """Which of the quarters a moment lies in."""
    if count == 1:
        return "0"
    whens = " ".join(f"WHEN {field} < %s THEN {number}" for number in range(count - 1))
    return f"CASE {whens} ELSE {count - 1} END"


def _moment(day: dt.date) -> Any:
    return connection.ops.adapt_datetimefield_value(oslo(day, dt.time.min))
