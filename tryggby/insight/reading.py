"""Reads the kept sums for pages and files: one place, one training, the matrix; and the words that explain them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO, months_before, today
from tryggby.insight.models import Counting, CoverageMonth, CoveragePlace, CoverageRow, Training
from tryggby.insight.suppression import LIMIT
from tryggby.ui.door import date_format

Level = CoveragePlace.Level
# Months in the series.
MONTHS = 12


@dataclass(frozen=True)
class Figure:
    """One cell as it may be seen: `shown` of `people`, or hidden when `shown` is None."""

    label: str
    people: int
    shown: int | None
    url: str = ""
    group: str = ""

    @property
    def words(self) -> str:
        """«12 av 29», «ingen ennå», «alle 29», or that it is hidden."""
        if not self.people:
            return "–"
        if self.shown is None:
            return _("vises ikke")
        if self.shown == 0:
            return _("ingen ennå, av %(all)d") % {"all": self.people}
        if self.shown == self.people:
            return _("alle %(all)d") % {"all": self.people}
        return _("%(n)d av %(all)d") % {"n": self.shown, "all": self.people}

    @property
    def width(self) -> str:
        """The share as the width of a bar."""
        return f"{100 * (self.shown or 0) / self.people:.1f}%" if self.people else "0%"


def path_to(place: CoveragePlace) -> list[CoveragePlace]:
    """The places from the top down to this one."""
    chain = [place]
    while chain[0].parent_id:
        chain.insert(0, CoveragePlace.objects.select_related("service", "district").get(pk=chain[0].parent_id))
    return chain


def trainings_of(place: CoveragePlace) -> list[Training]:
    """What is counted in the place's organisation: requirements first, then parts by package."""
    return list(Training.objects.current().of(place.organisation_id).order_by("group", "number", "title", "pk"))


def figures_of(place: CoveragePlace, trainings: Sequence[Training]) -> list[Figure]:
    """One place, every training. One query."""
    rows = {row.training_id: row for row in CoverageRow.objects.filter(place=place, training__in=trainings)}
    return [
        Figure(one.title, rows[one.pk].people, rows[one.pk].shown, one.key, one.group)
        for one in trainings
        if one.pk in rows
    ]


def rows_below(place: CoveragePlace, training: Training):
    """The cells of the places right below one, for a page by name."""
    return CoverageRow.objects.filter(training=training, place__parent=place).select_related("place__service")


def workplace_rows(organisation: int, training: Training, *, service: str = "", district: str = "", words: str = ""):
    """The cells of every workplace of an organisation, for a page by name; filters choose rows and sum nothing."""
    rows = CoverageRow.objects.filter(
        training=training, place__organisation=organisation, place__level=Level.WORKPLACE
    ).select_related("place__service", "place__district")
    return rows.filter(_chosen(service, district, words, "place__"))


def workplaces(organisation: int, *, service: str = "", district: str = "", words: str = ""):
    """The workplaces of an organisation, for the matrix by name."""
    places = CoveragePlace.objects.filter(organisation=organisation, level=Level.WORKPLACE)
    return places.filter(_chosen(service, district, words)).select_related("service", "district")


def matrix(places: Sequence[CoveragePlace], trainings: Sequence[Training]) -> list[tuple[CoveragePlace, list[Figure]]]:
    """Each place with a figure per training. One query."""
    cells = {
        (place, training): (people, shown)
        for place, training, people, shown in CoverageRow.objects.filter(
            place__in=[place.pk for place in places], training__in=[one.pk for one in trainings]
        )
        .order_by()
        .values_list("place_id", "training_id", "people", "shown")
    }
    return [
        (place, [Figure(one.title, *cells.get((place.pk, one.pk), (0, None))) for one in trainings]) for place in places
    ]


def months(place: CoveragePlace, training: Training | None) -> dict:
    """`series`, the place's own last twelve months, never beside another place's; and `points` of those to be drawn."""
    found = series(place, training) if training else []
    return {
        "series": found,
        "points": [(date_format(day, "M"), one.shown) for day, one in found if one.shown is not None],
    }


def series(place: CoveragePlace, training: Training) -> list[tuple[dt.date, Figure]]:
    """The place's own last twelve months, oldest first."""
    since = months_before(today().replace(day=1), MONTHS - 1)
    rows = CoverageMonth.objects.filter(place=place, training=training, month__gte=since).order_by("month")
    return [(row.month, Figure(date_format(row.month, "M y"), row.people, row.shown)) for row in rows]


def counted_at() -> dt.datetime | None:
    """When the sums were last brought up to date."""
    at = Counting.objects.values_list("at", flat=True).first()
    return at.astimezone(OSLO) if at else None


def notes(place: CoveragePlace) -> list[tuple[str, str]]:
    """How the figures are made: what is counted, of whom, when, and what is hidden and why."""
    at = counted_at()
    when = date_format(at, "j. F Y H:i") if at else _("ikke talt opp ennå")
    taken = date_format(timezone.now().astimezone(OSLO), "j. F Y H:i")
    return [
        (_("Sted"), f"{place.organisation.name} · {place.label}"),
        (_("Hvor mange"), _("%(n)d personer jobber her i dag. De som har sluttet, er ikke med.") % {"n": place.people}),
        (_("Når"), _("Talt opp %(when)s, hentet ut %(taken)s.") % {"when": when, "taken": taken}),
        (
            _("Hver person én gang"),
            _("Den som jobber flere steder, telles der stillingen er størst. Derfor kan summene legges sammen."),
        ),
        (
            _("Krav"),
            _("Av dem kravet gjelder for i dag. De som er fritatt eller i permisjon, er ikke med i noen av tallene."),
        ),
        (
            _("Deler av pakker"),
            _("Har lest delen ferdig i hovedutgaven som gjelder. En mindre rettelse spør ikke på nytt."),
        ),
        (
            _("Det som ikke vises"),
            _(
                "Er de som er ferdige, eller de som ikke er det, færre enn %(limit)d, vises ikke tallet. Da skjules "
                "også noen andre tall, så ingen kan regne seg fram, heller ikke den som kjenner én enhet fra innsiden."
            )
            % {"limit": LIMIT},
        ),
        (
            _("Måneder"),
            _(
                "Siste tall i hver måned. Måneder fra før opptellingen begynte, er regnet ut for dem som "
                "jobber her i dag."
            ),
        ),
        (_("Rekkefølge"), _("Alfabetisk. Tallene er ikke laget for å sammenligne steder med hverandre.")),
    ]


def matrix_lines(place: CoveragePlace, trainings: Sequence[Training]) -> Iterator[list]:
    """The place and every place below it as rows for a file: where it is, people, and per training n and done."""
    chain = _below(place)
    names = {one.pk: one for one in chain}
    wanted = [one.pk for one in trainings]
    for start in range(0, len(chain), 200):
        some = chain[start : start + 200]
        cells: dict[int, dict[int, tuple]] = {one.pk: {} for one in some}
        rows = CoverageRow.objects.filter(place__in=list(cells), training__in=wanted).order_by()
        for where, training, people, shown in rows.values_list("place_id", "training_id", "people", "shown"):
            cells[where][training] = (people, shown)
        for one in some:
            yield [*_where(one, names), one.people, *_pairs(cells[one.pk], wanted)]


def matrix_heads(trainings: Sequence[Training]) -> list[str]:
    """The heads of the file."""
    pairs = [(f"{one.title} – {_('gjelder')}", f"{one.title} – {_('ferdige')}") for one in trainings]
    return [_("Nivå"), _("Bydel"), _("Tjeneste"), _("Arbeidssted"), _("Enhet"), _("Ansatte"), *sum(pairs, ())]


def _pairs(cells: dict[int, tuple], wanted: Sequence[int]) -> list:
    hidden, found = _("vises ikke"), []
    for training in wanted:
        people, shown = cells.get(training, (None, None))
        found += [people, None if people is None else hidden if shown is None else shown]
    return found


def _below(place: CoveragePlace) -> list[CoveragePlace]:
    """The place and everything below it, each right after the one it belongs to."""
    rows = CoveragePlace.objects.filter(organisation=place.organisation_id, level__gte=place.level)
    children: dict[int | None, list[CoveragePlace]] = {}
    for row in rows.select_related("service", "district").order_by("name", "pk"):
        children.setdefault(row.parent_id, []).append(row)
    found: list[CoveragePlace] = []
    waiting = [place]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += reversed(children.get(one.pk, []))
    return found


def _where(place: CoveragePlace, names: dict[int, CoveragePlace]) -> list[str]:
    """Level, district, service, workplace, unit."""
    found = {place.level: place.label}
    above = names.get(place.parent_id or 0)
    while above:
        found[above.level] = above.label
        above = names.get(above.parent_id or 0)
    return [str(place.get_level_display()), *(found.get(level, "") for level in Level if level > 0)]


def _chosen(service: str, district: str, words: str, prefix: str = "") -> Q:
    found = Q()
    if service:
        found &= Q(**{f"{prefix}service__code": service})
    if district:
        found &= Q(**{f"{prefix}district__key": district})
    if words:
        found &= Q(**{f"{prefix}name__icontains": words})
    return found
