"""What stands in a report: places one by one with their quarters and months, self-reviews and children's answers.

Everything is read piece by piece, so that a large city takes no more memory than a small one.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import batched

from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.insight.effect.reading import (
    FIGURES,
    ChildRow,
    MonthRow,
    QuarterRow,
    Spread,
    children_of,
    spreads_of,
)
from tryggby.insight.effect.words import LICENCE, definitions, notes
from tryggby.insight.models import CoveragePlace, EffectMonth, EffectQuarter

Level = CoveragePlace.Level
# Places that are read at a time.
BATCH = 100
MONTH_FIELDS = ("units", "held", "began_6", "still_6", "began_12", "still_12")


@dataclass(frozen=True)
class Spot:
    """A place with the names of what it lies in, from the top down."""

    number: int
    level: int
    names: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Which level, in words."""
        return str(Level(self.level).label)

    def columns(self, deepest: int = Level.UNIT) -> list[str]:
        """Level, then a column each for district, service, workplace and unit."""
        named = dict(enumerate(self.names))
        return [self.kind, *(named.get(level, "") for level in range(1, deepest + 1))]


def spots(top: CoveragePlace, deepest: int = Level.UNIT) -> Iterator[Spot]:
    """The place and those below it, each right after the one it lies in; a query for each that has something below."""
    waiting: list[tuple[CoveragePlace, tuple[str, ...]]] = [(top, ())]
    while waiting:
        place, above = waiting.pop()
        names = (*above, *[""] * (place.level - len(above)), place.label)
        yield Spot(place.pk, place.level, names)
        if place.leaf_since is None and place.level < deepest:
            below = place.children.select_related("service", "district").order_by("-name", "-pk")
            waiting += [(one, names) for one in below]


def quarter_lines(top: CoveragePlace, tell: Callable[[int], object], deepest: int = Level.UNIT) -> Iterator[tuple]:
    """(spot, quarter) of every place, as it may be shown."""
    fields = ["place_id", "quarter", "people", *(f"shown_{name}" for name in FIGURES)]
    for some in batched(spots(top, deepest), BATCH):
        found: dict[int, list[QuarterRow]] = {spot.number: [] for spot in some}
        rows = EffectQuarter.objects.filter(place__in=list(found)).order_by("quarter")
        for place, *row in rows.values_list(*fields):
            found[place].append(QuarterRow(*row))
        for spot in some:
            for row in found[spot.number]:
                yield spot, row
        tell(len(some))


def month_lines(top: CoveragePlace, tell: Callable[[int], object], deepest: int = Level.UNIT) -> Iterator[tuple]:
    """(spot, month) of every place."""
    for some in batched(spots(top, deepest), BATCH):
        found: dict[int, list[MonthRow]] = {spot.number: [] for spot in some}
        rows = EffectMonth.objects.filter(place__in=list(found)).order_by("month")
        for place, *row in rows.values_list("place_id", "month", *MONTH_FIELDS):
            found[place].append(MonthRow(*row))
        for spot in some:
            for row in found[spot.number]:
                yield spot, row
        tell(len(some))


def place_heads(deepest: int = Level.UNIT) -> list[str]:
    """The heads of a spot's columns."""
    return [_("Nivå"), _("Bydel"), _("Tjeneste"), _("Arbeidssted"), _("Enhet")][: deepest + 1]


def quarter_heads() -> list[str]:
    """The heads of the sheet of quarters."""
    amounts = [_("Nådd"), _("Timer"), _("Oppmøter på samlinger"), _("Oppmøter på veiledning og øving")]
    return [*place_heads(), _("Kvartal fra"), _("Ansatte"), *amounts]


def quarter_cells(spot: Spot, row: QuarterRow) -> list:
    """One line of the sheet of quarters; a hidden cell says so."""
    values = [row.reached, hours(row.minutes), row.gatherings, row.guidance]
    return [
        *spot.columns(),
        row.quarter,
        row.people,
        *(or_hidden(value) for value in values),
    ]


def month_heads() -> list[str]:
    """The heads of the sheet of months."""
    still = [_("Begynte for 6 måneder siden"), _("Øver fortsatt etter 6 måneder")]
    still += [_("Begynte for 12 måneder siden"), _("Øver fortsatt etter 12 måneder")]
    return [*place_heads(), _("Måned fra"), _("Enheter"), _("Øvde"), *still]


def month_cells(spot: Spot, row: MonthRow) -> list:
    """One line of the sheet of months."""
    return [*spot.columns(), row.month, *(getattr(row, name) for name in MONTH_FIELDS)]


def review_heads() -> list[str]:
    """The heads of the sheet of self-reviews."""
    return [_("Kjerneelement"), _("Påstand"), _("Når"), _("Enheter"), _("Gikk videre"), "1–2", "3", "4–5"]


def review_cells(top: CoveragePlace) -> list[list]:
    """Every item at every moment."""
    return [
        [one.element, one.text, row.name, row.units or _("vises ikke"), *(or_hidden(cell) for cell in row.cells)]
        for one in _spreads(top)
        for row in one.rows
    ]


def child_heads() -> list[str]:
    """The heads of the sheet of children's answers."""
    return [_("Tjeneste"), _("Spørsmål"), _("Alder"), _("Fra"), _("Til"), _("Antall svar"), _("Svar"), _("Antall")]


def child_lines(top: CoveragePlace) -> Iterator[tuple[ChildRow, str, int | None]]:
    """(figure, answer, count) of every answer to every question."""
    for row in children_of(top.organisation):
        for label, count in row.cells:
            yield row, label, count


def child_cells(row: ChildRow, label: str, count: int | None) -> list:
    """One line of the sheet of children's answers."""
    return [row.service, row.question, row.age, row.since, row.until, row.number, label, or_hidden(count)]


def word_lines() -> list[list[str]]:
    """How the figures are made, line by line."""
    lines = [[one.title, label, text] for one in definitions(today()).values() for label, text in one.lines]
    return [*lines, *[["", label, text] for label, text in notes()], ["", _("Lisens for åpne data"), LICENCE]]


def hours(minutes: int | None) -> float | None:
    """Minutes as hours with one decimal."""
    return None if minutes is None else round(minutes / 60, 1)


def day(value: dt.date) -> str:
    """ISO 8601."""
    return value.isoformat()


def or_hidden(cell: float | None) -> object:
    """The number, or that it is hidden."""
    return _("vises ikke") if cell is None else cell


def _spreads(top: CoveragePlace) -> list[Spread]:
    return spreads_of(top.organisation)
