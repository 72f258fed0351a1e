"""What pages show of advice and figures, ready for the templates."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Min, Prefetch, Q, Sum, prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO, today
from tryggby.voices import content, words
from tryggby.voices.actions.statistic import table_of
from tryggby.voices.actions.truth import ROW, truth_table
from tryggby.voices.asking import in_language, labels_of
from tryggby.voices.figures import SUM
from tryggby.voices.models import Advice, AdviceReply, Channel, Statistic, Tally, TruthFigure, TruthTally
from tryggby.voices.public_figures import standing_tables
from tryggby.voices.weeks import term_of

COLOURS = {"heard": "info", "trying": "sol", "done": "success", "cannot": "neutral"}


@dataclass(frozen=True)
class Truth:
    """What children say of an answer, as it was released: how many, when, and each count (None is hidden)."""

    number: int
    since: dt.date
    until: dt.date
    cells: list[tuple[str, int | None]]

    @property
    def hides(self) -> bool:
        """True when a count is hidden."""
        return any(count is None for _label, count in self.cells)


@dataclass(frozen=True)
class AdviceRow:
    """One piece of advice with its newest answer, how long it has waited, and what children say of the answer."""

    advice: Advice
    reply: AdviceReply | None
    theme: str
    waited: int
    late: bool
    truth: Truth | None

    @property
    def colour(self) -> str:
        """The tag's colour."""
        return COLOURS[self.reply.state] if self.reply else "warning"


@dataclass(frozen=True)
class Answered:
    """One row of a table: whose, how many answered, and each answer's count (None is hidden) and width of its bar."""

    name: str
    number: int
    cells: list[tuple[str, int | None, str]]


@dataclass(frozen=True)
class Shown:
    """One question's table as it may be shown."""

    question: str
    since: dt.date
    until: dt.date
    age: str
    rows: list[Answered]
    hides: bool


def enough_answered(channel: Channel) -> bool:
    """True when so many have answered this term that figures can come; the number itself is not told."""
    since, _ends = term_of(today())
    found = Tally.objects.filter(channel=channel, week__gte=since).values("question").annotate(all=Sum("number"))
    return max((row["all"] for row in found.order_by()), default=0) >= channel.least


def advice_rows(found: list[Advice]) -> list[AdviceRow]:
    """Advice with answers; two queries whatever the number."""
    shown = TruthFigure.objects.filter(replaced_by__isnull=True)
    prefetch_related_objects(list(found), Prefetch("replies__truth_figures", queryset=shown, to_attr="truths_shown"))
    return [_row(advice) for advice in found]


def debt(found) -> dict:
    """How many pieces of advice wait for an answer, for how many days the oldest has waited, and how many answers say
    that something would have been tried by now."""
    oldest = found.unanswered().aggregate(
        number=Count("pk"), oldest=Min("made_at"), late=Count("pk", filter=Q(due_on__lt=today()))
    )
    days = (today() - oldest["oldest"].astimezone(OSLO).date()).days if oldest["oldest"] else 0
    promised = found.overdue(today()).count()
    return {"number": oldest["number"], "days": days, "late": oldest["late"] + promised, "promised": promised}


def own_tables(person) -> list[list[Shown]]:
    """The tables with the person's own places and the sum where there is one, by term, the newest first."""
    own = dict(Channel.objects.visible_to(person).values_list("key", "name"))
    services = Channel.objects.visible_to(person).values("service")
    organisations = Channel.objects.visible_to(person).values("organisation")
    found = standing_tables().filter(organisation__in=organisations, service__in=services)
    return _by_period([_shown(row, own) for row in found if own.keys() & row.counts.keys()])


def public_tables(service) -> list[list[Shown]]:
    """The tables of a service, by term: the sum of all places, or the one place there is."""
    return _by_period([_shown(row, {}) for row in standing_tables().filter(service=service)])


def _by_period(tables: list[Shown]) -> list[list[Shown]]:
    """Tables of one term together."""
    return [list(rows) for _since, rows in groupby(tables, key=lambda table: table.since)]


def _shown(statistic: Statistic, own: dict[str, str]) -> Shown:
    """A released table with the rows in `own`, and the sum or the only place."""
    table = table_of(statistic)
    flow = content.flow(get_language() or content.FIRST)
    labels = [_("Hoppet over"), *labels_of(statistic.question, statistic.scale, flow)]
    names = [(key, own[key]) for key in table.counts if key in own]
    if table.has_sums:
        names.append((SUM, _("Alle stedene til sammen")))
    elif not own:
        names = [(table.public, _("Alle som har svart"))]
    rows = [_answered(table, key, name, labels) for key, name in names]
    return Shown(
        question=in_language(statistic.question.words, flow.code),
        since=statistic.since,
        until=statistic.until,
        age=statistic.get_age_band_display(),
        rows=rows,
        hides=any(count is None for row in rows for _label, count, _width in row.cells),
    )


def _answered(table, key: str, name: str, labels: list[str]) -> Answered:
    counts = table.row(key)
    number = sum(sum(row) for row in table.counts.values()) if key == SUM else sum(table.counts[key])
    best_first = [*range(len(labels) - 1, 0, -1), 0]
    cells = [
        (labels[value], counts[value], f"{100 * counts[value] / number:.0f}%" if counts[value] is not None else "0%")
        for value in best_first
    ]
    return Answered(name, number, cells)


def _row(advice: Advice) -> AdviceRow:
    reply = advice.reply
    return AdviceRow(
        advice=advice,
        reply=reply,
        theme=str(words.THEMES.get(advice.theme, advice.theme)),
        waited=(today() - advice.made_at.astimezone(OSLO).date()).days,
        late=reply.is_overdue if reply else advice.due_on < today(),
        truth=_truth(reply.truths_shown[0]) if reply and reply.truths_shown else None,
    )


def _truth(figure: TruthFigure) -> Truth:
    counts = truth_table(figure).row(ROW)
    labels = [str(label) for label in TruthTally.Value.labels]
    return Truth(sum(figure.counts), figure.since, figure.until, list(zip(labels, counts, strict=True)))
