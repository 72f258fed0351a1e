"""A municipality's figures as everybody may read them: per question the sum of all places, small cells hidden."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.voices import content
from tryggby.voices.actions.statistic import table_of
from tryggby.voices.asking import in_language
from tryggby.voices.figures import Table
from tryggby.voices.models import Channel, Question, Statistic


@dataclass(frozen=True, kw_only=True)
class PublicFigure:
    """One row of counts by value, 0 (skipped) first; None is hidden. `number` is how many answered in all."""

    service: str
    age_band: str
    question: str
    version: int
    words: dict[str, str]
    labels: str
    choices: list[dict[str, str]]
    scale: str
    since: dt.date
    until: dt.date
    number: int
    cells: tuple[int | None, ...]


def standing_tables():
    """The tables that everybody can read today, the newest term first: none is replaced, none is over a year old."""
    since = today() - dt.timedelta(days=370)
    found = Statistic.objects.filter(replaced_by__isnull=True, until__gte=since).select_related("question", "service")
    return found.order_by("-since", "question__slug", "age_band", "pk")


def public_figures(organisation, *, service=None, common: bool = True) -> list[PublicFigure]:
    """The newest period of each question, of one service or all; `common` leaves out the places' own. One query."""
    rows = standing_tables().filter(organisation=organisation)
    if service is not None:
        rows = rows.filter(service=service)
    if common:
        rows = rows.filter(question__organisation__isnull=True)
    found: dict[tuple, PublicFigure] = {}
    for row in rows:
        one = figure_of(row)
        found.setdefault((one.service, one.age_band, one.question, one.version, one.scale), one)
    return [found[scope] for scope in sorted(found)]


def place_figures(person, units: Iterable[int]) -> list[tuple[str, PublicFigure]]:
    """The newest released row of each place in these units that the person listens to, with the place's name.

    The same rows as among the person's own figures. Two queries.
    """
    places = Channel.objects.visible_to(person).filter(unit__in=units)
    own = {
        key: (name, service, of)
        for key, name, service, of in places.values_list("key", "name", "service", "organisation")
    }
    rows = standing_tables().filter(
        organisation__in={of for _name, _service, of in own.values()},
        service__in={service for _name, service, _of in own.values()},
    )
    found: dict[tuple, tuple[str, PublicFigure]] = {}
    for row in rows:
        for key in own.keys() & row.counts.keys():
            one = figure_of(row, key)
            found.setdefault((own[key][0], key, one.question, one.version, one.scale), (own[key][0], one))
    return [found[scope] for scope in sorted(found)]


def figure_of(statistic: Statistic, place: str | None = None) -> PublicFigure:
    """What the public page shows of a table; or the row of one of its places, for those who listen there."""
    table = table_of(statistic)
    number, cells = public_row(table) if place is None else (sum(table.counts[place]), tuple(table.row(place)))
    question = statistic.question
    return PublicFigure(
        service=statistic.service.code,
        age_band=statistic.age_band,
        question=question.slug,
        version=question.version,
        words=question.words,
        labels=question.labels,
        choices=question.choices,
        scale=statistic.scale,
        since=statistic.since,
        until=statistic.until,
        number=number,
        cells=cells,
    )


def public_row(table: Table) -> tuple[int, tuple[int | None, ...]]:
    """How many answered, and the row that everybody sees."""
    return sum(sum(row) for row in table.counts.values()), tuple(table.row(table.public))


def question_words(words: dict[str, str]) -> str:
    """A question in the reader's language, else in bokmål."""
    return in_language(words, (get_language() or content.FIRST).partition("-")[0])


def age_words(band: str) -> str:
    """What an age band is called."""
    return str(Channel.AgeBand(band).label)


def library_words(code: str) -> dict[str, str]:
    """The common library's questions in a language, by slug; the newest version of each.

    Also those that nobody here has asked yet: they become rows at their first use.
    """
    rows = Question.objects.filter(organisation__isnull=True).order_by("slug", "version")
    words = {row.slug: row.words for row in rows} | {slug: one["words"] for slug, one in content.library().items()}
    return {slug: in_language(words[slug], code) for slug in sorted(words)}


def answer_rows(
    *, labels: str, scale: str, choices: list[dict[str, str]], cells: Sequence[int | None]
) -> list[tuple[str, int | None]]:
    """The words of each answer in the reader's language with its count: the best answer first, skipped last."""
    flow = content.flow(get_language() or content.FIRST)
    words = [in_language(choice, flow.code) for choice in choices] if scale == "choice" else flow.labels(labels, scale)
    return [*reversed(list(zip(words, cells[1:], strict=True))), (_("Hoppet over"), cells[0])]
