"""A municipality's figures as everybody may read them: per question the sum of all places, small cells hidden."""

import datetime as dt
from dataclasses import dataclass

from tryggby.voices import content
from tryggby.voices.actions.statistic import table_of
from tryggby.voices.asking import in_language
from tryggby.voices.figures import SUM, Table
from tryggby.voices.models import Question, Statistic


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


def public_figures(organisation) -> list[PublicFigure]:
    """The newest period of each question of the common library. One query."""
    rows = Statistic.objects.filter(
        organisation=organisation, replaced_by__isnull=True, question__organisation__isnull=True
    ).select_related("question", "service")
    found: dict[tuple, PublicFigure] = {}
    for row in rows.order_by("since", "pk"):
        one = figure_of(row)
        found[one.service, one.age_band, one.question, one.version, one.scale] = one
    return [found[scope] for scope in sorted(found)]


def figure_of(statistic: Statistic) -> PublicFigure:
    """What the public page shows of a table."""
    number, cells = public_row(table_of(statistic))
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
    """How many answered, and the row that everybody sees: the sum, or the only place."""
    name = SUM if table.has_sums else next(iter(table.counts))
    return sum(sum(row) for row in table.counts.values()), tuple(table.row(name))


def library_words(code: str) -> dict[str, str]:
    """The common library's questions in a language, by slug; the newest version of each."""
    rows = Question.objects.filter(organisation__isnull=True).order_by("slug", "version")
    return {row.slug: in_language(row.words, code) for row in rows}


def answer_words(code: str, *, labels: str, scale: str, choices: list[dict[str, str]]) -> list[str]:
    """The words of the answers in a language, from value 1 upwards."""
    if scale == "choice":
        return [in_language(choice, code) for choice in choices]
    return content.flow(code).labels(labels, scale)
