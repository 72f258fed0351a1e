"""How units' answers to the self-review change: at the start, after half a year and after a year. Counts go upwards."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tryggby.ground.door import OSLO, months_before
from tryggby.organisations.door import Organisation, Unit
from tryggby.packages.door import CoreElement
from tryggby.routines.items import Item, asked
from tryggby.routines.models import ReviewAnswer, SelfReview

# Months after a unit's first whole self-review, and from which month and before which an answer counts as that moment.
MOMENTS = {0: (0, 0), 6: (5, 9), 12: (9, 16)}


@dataclass(frozen=True)
class ItemCourse:
    """One item of the pulse in a unit: what the group agreed on at each moment; None: passed, or not asked yet."""

    element: str
    text: str
    values: dict[int, int | None]


def pulse_items() -> list[tuple[str, str, str]]:
    """(id, core element, text) of the items that are asked each time."""
    return [(item.id, str(CoreElement(item.element).label), str(item.text)) for item in _items()]


def own_course(unit: Unit) -> tuple[list[ItemCourse], list[int]]:
    """One unit's own course, for whoever may read its self-reviews; and the moments it has been asked at."""
    answers = dict(_answers(SelfReview.objects.filter(unit=unit)).get(unit.pk, {}))
    rows = [
        ItemCourse(
            str(CoreElement(item.element).label),
            str(item.text),
            {moment: answers.get(moment, {}).get(item.id) for moment in MOMENTS},
        )
        for item in _items()
    ]
    return rows, sorted(answers)


def review_counts(organisation: Organisation) -> dict[tuple[str, int], list[int]]:
    """(item, moment) → how many units passed, and agreed on 1–2, 3 and 4–5. Only the pulse's items; three queries."""
    units = Unit.objects.filter(organisation=organisation).values("pk")
    found: dict[tuple[str, int], list[int]] = {}
    for moments in _answers(SelfReview.objects.filter(unit__in=units)).values():
        for moment, values in moments.items():
            for item, value in values.items():
                counts = found.setdefault((item, moment), [0, 0, 0, 0])
                counts[band_of(value)] += 1
    return found


def band_of(value: int | None) -> int:
    """0 for a pass, 1 for 1–2, 2 for 3, 3 for 4–5."""
    return 0 if value is None else 1 if value <= 2 else 2 if value == 3 else 3


def _items() -> list[Item]:
    return [item for item in asked("pulse") if item.pulse]


def _answers(reviews) -> dict[int, dict[int, dict[str, int | None]]]:
    """Unit → moment → item → value, of the first review at each moment."""
    closed = reviews.filter(closed_at__isnull=False)
    done = list(closed.order_by("closed_at", "pk").values_list("pk", "unit", "kind", "closed_at"))
    chosen = {pk: (unit, moment) for pk, unit, moment in _moments(done)}
    found: dict[int, dict[int, dict[str, int | None]]] = {}
    for unit, moment in chosen.values():
        found.setdefault(unit, {})[moment] = dict.fromkeys(item.id for item in _items())
    wanted = [item.id for item in _items()]
    rows = ReviewAnswer.objects.filter(review__in=closed.values("pk"))
    for pk, item, value in rows.filter(item__in=wanted).order_by().values_list("review", "item", "value"):
        if pk in chosen:
            unit, moment = chosen[pk]
            found[unit][moment][item] = value
    return found


def _moments(done: Iterable[tuple]) -> Iterator[tuple[int, int, int]]:
    """(review, unit, moment): the unit's first whole one is the start, then the first in each window after it."""
    starts: dict[int, dt.date] = {}
    taken: set[tuple[int, int]] = set()
    for pk, unit, kind, closed_at in done:
        day = closed_at.astimezone(OSLO).date()
        if unit not in starts:
            if kind == SelfReview.Kind.WHOLE:
                starts[unit] = day
                yield pk, unit, 0
            continue
        for moment, (begin, end) in MOMENTS.items():
            inside = months_before(starts[unit], -begin) <= day < months_before(starts[unit], -end)
            if moment and inside and (unit, moment) not in taken:
                taken.add((unit, moment))
                yield pk, unit, moment
