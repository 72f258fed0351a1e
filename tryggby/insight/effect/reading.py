"""Reads the kept sums of effect for pages and files: the same rows, whoever asks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tryggby.ground.door import months_before
from tryggby.insight.effect.periods import name_of, short_name
from tryggby.insight.models import CoveragePlace, EffectMonth, EffectQuarter, ReviewSpread
from tryggby.insight.suppression import LIMIT
from tryggby.organisations.door import Organisation, Service
from tryggby.routines.door import MOMENTS, pulse_items
from tryggby.ui.door import date_format
from tryggby.voices.door import PublicFigure, age_words, answer_rows, place_figures, public_figures, question_words

FIGURES = ("reached", "minutes", "gatherings", "guidance")


@dataclass(frozen=True)
class QuarterRow:
    """One quarter of a place as it may be seen; None is hidden."""

    quarter: dt.date
    people: int
    reached: int | None
    minutes: int | None
    gatherings: int | None
    guidance: int | None

    @property
    def name(self) -> str:
        """«3. kvartal 2026»."""
        return name_of(self.quarter)

    @property
    def share(self) -> int | None:
        """Of a hundred people so many were reached."""
        return None if self.reached is None or not self.people else round(100 * self.reached / self.people)

    @property
    def reach_words(self) -> str:
        """«12 av 29 (41 %)»."""
        if self.reached is None:
            return _("vises ikke")
        facts = {"n": self.reached, "all": self.people, "share": self.share}
        return _("%(n)d av %(all)d (%(share)d prosent)") % facts

    @property
    def hours_words(self) -> str:
        """Hours of parts for each employee."""
        return self._each(None if self.minutes is None else self.minutes / 60)

    @property
    def gatherings_words(self) -> str:
        """Presences at gatherings for each employee."""
        return self._each(self.gatherings)

    @property
    def guidance_words(self) -> str:
        """Presences in guidance and practice for each employee."""
        return self._each(self.guidance)

    def _each(self, amount: float | None) -> str:
        if amount is None:
            return _("vises ikke")
        return number_format(amount / self.people, 2) if self.people else "–"


@dataclass(frozen=True)
class MonthRow:
    """One month of a place: units that practised, and those that still did."""

    month: dt.date
    units: int
    held: int
    began_6: int
    still_6: int
    began_12: int
    still_12: int

    @property
    def share(self) -> int:
        """Of a hundred units so many practised."""
        return round(100 * self.held / self.units) if self.units else 0


@dataclass(frozen=True)
class SpreadRow:
    """Units' answers to one item at one moment: passed, 1–2, 3 and 4–5. `units` is 0 where none is shown."""

    moment: int
    units: int
    cells: tuple[int | None, ...]

    @property
    def name(self) -> str:
        """«Etter 6 måneder»."""
        return _("Ved start") if not self.moment else _("Etter %(n)d måneder") % {"n": self.moment}

    @property
    def bars(self) -> list[tuple[str, str, str]]:
        """(class, left, width) of the bands 1–2, 3 and 4–5; empty when one of them is hidden."""
        bands = self.cells[1:]
        if None in bands or not self.units or not sum(band or 0 for band in bands):
            return []
        whole, left, found = sum(band or 0 for band in bands), 0, []
        for look, band in zip(("f-none", "f-planned", "f-done"), bands, strict=True):
            found.append((look, f"{100 * left / whole:.1f}%", f"{100 * (band or 0) / whole:.1f}%"))
            left += band or 0
        return found


@dataclass(frozen=True)
class Spread:
    """One item with its moments."""

    item: str
    element: str
    text: str
    rows: list[SpreadRow]

    @property
    def is_shown(self) -> bool:
        """True when enough units have answered at some moment."""
        return any(row.units for row in self.rows)


@dataclass(frozen=True)
class ChildRow:
    """One released figure of children's answers: the words of each answer with its count.

    `band` is the age as a code; `place` names the one place it is of, and is empty for all places of the service.
    """

    service: str
    question: str
    band: str
    since: dt.date
    until: dt.date
    number: int
    cells: list[tuple[str, int | None]]
    place: str = ""

    @property
    def age(self) -> str:
        """«Under 13 år»."""
        return age_words(self.band)

    @property
    def title(self) -> str:
        """What tells it from every other on the page: question, whose, and the children's age."""
        return " · ".join((self.question, self.place or self.service, self.age))


def quarters_of(place: CoveragePlace) -> list[QuarterRow]:
    """A place's quarters, oldest first, as they may be shown. One query."""
    fields = ["quarter", "people", *(f"shown_{name}" for name in FIGURES)]
    return [
        QuarterRow(*row) for row in EffectQuarter.objects.filter(place=place).order_by("quarter").values_list(*fields)
    ]


def year_before(rows: list[QuarterRow]) -> QuarterRow | None:
    """The same quarter of the year before the newest, when it was counted: a place may have stood empty meanwhile."""
    wanted = months_before(rows[-1].quarter, 12) if rows else None
    return next((row for row in rows if row.quarter == wanted), None)


def own_quarters(units: Iterable[int]) -> list[QuarterRow]:
    """The quarters of units for whoever leads them: hidden only where fewer than five work. One query."""
    rows = EffectQuarter.objects.filter(place__unit__in=units, place__leaf_since__isnull=False)
    sums = rows.order_by("quarter").values("quarter").annotate(**{f"n_{n}": Sum(n) for n in ("people", *FIGURES)})
    found = sums.values_list("quarter", "n_people", *(f"n_{name}" for name in FIGURES))
    return [
        QuarterRow(quarter, people, *(figures if people >= LIMIT else [None] * len(FIGURES)))
        for quarter, people, *figures in found
    ]


def months_of(place: CoveragePlace) -> list[MonthRow]:
    """A place's months, oldest first. One query."""
    return [MonthRow(*row) for row in _months(EffectMonth.objects.filter(place=place))]


def own_months(units: Iterable[int]) -> list[MonthRow]:
    """The months of units for whoever leads them. One query."""
    rows = EffectMonth.objects.filter(place__unit__in=units, place__leaf_since__isnull=False)
    names = ("units", "held", "began_6", "still_6", "began_12", "still_12")
    sums = rows.order_by("month").values("month").annotate(**{f"n_{name}": Sum(name) for name in names})
    return [MonthRow(*row) for row in sums.values_list("month", *(f"n_{name}" for name in names))]


def spreads_of(organisation: Organisation) -> list[Spread]:
    """Every item at every moment; a moment that cannot be shown yet has no units. One query."""
    kept = {(row.item, row.moment): row for row in ReviewSpread.objects.filter(organisation=organisation)}
    found = []
    for item, element, text in pulse_items():
        rows = []
        for moment in MOMENTS:
            row = kept.get((item, moment))
            cells = tuple(row.shown) if row else (None,) * 4
            rows.append(SpreadRow(moment, row.units if row else 0, cells))
        found.append(Spread(item, element, text, rows))
    return found


def children_of(organisation: Organisation, service: Service | None = None) -> list[ChildRow]:
    """The figures of children's answers that everybody may read already, of all services or one. Two queries."""
    services = {one.code: str(one) for one in Service.objects.all()}  # for everyone: kinds of work
    return [_child(row, services) for row in public_figures(organisation, service=service)]


def own_children(person, units: Iterable[int]) -> list[ChildRow]:
    """What has been released of children's answers in units that the person leads, place by place. Three queries."""
    services = {one.code: str(one) for one in Service.objects.all()}  # for everyone: kinds of work
    return [_child(row, services, place) for place, row in place_figures(person, units)]


def points(rows: Iterable[QuarterRow]) -> list[tuple[str, int]]:
    """Columns of the reach in the last two years, of the quarters that can be shown."""
    return [(short_name(row.quarter), row.share) for row in list(rows)[-8:] if row.share is not None]


def month_points(rows: list[MonthRow]) -> list[tuple[str, int]]:
    """Columns of the last twelve months."""
    return [(date_format(row.month, "M")[:3], row.share) for row in rows[-12:]]


def _months(rows):
    names = ("month", "units", "held", "began_6", "still_6", "began_12", "still_12")
    return rows.order_by("month").values_list(*names)


def _child(row: PublicFigure, services: dict[str, str], place: str = "") -> ChildRow:
    return ChildRow(
        place=place,
        service=services.get(row.service, row.service),
        question=question_words(row.words),
        band=row.age_band,
        since=row.since,
        until=row.until,
        number=row.number,
        cells=answer_rows(labels=row.labels, scale=row.scale, choices=row.choices, cells=row.cells),
    )
