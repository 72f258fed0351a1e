"""Is it true? Take in what a child says of an answer from the adults; release the counts by the rules of figures."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Max, Q, Sum
from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO, today
from tryggby.voices.actions.answer import first_time
from tryggby.voices.actions.channel import least_of
from tryggby.voices.actions.statistic import REST
from tryggby.voices.figures import Table, first_table, next_table
from tryggby.voices.models import AdviceReply, Channel, TruthFigure, TruthTally
from tryggby.voices.refusal import Refused
from tryggby.voices.weeks import this_week, week_of

# A reply is one table with one row.
ROW = "reply"


@transaction.atomic(savepoint=False)
def say_if_true(*, reply: AdviceReply, value: str, once: str) -> bool:
    """A child says whether what the adults answered is true; False when this form was counted before."""
    if value not in TruthTally.Value.values:
        raise Refused(_("Svaret finnes ikke."))
    if not first_time(f"reply {reply.pk}", once):
        return False
    tally, _made = TruthTally.objects.get_or_create(reply=reply, week=this_week(), value=value)
    TruthTally.objects.filter(pk=tally.pk).update(number=F("number") + 1)
    return True


def release_truths(on: dt.date | None = None) -> list[TruthFigure]:
    """Release what may be shown of what children say of the replies, up to the last whole week."""
    until = week_of(on or today())
    tallies = TruthTally.objects.filter(week__lt=until).order_by()
    found: dict[int, dict[str, int]] = {}
    for reply, value, number in tallies.values_list("reply", "value").annotate(all=Sum("number")):
        found.setdefault(reply, {})[value] = number
    enough = {reply: told for reply, told in found.items() if sum(told.values()) >= least_of("")}
    replies = AdviceReply.objects.select_related("advice").in_bulk(enough)
    released = (_release(replies[pk], told, until) for pk, told in sorted(enough.items()))
    return [figure for figure in released if figure]


def truth_table(figure: TruthFigure) -> Table:
    """What was released, as a table with hidden cells."""
    return Table({ROW: tuple(figure.counts)}, frozenset((ROW, column) for column in figure.hidden))


def least_for(reply: AdviceReply) -> int:
    """So many must have said it before anybody sees the counts: as for the age, and as every channel there promises."""
    advice = reply.advice
    here = Q(unit=advice.unit_id) if advice.unit_id else Q(pk=advice.channel_id)
    promised = Channel.objects.filter(here).aggregate(most=Max("least"))["most"] or 0
    return max(promised, least_of(advice.age_band))


@transaction.atomic
def _release(reply: AdviceReply, told: dict[str, int], until: dt.date) -> TruthFigure | None:
    last = until - dt.timedelta(days=1)
    former = TruthFigure.objects.select_for_update().filter(reply=reply).order_by("-until", "-pk").first()
    if former and former.until + REST > last:
        return None
    counts = {ROW: [told.get(value, 0) for value in TruthTally.Value.values]}
    least = least_for(reply)
    table = next_table(truth_table(former), counts, least) if former else first_table(counts, least)
    if table is None or table.shown < (truth_table(former).shown if former else 1):
        return None
    return TruthFigure.objects.create(
        reply=reply,
        since=week_of(reply.at.astimezone(OSLO).date()),
        until=last,
        counts=list(table.counts[ROW]),
        hidden=sorted(column for _row, column in table.hidden),
        former=former,
    )
