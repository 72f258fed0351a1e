"""Ask what people thought of a day, and count what they answer. There is no row and no audit per answer."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.ground.door import claim, done
from tryggby.outreach import mails
from tryggby.outreach.models import OutreachDay, OutreachTally
from tryggby.outreach.models.day import OPEN
from tryggby.outreach.questions import QUESTIONS
from tryggby.outreach.refusal import Refused

LATE = dt.timedelta(hours=1)


@transaction.atomic
def answer_evaluation(*, day: OutreachDay, answers: dict[str, int], once=None) -> None:
    """Count one form. Far more than the people who came are not honest; whoever held the day may say that more came."""
    row = claim(once)
    if row is None:
        return
    day = OutreachDay.objects.select_for_update().get(pk=day.pk)
    if not day.is_open_for_answers:
        raise Refused(_("Det er ikke åpent for svar nå."))
    given = {code: value for code, value in answers.items() if code in QUESTIONS and 1 <= value <= 5}
    if not given:
        raise Refused(_("Velg et svar på minst ett av spørsmålene."))
    if day.is_full:
        raise Refused(_("Det har kommet flere svar enn det skulle være folk på dagen. Si fra til dem som holdt den."))
    for code, value in given.items():
        tally, _made = OutreachTally.objects.get_or_create(day=day, question=code, value=value)
        OutreachTally.objects.filter(pk=tally.pk).update(number=F("number") + 1)
    day.answers += 1
    day.save(update_fields=["answers"])
    done(row, "ok")


def send_due_evaluations(now: dt.datetime | None = None) -> int:
    """Mail the link an hour after the day; returns how many."""
    now = now or timezone.now()
    due = OutreachDay.objects.filter(
        ends_at__lte=now - LATE, ends_at__gt=now - OPEN, closed_at__isnull=True, evaluation_mailed_at__isnull=True
    )
    return sum(_send(pk) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _send(pk: int) -> int:
    day = OutreachDay.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)
    if day.evaluation_mailed_at or not day.email:
        return 0
    day.evaluation_mailed_at = timezone.now()
    day.save(update_fields=["evaluation_mailed_at"])
    mails.ask_opinion(day)
    return 1
