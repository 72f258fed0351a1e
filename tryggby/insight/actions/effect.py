"""Keeps the sums of effect: quarters and months that have ended, and how units have answered the self-review."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import batched

from django.db import transaction
from django.db.models import Q

from tryggby.ground.door import months_before, today
from tryggby.insight.actions.coverage import Places
from tryggby.insight.counting import people_by_unit
from tryggby.insight.effect.counting import Taken, taken_part
from tryggby.insight.effect.periods import ended_months, ended_quarters
from tryggby.insight.models import EffectMonth, EffectQuarter, ReviewSpread
from tryggby.insight.protect import hidden_places
from tryggby.insight.suppression import LIMIT
from tryggby.mentoring.door import first_practices, units_practised
from tryggby.organisations.door import Organisation
from tryggby.routines.door import review_counts
from tryggby.voices.door import Table, first_table, next_table

# Months that are counted again: a practice may be reported some weeks late.
AGAIN = 3
BATCH = 1000
# The row of a table that has only one.
ONE = "units"
SUMS = ("reached", "minutes", "gatherings", "guidance")
MONTH_SUMS = ("units", "held", "began_6", "still_6", "began_12", "still_12")


def keep_effect(*, by=None, on: dt.date | None = None) -> int:
    """Count the quarters and months that have ended and are not kept yet; returns how many rows were written.

    Nothing is kept of the time before an organisation began: nought is a figure, and there was nothing to count.
    Short transactions, one for each organisation and quarter or month; run again it writes nothing new. No audit
    entry: nothing is decided here.
    """
    day, places = on or today(), Places()
    written = sum(
        _keep_quarters(organisation, quarters, places) for organisation, quarters in _missing(day, places).items()
    )
    EffectQuarter.objects.filter(quarter__lt=ended_quarters(day)[0]).delete()
    written += _keep_months(day, places)
    _forget_before_begun(places)
    for organisation in Organisation.objects.filter(pk__in=places.trees):
        _keep_spreads(organisation, day)
    return written


def _missing(day: dt.date, places: Places) -> dict[int, list[dt.date]]:
    """Organisation → the quarters it has no rows of, one following the other, oldest first."""
    kept: dict[int, set[dt.date]] = {organisation: set() for organisation in places.trees}
    tops = EffectQuarter.objects.filter(place__level=0).order_by()
    for organisation, quarter in tops.values_list("place__organisation", "quarter"):
        kept.setdefault(organisation, set()).add(quarter)
    found = {}
    for organisation in places.trees:
        wanted = ended_quarters(day)
        have = [number for number, quarter in enumerate(wanted) if quarter in kept[organisation]]
        found[organisation] = wanted[have[-1] + 1 :] if have else wanted
    return found


def _keep_quarters(organisation: int, quarters: list[dt.date], places: Places) -> int:
    """Count some quarters of an organisation, and what may be shown of each."""
    numbers, parents = places.trees[organisation]
    inside = set(numbers)
    leaves = {unit: place for unit, place in places.leaves.items() if place in inside}
    found: dict[dt.date, dict[int, Taken]] = {quarter: {} for quarter in quarters}
    for unit, quarter, taken in taken_part(sorted(leaves), quarters):
        found[quarter][leaves[unit]] = taken
    people = {leaves[unit]: count for unit, count in people_by_unit().items() if unit in leaves}
    written, begun = 0, EffectQuarter.objects.filter(place__in=numbers[:1]).exists()
    for quarter in quarters:
        begun = begun or bool(found[quarter])
        if not begun:
            continue
        written += _write_quarter(_quarter_rows(quarter, numbers, parents, people, found.pop(quarter)))
    return written


@transaction.atomic
def _write_quarter(rows: Iterable[EffectQuarter]) -> int:
    """All of it or nothing, some rows at a time."""
    written = 0
    for some in batched(rows, BATCH):
        EffectQuarter.objects.bulk_create(some, ignore_conflicts=True)
        written += len(some)
    return written


def _quarter_rows(
    quarter: dt.date, numbers: Sequence[int], parents: Sequence[int], people: Mapping[int, int], taken: Mapping
) -> Iterable[EffectQuarter]:
    crowd = summed(parents, [people.get(place, 0) for place in numbers])
    own = [taken.get(place, Taken()) for place in numbers]
    sums = {name: summed(parents, [getattr(one, name) for one in own]) for name in Taken.__dataclass_fields__}
    hidden = hidden_figures(parents, crowd, sums)
    for at, place in enumerate(numbers):
        if crowd[at]:
            values = {name: sums[name][at] for name in SUMS}
            shown = {f"shown_{name}": None if hidden[name][at] else values[name] for name in SUMS}
            yield EffectQuarter(place_id=place, quarter=quarter, people=crowd[at], **values, **shown)


def hidden_figures(
    parents: Sequence[int], people: Sequence[int], sums: Mapping[str, Sequence[int]]
) -> dict[str, list[bool]]:
    """Figure → for each place whether it is hidden. Pure.

    A sum of minutes or presences is hidden where the count of the people behind it would be, and where the reach is.
    Where nobody in the whole organisation took part, nothing more is hidden: that is no secret about anybody.
    """
    found = {"reached": hidden_places(parents, people, sums["reached"])}
    for name in ("minutes", "gatherings", "guidance"):
        behind = sums[f"in_{name}"]
        nobody = not any(behind)
        found[name] = found["reached"] if nobody else hidden_places(parents, people, behind, also=found["reached"])
    return found


def summed(parents: Sequence[int], own: list[int]) -> list[int]:
    """Each place's own number and those of all below it; parents stand before their children. Pure."""
    found = list(own)
    for at in range(len(found) - 1, 0, -1):
        if parents[at] >= 0:
            found[parents[at]] += found[at]
    return found


def _keep_months(day: dt.date, places: Places) -> int:
    """Count the months that are not kept yet, and the newest again."""
    months = ended_months(day)
    kept = set(EffectMonth.objects.filter(place__level=0).order_by().values_list("month", flat=True).distinct())
    wanted = [month for month in months if month not in kept] + months[-AGAIN:]
    first = first_practices()
    people = people_by_unit()
    large = {unit: place for unit, place in places.leaves.items() if people.get(unit, 0) >= LIMIT}
    written = 0
    for month in dict.fromkeys(wanted):
        end = months_before(month, -1)
        held = units_practised(month, end)
        lately = units_practised(months_before(end, 3), end)
        facts = {
            place: (1, unit in held, *_stays(first.get(unit), month, unit in lately)) for unit, place in large.items()
        }
        begun = {place for unit, place in large.items() if (began := first.get(unit)) and began < end}
        written += _write_month(month, facts, begun, places)
    EffectMonth.objects.filter(month__lt=months[0]).delete()
    return written


def _stays(first: dt.date | None, month: dt.date, lately: bool) -> tuple[int, int, int, int]:
    """(begun six months before, and still practises; the same after twelve)."""
    six = first is not None and first < months_before(month, 5)
    twelve = first is not None and first < months_before(month, 11)
    return six, six and lately, twelve, twelve and lately


@transaction.atomic
def _write_month(month: dt.date, facts: Mapping[int, tuple], begun: set[int], places: Places) -> int:
    rows = []
    for numbers, parents in places.trees.values():
        if begun.isdisjoint(numbers):
            continue
        sums = [
            summed(parents, [int(facts[place][n]) if place in facts else 0 for place in numbers])
            for n in range(len(MONTH_SUMS))
        ]
        for at, place in enumerate(numbers):
            if sums[0][at]:
                values = {name: sums[n][at] for n, name in enumerate(MONTH_SUMS)}
                rows.append(EffectMonth(place_id=place, month=month, **values))
    EffectMonth.objects.filter(month=month).delete()
    EffectMonth.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _forget_before_begun(places: Places) -> None:
    """Noughts that were kept of the time before anybody took part or any unit practised."""
    for organisation in places.trees:
        for rows, field, took_part in (
            (EffectQuarter.objects, "quarter", Q(reached__gt=0)),
            (EffectMonth.objects, "month", Q(held__gt=0) | Q(began_6__gt=0) | Q(began_12__gt=0)),
        ):
            mine = rows.filter(place__organisation=organisation)
            begun = mine.filter(took_part, place__level=0).order_by(field).values_list(field, flat=True).first()
            (mine.filter(**{f"{field}__lt": begun}) if begun else mine).delete()


@transaction.atomic
def _keep_spreads(organisation: Organisation, day: dt.date) -> None:
    """Bring the spreads of answers up to date where so many units have come to it that none can be told."""
    kept = {(row.item, row.moment): row for row in ReviewSpread.objects.filter(organisation=organisation)}
    for (item, moment), counts in review_counts(organisation).items():
        former = kept.get((item, moment))
        if former is None:
            table = first_table({ONE: counts}, 0)
        else:
            before = Table({ONE: tuple(former.counts)}, frozenset((ONE, column) for column in former.hidden))
            table = next_table(before, {ONE: counts}, 0)
        if table is None:
            continue
        hidden = sorted(column for _name, column in table.hidden)
        ReviewSpread.objects.update_or_create(
            organisation=organisation,
            item=item,
            moment=moment,
            defaults={"counts": list(table.counts[ONE]), "hidden": hidden, "counted_on": day},
        )
