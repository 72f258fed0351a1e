"""Take in what a child answered: counts, once, without anything that says who or when."""

import datetime as dt
import hashlib

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tryggby.voices.models import SKIPPED, Channel, Promise, Question, Sent, Tally
from tryggby.voices.refusal import Refused
from tryggby.voices.weeks import this_week


def values_of(question: Question, scale: str) -> range:
    """What can be answered, skipping left out."""
    most = len(question.choices) if question.kind == Question.Kind.CHOICE else {"three": 3}.get(scale, 5)
    return range(1, most + 1)


def scale_of(question: Question, pack: str) -> str:
    """The scale a question is answered on."""
    return "choice" if question.kind == Question.Kind.CHOICE else pack


@transaction.atomic(savepoint=False)
def take_in(*, channel: Channel, promise: Promise, pack: str, answers: dict[Question, int], once: str) -> bool:
    """Count the answers; False when this form was counted before.

    In no audit, for that would tell when. Raises Refused when the channel is not open or an answer cannot be.
    """
    if channel.state != "open":
        raise Refused(_("Kanalen tar ikke imot svar nå."))
    for question, value in answers.items():
        if value != SKIPPED and value not in values_of(question, pack):
            raise Refused(_("Svaret finnes ikke."))
    if not first_time(channel.key, once):
        return False
    cells = [(question, scale_of(question, pack), value) for question, value in answers.items()]
    _count(channel, promise, sorted(cells, key=lambda cell: cell[0].pk))
    return True


def forget_sent() -> int:
    """Delete the marks of forms from the week before last and earlier; returns how many."""
    return Sent.objects.filter(week__lt=this_week() - dt.timedelta(days=7)).delete()[0]


def first_time(where: str, once: str) -> bool:
    """True the first time; the mark leads to no answer."""
    if not once:
        raise Refused(_("Skjemaet er ikke helt. Last siden på nytt."))
    mark = hashlib.sha256(f"{where} {once}".encode()).hexdigest()
    try:
        with transaction.atomic():
            Sent.objects.create(mark=mark, week=this_week())
    except IntegrityError:
        return False
    return True


def _count(channel: Channel, promise: Promise, cells: list) -> None:
    """Add one to every cell in one statement; cells that do not exist yet this week are made first.

    Only the channel's own rows of this week are looked at, however many there are of others.
    """
    here = Tally.objects.filter(channel=channel, week=this_week(), promise=promise)
    rows = _rows(here)
    missing = [
        Tally(channel=channel, promise=promise, week=this_week(), question=question, scale=scale, value=value)
        for question, scale, value in cells
        if (question.pk, scale, value) not in rows
    ]
    if missing:
        Tally.objects.bulk_create(missing, ignore_conflicts=True)
        rows = _rows(here)
    wanted = sorted(rows[question.pk, scale, value] for question, scale, value in cells)
    Tally.objects.filter(pk__in=wanted).update(number=F("number") + 1)


def _rows(here) -> dict[tuple, int]:
    """Question, scale and value to the row's number."""
    found = here.values_list("pk", "question", "scale", "value").order_by()
    return {(question, scale, value): pk for pk, question, scale, value in found}
