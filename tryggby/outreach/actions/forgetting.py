"""Forget who asked for a day, and who made an old promise."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.outbox.door import forget_mails
from tryggby.outreach import mails
from tryggby.outreach.models import MeetingPromise, OutreachDay


def forget_contacts(now: dt.datetime | None = None) -> int:
    """Empty contact and wishes of every day whose time is over, with its mails; returns how many days."""
    now = now or timezone.now()
    due = OutreachDay.objects.due_for_forgetting(now).order_by("pk").values_list("pk", flat=True)
    return sum(_forget(pk, now) for pk in list(due))


@transaction.atomic
def forget_promise_names(*, before: dt.date) -> int:
    """Take the names off promises whose date was before a day; the role stays."""
    old = MeetingPromise.objects.filter(due_on__lt=before, owner__isnull=False)
    newest = old.order_by("-pk").first()
    number = old.update(owner=None)
    if newest is not None:
        record(by=None, verb="forget_promise_names", of=newest, number=number)
    return number


@transaction.atomic
def _forget(pk: int, now: dt.datetime) -> int:
    day = OutreachDay.objects.select_for_update().get(pk=pk)
    if day.forgotten_at is not None:
        return 0
    day.name = day.email = day.workplace = day.wishes = ""
    day.forgotten_at = now
    day.save(update_fields=["name", "email", "workplace", "wishes", "forgotten_at"])
    gone = forget_mails(about=mails.about_day(day))
    record(by=None, verb="forget_outreach_contact", of=day, organisation=day.organisation_id, mails=gone)
    return 1
