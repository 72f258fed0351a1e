"""The danger clock: raised, climbing from reader to backup to leader, taken, handed over, closed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import OSLO, today
from tryggby.outbox.door import forget_mails
from tryggby.voices import duty_mails
from tryggby.voices.actions.forgetting import forget_notes
from tryggby.voices.hours import next_opening, roster_on
from tryggby.voices.models import Escalation, HelpThread, Note
from tryggby.voices.refusal import Refused

Level, Reason, Because = Escalation.Level, Escalation.Reason, Escalation.Because
LADDER = [Level.READER, Level.BACKUP, Level.LEADER]
# Minutes each has before the next is asked.
STEP = {Reason.HELP: 60}
URGENT = 15
# Within the ten minutes of a play all three are asked.
DRILL_STEP = 3


@transaction.atomic
def raise_danger(
    *, by, reason: str, thread: HelpThread | None = None, note: Note | None = None, drill: str = ""
) -> Escalation:
    """Start the clock for a thread or a note; one that runs already is made faster, never slower.

    Out of hours it starts when the next reading day opens: children are told so before they send. In a drill it starts
    at once, and climbs within the play.
    """
    about = {"thread": thread} if thread else {"note": note}
    channel = (thread or note).channel  # type: ignore[union-attr]
    running = Escalation.objects.open().filter(**about).first()
    if running is not None:
        return _hurry(running, by, reason)
    step = DRILL_STEP if drill else STEP.get(Reason(reason), URGENT)
    begins = timezone.now() if drill else next_opening(channel) or timezone.now()
    next_at = begins + dt.timedelta(minutes=step)
    escalation = Escalation.objects.create(
        channel=channel, reason=reason, step_minutes=step, next_at=next_at, drill=drill, **about
    )
    if by is not None:
        record(by=by, verb="raise_danger", of=escalation, organisation=channel.organisation_id)
    _call(escalation)
    return escalation


@transaction.atomic
def acknowledge(*, by, escalation: Escalation) -> Escalation:
    """Someone on duty says: I have it. The ladder stops."""
    escalation = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if escalation.closed_on or escalation.acknowledged_on:
        return escalation
    escalation.acknowledged_on, escalation.acknowledged_by = today(), by
    escalation.next_at = escalation.overdue_since = None
    escalation.save(update_fields=["acknowledged_on", "acknowledged_by", "next_at", "overdue_since"])
    record(by=by, verb="acknowledge_danger", of=escalation, organisation=escalation.channel.organisation_id)
    return escalation


@transaction.atomic
def hand_over(*, by, escalation: Escalation, to: str, on: dt.date) -> Escalation:
    """It was handed over through the official channel; only to whom and which day are kept. A note is deleted now."""
    if on > today():
        raise Refused(_("Datoen kan ikke være fram i tid."), "on")
    escalation = acknowledge(by=by, escalation=escalation)
    if escalation.closed_on:
        return escalation
    escalation.handed_on, escalation.handed_to = on, to
    escalation.save(update_fields=["handed_on", "handed_to"])
    record(by=by, verb="hand_over", of=escalation, organisation=escalation.channel.organisation_id, to=to)
    note = escalation.note
    closed = close_escalation(by=by, escalation=escalation, because=Because.HANDED)
    if note is not None:
        forget_notes([note], rule="handed_over")
    return closed


@transaction.atomic
def close_escalation(*, by, escalation: Escalation, because: str) -> Escalation:
    """End it, with the reason. What the clock's mails said about the hour is forgotten."""
    escalation = acknowledge(by=by, escalation=escalation)
    if escalation.closed_on:
        return escalation
    if escalation.is_practice:
        because = Because.PRACTISED
    escalation.closed_on, escalation.closed_because, escalation.closed_by = today(), because, by
    escalation.save(update_fields=["closed_on", "closed_because", "closed_by"])
    record(by=by, verb="close_danger", of=escalation, organisation=escalation.channel.organisation_id, because=because)
    forget_mails(about=f"escalation:{escalation.pk}")
    return escalation


def climb_ladders(now: dt.datetime | None = None) -> int:
    """Let every clock whose minute has come climb, as many steps as are due; returns how many steps."""
    now = now or timezone.now()
    due = Escalation.objects.waiting().filter(next_at__lte=now).order_by("next_at").values_list("pk", flat=True)
    return sum(_climb(number, now) for number in list(due))


@transaction.atomic
def _climb(number: int, now: dt.datetime) -> int:
    escalation = Escalation.objects.select_for_update().filter(pk=number).first()
    steps = 0
    while escalation and escalation.next_at and escalation.next_at <= now:
        reached, steps = LADDER.index(Level(escalation.level)), steps + 1
        if reached + 1 < len(LADDER):
            escalation.level = LADDER[reached + 1]
            escalation.next_at += dt.timedelta(minutes=escalation.step_minutes)
            escalation.save(update_fields=["level", "next_at"])
            _call(escalation)
        else:
            escalation.overdue_since, escalation.next_at = escalation.next_at, None
            escalation.save(update_fields=["overdue_since", "next_at"])
            if not escalation.drill:
                duty_mails.tell_overdue(escalation)
    return steps


def _hurry(escalation: Escalation, by, reason: str) -> Escalation:
    """A slow clock becomes fast; one that had been taken starts anew with the reader. Never slower, never weaker."""
    step = min(STEP.get(Reason(reason), URGENT), escalation.step_minutes)
    taken = escalation.acknowledged_on is not None
    if escalation.is_practice or (not taken and step == escalation.step_minutes):
        return escalation
    sooner = (next_opening(escalation.channel) or timezone.now()) + dt.timedelta(minutes=step)
    escalation.next_at = min(escalation.next_at, sooner) if escalation.next_at else sooner
    escalation.turn += 1
    escalation.reason = reason if step < escalation.step_minutes else escalation.reason
    escalation.step_minutes = step
    escalation.level = Level.READER if taken else escalation.level
    escalation.acknowledged_on = escalation.acknowledged_by = escalation.overdue_since = None
    escalation.save()
    if by is not None:
        record(by=by, verb="raise_danger", of=escalation, organisation=escalation.channel.organisation_id)
    _call(escalation)
    return escalation


def _call(escalation: Escalation) -> None:
    """Mail whoever the ladder has reached, as the roster is now."""
    roster = roster_on(escalation.channel, timezone.now().astimezone(OSLO).date())
    if roster is not None:
        duty_mails.call(escalation, getattr(roster, escalation.level))
