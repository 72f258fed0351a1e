"""Release figures: for every service, age band, question and scale, when the rules of figures.py allow it."""

import datetime as dt

from django.db import transaction
from django.db.models import Sum

from tryggby.ground.door import today
from tryggby.voices.figures import Table, first_table, next_table
from tryggby.voices.models import Channel, Statistic, Tally
from tryggby.voices.weeks import term_of, week_of

# A table is looked at anew once a month at most.
REST = dt.timedelta(days=28)


def release_due(on: dt.date | None = None) -> list[Statistic]:
    """Release what may be shown of this term, up to the last whole week; returns what was released."""
    until = week_of(on or today())
    since, ends = term_of(until - dt.timedelta(days=7))
    until = min(until, ends)
    if until <= since:
        return []
    found = (_release(scope, counts, since, until) for scope, counts in _counts(since, until).items())
    return [statistic for statistic in found if statistic]


def table_of(statistic: Statistic) -> Table:
    """What was released, as a table with hidden cells."""
    counts = {name: tuple(row) for name, row in statistic.counts.items()}
    return Table(counts, frozenset((name, column) for name, column in statistic.hidden))


@transaction.atomic
def _release(scope: tuple, rows: dict, since: dt.date, until: dt.date) -> Statistic | None:
    organisation, service, age_band, question, scale = scope
    here = Statistic.objects.select_for_update().filter(
        organisation=organisation, service=service, age_band=age_band, question=question, scale=scale, since=since
    )
    former = here.order_by("-until", "-pk").first()
    last = until - dt.timedelta(days=1)
    if former and (former.until >= last or former.until + REST > last):
        return None
    least = max(least for _counts, least in rows.values())
    counts = {name: found for name, (found, _least) in rows.items()}
    table = _next(former, counts, least) if former else first_table(counts, least)
    if table is None or not table.shown:
        return None
    return Statistic.objects.create(
        organisation_id=organisation,
        service_id=service,
        age_band=age_band,
        question_id=question,
        scale=scale,
        since=since,
        until=last,
        counts={name: list(row) for name, row in table.counts.items()},
        hidden=sorted([name, column] for name, column in table.hidden),
        former=former,
    )


def _next(former: Statistic, counts: dict, least: int) -> Table | None:
    """The table instead of the former one, unless it would show less."""
    before = table_of(former)
    after = next_table(before, counts, least)
    return after if after and after.shown >= before.shown else None


def _counts(since: dt.date, until: dt.date) -> dict[tuple, dict]:
    """Per table: channel key to its counts (skipped first) and its threshold."""
    tallies = Tally.objects.filter(week__gte=since, week__lt=until).values_list(
        "channel__organisation",
        "channel__service",
        "channel__age_band",
        "question",
        "scale",
        "channel__key",
        "channel__least",
        "question__choices",
        "value",
    )
    found: dict[tuple, dict] = {}
    for *scope, channel, least, choices, value, number in tallies.annotate(all=Sum("number")).order_by():
        columns = 1 + (len(choices) if scope[4] == "choice" else {Channel.FacePack.THREE: 3}.get(scope[4], 5))
        row = found.setdefault(tuple(scope), {}).setdefault(channel, ([0] * columns, least))
        if value < columns:
            row[0][value] += number
    return found
