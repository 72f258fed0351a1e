"""The danger clock: raised, climbing from reader to backup to leader, taken, handed over, closed."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import OSLO, today
from tryggby.outbox.door import forget_mails
from tryggby.voices import duty_mails
from tryggby.voices.actions.forgetting import forget_notes, forget_words
from tryggby.voices.hours import next_opening, reading_of, roster_on, working_later
from tryggby.voices.models import Escalation, HelpThread, Note
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import works_here

Level, Reason, Because = Escalation.Level, Escalation.Reason, Escalation.Because
LADDER = [Level.READER, Level.BACKUP, Level.LEADER]
# Minutes each has before the next is asked; for what is not urgent, minutes of ordinary working hours.
SLOW = 240
STEP = {Reason.HELP: 60, Reason.UNREAD: SLOW}
URGENT = 15
# What has been taken is closed within two working days, or the ladder climbs on.
TAKEN = 2 * 8 * 60
# Within the ten minutes of a play all three are asked.
DRILL_STEP = 3


@transaction.atomic
def raise_danger(
    *, by, reason: str, thread: HelpThread | None = None, note: Note | None = None, drill: str = ""
) -> Escalation:
    """Start the clock for a thread or a note; one that runs already is made faster, never slower.

    Out of hours it starts when the next reading day opens: children are told so before they send. In a drill it starts
    at once, and climbs within the play; and so it does when a person raises it, for that person is there.
    """
    about = {"thread": thread} if thread else {"note": note}
    channel = (thread or note).channel  # type: ignore[union-attr]
    running = Escalation.objects.open().filter(**about).first()
    if running is not None:
        return _hurry(running, by, reason)
    now = timezone.now()
    step = DRILL_STEP if drill else STEP.get(Reason(reason), URGENT)
    begins = now if drill or by is not None else next_opening(channel) or now
    escalation = Escalation.objects.create(
        channel=channel,
        reason=reason,
        level=_first_here(channel, Level.READER),
        step_minutes=step,
        starts_at=begins if begins > now else None,
        next_at=begins + dt.timedelta(minutes=step),
        drill=drill,
        **about,
    )
    if by is not None:
        record(by=by, verb="raise_danger", of=escalation, organisation=channel.organisation_id)
    _call(escalation)
    return escalation


@transaction.atomic
def raise_unread(*, note: Note) -> Escalation:
    """A note's reading day has come and nobody has read it: remind the reader, and climb when the day closes."""
    now = timezone.now()
    hours = reading_of(note.channel, today())
    closes = hours[1] if hours and now < hours[1] else working_later(now, SLOW)
    escalation = Escalation.objects.create(
        channel=note.channel,
        note=note,
        reason=Reason.UNREAD,
        level=_first_here(note.channel, Level.READER),
        step_minutes=SLOW,
        next_at=closes,
    )
    _call(escalation)
    return escalation


@transaction.atomic
def acknowledge(*, by, escalation: Escalation) -> Escalation:
    """Someone on duty says: I have it. The ladder stops, and they have two working days to close it."""
    escalation = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if escalation.closed_on or escalation.acknowledged_on:
        return escalation
    escalation.acknowledged_on, escalation.acknowledged_by = today(), by
    escalation.starts_at = escalation.overdue_since = None
    escalation.next_at = None if escalation.drill else working_later(timezone.now(), TAKEN)
    escalation.save(update_fields=["acknowledged_on", "acknowledged_by", "starts_at", "next_at", "overdue_since"])
    if escalation.note_id and escalation.reason != Reason.UNREAD:
        Note.objects.filter(pk=escalation.note_id).update(read_by=None)
    record(by=by, verb="acknowledge_danger", of=escalation, organisation=escalation.channel.organisation_id)
    return escalation


@transaction.atomic
def hand_over(*, by, escalation: Escalation, to: str, on: dt.date) -> Escalation:
    """It was handed over through the official channel; only to whom and which day are kept.

    What the child wrote is deleted now: a note, what was sent beside it, or every message of a thread. The thread
    itself stays for the child, who reads there that it was handed over, and can write again.
    """
    if on > today():
        raise Refused(_("Datoen kan ikke være fram i tid."), "on")
    escalation = acknowledge(by=by, escalation=escalation)
    if escalation.closed_on:
        return escalation
    escalation.handed_on, escalation.handed_to = on, to
    escalation.save(update_fields=["handed_on", "handed_to"])
    record(by=by, verb="hand_over", of=escalation, organisation=escalation.channel.organisation_id, to=to)
    note, thread = escalation.note, escalation.thread
    closed = close_escalation(by=by, escalation=escalation, because=Because.HANDED)
    if note is not None:
        _forget_with_siblings(by, note)
    if thread is not None:
        forget_words(thread, rule="handed_over")
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
    escalation.next_at = None
    escalation.save(update_fields=["closed_on", "closed_because", "closed_by", "next_at"])
    record(by=by, verb="close_danger", of=escalation, organisation=escalation.channel.organisation_id, because=because)
    forget_mails(about=f"escalation:{escalation.pk}")
    return escalation


@transaction.atomic
def stop_reminding(*, by, note: Note) -> None:
    """A note has been read: its reminder is dropped; where the ladder had climbed, that stays to be seen."""
    for reminder in note.escalations.open().unread():
        if reminder.level == Level.READER and not reminder.acknowledged_on and not reminder.lapsed_on:
            forget_mails(about=f"escalation:{reminder.pk}")
            reminder.delete()
        else:
            close_escalation(by=by, escalation=reminder, because=Because.READ)


def climb_ladders(now: dt.datetime | None = None) -> int:
    """Let every clock whose minute has come climb, as many steps as are due; returns how many steps."""
    now = now or timezone.now()
    due = Escalation.objects.open().filter(Q(next_at__lte=now) | Q(starts_at__lte=now))
    return sum(_climb(number, now) for number in list(due.order_by("next_at").values_list("pk", flat=True)))


@transaction.atomic
def _climb(number: int, now: dt.datetime) -> int:
    escalation = Escalation.objects.select_for_update().filter(pk=number).first()
    if escalation and escalation.starts_at and escalation.starts_at <= now:
        escalation.starts_at = None
        escalation.save(update_fields=["starts_at"])
        _call(escalation, "opens")
    steps = 0
    while escalation and (at := escalation.next_at) and at <= now:
        steps += 1
        if escalation.acknowledged_on:
            escalation = _lapse(escalation, at)
        else:
            _step(escalation, at)
    return steps


def _step(escalation: Escalation, at: dt.datetime) -> None:
    """Ask the next on the ladder; after the last, tell the privacy officer."""
    reached = LADDER.index(Level(escalation.level))
    if reached + 1 < len(LADDER):
        escalation.level = _first_here(escalation.channel, LADDER[reached + 1])
        slow = escalation.lapsed_on or escalation.reason == Reason.UNREAD
        step = dt.timedelta(minutes=escalation.step_minutes)
        escalation.next_at = working_later(at, SLOW) if slow else at + step
        escalation.save(update_fields=["level", "next_at"])
        _call(escalation)
        return
    escalation.overdue_since, escalation.next_at = at, None
    escalation.save(update_fields=["overdue_since", "next_at"])
    if not escalation.drill:
        duty_mails.tell_overdue(escalation)


def _lapse(escalation: Escalation, at: dt.datetime) -> Escalation:
    """Taken, and neither handed over nor closed in time: it is nobody's again, and the next on the ladder is asked.

    A practice that was taken has done what it is for, and ends.
    """
    if escalation.is_practice:
        return close_escalation(by=escalation.acknowledged_by, escalation=escalation, because=Because.PRACTISED)
    taker, reached = escalation.acknowledged_by, LADDER.index(Level(escalation.level))
    escalation.acknowledged_on = escalation.acknowledged_by = None
    escalation.lapsed_on = today()
    escalation.turn += 1
    escalation.level = LADDER[min(reached + 1, len(LADDER) - 1)]
    escalation.next_at = working_later(at, SLOW)
    escalation.save()
    record(by=None, verb="lapse_danger", of=escalation, organisation=escalation.channel.organisation_id)
    _call(escalation)
    if taker is not None:
        duty_mails.call(escalation, taker)
    return escalation


def _hurry(escalation: Escalation, by, reason: str) -> Escalation:
    """A slow clock becomes fast; one that had been taken, or had climbed in vain, starts anew with the reader.

    Never slower, never weaker: what the privacy officer saw as overdue stays so until somebody takes it.
    """
    now, step = timezone.now(), min(STEP.get(Reason(reason), URGENT), escalation.step_minutes)
    taken, waits = escalation.acknowledged_on is not None, by is not None and escalation.starts_at is not None
    in_vain = escalation.overdue_since is not None
    same = step == escalation.step_minutes and not (taken or waits or in_vain or escalation.lapsed_on)
    if escalation.is_practice or same:
        return escalation
    begins = now if by is not None else next_opening(escalation.channel) or now
    sooner = begins + dt.timedelta(minutes=step)
    escalation.next_at = min(escalation.next_at, sooner) if escalation.next_at and not taken else sooner
    escalation.starts_at = begins if begins > now else None
    escalation.turn += 1
    escalation.reason = reason if step < escalation.step_minutes else escalation.reason
    escalation.step_minutes = step
    escalation.level = _first_here(escalation.channel, Level.READER) if taken or in_vain else escalation.level
    escalation.acknowledged_on = escalation.acknowledged_by = escalation.lapsed_on = None
    escalation.save()
    if by is not None:
        record(by=by, verb="raise_danger", of=escalation, organisation=escalation.channel.organisation_id)
    _call(escalation)
    return escalation


def _forget_with_siblings(by, note: Note) -> None:
    """Delete a note and what the child sent beside it; reminders about those end with them."""
    found = Note.objects.filter(Q(pk=note.pk) | Q(beside=note) | Q(pk=note.beside_id))
    rows = [row for row in found if row == note or not row.escalations.open().exclude(reason=Reason.UNREAD).exists()]
    for row in rows:
        stop_reminding(by=by, note=row)
    forget_notes(rows, rule="handed_over")


def _first_here(channel, level: str) -> str:
    """The first on the ladder, from a level up, who still works here; the level itself when nobody does."""
    roster = roster_on(channel, today())
    if roster is None:
        return level
    here = set(works_here(channel).filter(person__in=roster.people).values_list("person", flat=True))
    return next((rung for rung in LADDER[LADDER.index(Level(level)) :] if roster.named(rung) in here), level)


def _call(escalation: Escalation, why: str = "") -> None:
    """Mail whoever the ladder has reached, as the roster is now."""
    roster = roster_on(escalation.channel, timezone.now().astimezone(OSLO).date())
    if roster is not None:
        duty_mails.call(escalation, getattr(roster, escalation.level), why)
