"""A leader promises something, tells what was done, or needs more time."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, one_line, today
from tryggby.outreach import mails
from tryggby.outreach.access import hosts
from tryggby.outreach.models import DialogueMeeting, MeetingPromise
from tryggby.outreach.refusal import Refused
from tryggby.ui.door import forget_kept_pages

# Days before the date that the owner is mailed.
EARLY = 7


@transaction.atomic
def make_promise(
    *, by, meeting: DialogueMeeting, text: str, owner, owner_role: str, due_on: dt.date, point=None, once=None
) -> MeetingPromise:
    """One promise of an invited leader, with a date to come. Refused before the meeting is held."""
    claimed = claim(once)
    if claimed is None:
        return MeetingPromise.objects.get(key=earlier(once or ""))
    meeting = DialogueMeeting.objects.select_for_update().get(pk=meeting.pk)
    if not hosts(by, meeting.organisation_id):
        raise Refused(_("Det er koordinatoren som skriver ned løftene."))
    if meeting.held_at is None:
        raise Refused(_("Noter først at møtet er holdt."))
    if due_on < today():
        raise Refused(_("Fristen har vært. Velg en dag som kommer."), "due_on")
    if not meeting.leaders.filter(person=owner).exists():
        raise Refused(_("Velg en av lederne som var med."), "owner")
    made = MeetingPromise.objects.create(
        meeting=meeting,
        point=point,
        text=one_line(text)[:200],
        owner=owner,
        owner_role=one_line(owner_role)[:120],
        due_on=due_on,
    )
    _log(by, "make_promise", made)
    done(claimed, made.key)
    return made


@transaction.atomic
def finish_promise(*, by, promise: MeetingPromise, outcome: str) -> MeetingPromise:
    """Tell what was done, in words the young advisers understand. A second time changes nothing."""
    promise = _locked(promise)
    if promise.done_on is None:
        outcome = one_line(outcome)[:300]
        if not outcome:
            raise Refused(_("Skriv kort hva som ble gjort."), "outcome")
        promise.done_on, promise.outcome = today(), outcome
        promise.save(update_fields=["done_on", "outcome"])
        _log(by, "finish_promise", promise)
    return promise


@transaction.atomic
def move_promise(*, by, promise: MeetingPromise, due_on: dt.date) -> MeetingPromise:
    """Another date to come."""
    promise = _locked(promise)
    if due_on < today():
        raise Refused(_("Fristen har vært. Velg en dag som kommer."), "due_on")
    if promise.done_on is None and promise.due_on != due_on:
        promise.due_on = due_on
        promise.save(update_fields=["due_on"])
        _log(by, "move_promise", promise)
    return promise


@transaction.atomic
def hand_promise(*, by, promise: MeetingPromise, owner, owner_role: str) -> MeetingPromise:
    """Another of the meeting's leaders keeps it, as when the first has left; the new owner is mailed."""
    promise = _locked(promise)
    if not hosts(by, promise.meeting.organisation_id):
        raise Refused(_("Det er koordinatoren som skriver ned løftene."))
    if not promise.meeting.leaders.filter(person=owner).exists():
        raise Refused(_("Velg en av lederne som var med."), "owner")
    facts = {"owner_id": owner.pk, "owner_role": one_line(owner_role)[:120]}
    new = promise.owner_id != owner.pk
    if promise.done_on is None and any(getattr(promise, name) != value for name, value in facts.items()):
        promise.owner, promise.owner_role = owner, facts["owner_role"]
        promise.save(update_fields=["owner", "owner_role"])
        _log(by, "hand_promise", promise)
        if new:
            mails.hand_over(promise)
    return promise


def remind_of_promises(on: dt.date | None = None) -> int:
    """Mail owners whose date is within a week, once for each date; returns how many were near."""
    day = on or today()
    near = MeetingPromise.objects.waiting().filter(
        due_on__gte=day, due_on__lte=day + dt.timedelta(days=EARLY), owner__isnull=False, owner__left_at__isnull=True
    )
    found = list(near.select_related("owner", "meeting__organisation"))
    with transaction.atomic():
        for promise in found:
            mails.remind(promise)
    return len(found)


def _locked(promise: MeetingPromise) -> MeetingPromise:
    found = MeetingPromise.objects.select_for_update(of=("self",)).select_related("meeting")
    return found.get(pk=promise.pk)


def _log(by, verb: str, promise: MeetingPromise) -> None:
    meeting = promise.meeting
    record(by=by, verb=verb, of=meeting, organisation=meeting.organisation_id, promise=promise.key)
    if meeting.shown_at:
        transaction.on_commit(forget_kept_pages)
