"""Forget who asked for a day, and who was at an old meeting, made it safe or promised something there."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import oslo
from tryggby.outbox.door import forget_mails
from tryggby.outreach import mails
from tryggby.outreach.models import DialogueMeeting, MeetingLeader, MeetingPromise, OutreachDay, SafetyCheck


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
def forget_meeting_names(*, before: dt.date) -> int:
    """Take the names off meetings that began before a day: who set them up, made them safe and was there.

    Whoever still keeps a promise of one stays on its list.
    """
    old = DialogueMeeting.objects.filter(starts_at__lt=oslo(before, dt.time.min)).order_by("-pk")
    newest, there = old.first(), {"meeting__in": old.order_by().values("pk")}
    kept = MeetingPromise.objects.filter(meeting=OuterRef("meeting"), owner=OuterRef("person"))
    number = MeetingLeader.objects.filter(~Exists(kept), **there).delete()[0]
    number += SafetyCheck.objects.filter(by__isnull=False, **there).update(by=None)
    number += old.order_by().filter(made_by__isnull=False).update(made_by=None)
    if number and newest is not None:
        record(by=None, verb="forget_meeting_names", of=newest, number=number)
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
