"""The talk afterwards in its order, the one thing to change, the close; and what becomes of the change."""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.drills.actions.practice import end_practice
from tryggby.drills.actions.state import locked, save
from tryggby.drills.answers import local_answers
from tryggby.drills.live import SHOWN_FROM
from tryggby.drills.models import Choice, DrillRun, FollowUp, Phase
from tryggby.drills.refusal import Refused
from tryggby.ground.door import today

# The order is the order of the talk; each step is said to be done by hand.
TALK = {Phase.FEELINGS: "feelings_at", Phase.FACTS: "facts_at", Phase.LEARNING: "learning_at"}


@transaction.atomic
def finish_talk(*, by, run: DrillRun, step: str) -> DrillRun:
    """Say that a step of the talk is done. Only the step the run stands at; no step can be jumped over.

    A second tap on a step that is done changes nothing.
    """
    run = locked(run)
    if step in TALK and getattr(run, TALK[Phase(step)]):
        return run
    if run.phase != step or run.phase not in TALK:
        raise Refused(_("Ta samtalen i rekkefølge: følelser, hva skjedde, læring."))
    setattr(run, TALK[run.phase], timezone.now())
    run.decision, run.stopped_at = "", None
    return save(run)


@transaction.atomic
def say_if_it_worked(*, by, run: DrillRun, follow_up: FollowUp, worked: str) -> FollowUp:
    """Keep what the group says about the change it agreed on last time."""
    follow_up.worked, follow_up.worked_at = FollowUp.Worked(worked), run
    follow_up.save(update_fields=["worked", "worked_at"])
    return follow_up


@transaction.atomic
def close_run(*, by, run: DrillRun, text: str, owner, due_on: dt.date, headcount: int | None = None) -> FollowUp:
    """Close the run with one thing to change, its owner and date. Seats, choices and notes are deleted; counts stay.

    Refused before the whole talk is done. The same close twice changes nothing.
    """
    run = locked(run)
    if run.closed_at is not None and run.broken_off_at is None:
        return run.follow_up
    if run.phase != Phase.FIX:
        raise Refused(_("Ta samtalen etterpå først. Den er den viktigste delen."))
    if due_on < today():
        raise Refused(_("Fristen har vært. Velg en dag som kommer."))
    fix = FollowUp.objects.create(run=run, unit=run.unit, text=" ".join(text.split())[:200], owner=owner, due_on=due_on)
    joined = run.seats.count()
    run.headcount = headcount or joined or None
    empty_seats(run)
    end_practice(by=by, run=run)
    run.closed_at = timezone.now()
    record(
        by=by,
        verb="close_run",
        of=run,
        organisation=run.unit.organisation_id,
        unit=run.unit.key,
        drill=run.drill.reference,
        version=run.drill.release.version,
        joined=joined,
    )
    save(run)
    return fix


def empty_seats(run: DrillRun) -> None:
    """Turn seats and choices into counts and delete them, with the notes and the code. Saves nothing itself."""
    roles = Counter(role for role in run.seats.values_list("role", flat=True) if role)
    choices: dict[str, Counter] = {}
    rows = Choice.objects.filter(seat__run=run).order_by().values_list("decision", "option")
    for decision, option in rows:
        choices.setdefault(decision, Counter())[option] += 1
    answers = local_answers(run.unit, run.drill.body["local"])
    run.record = {
        "joined": run.seats.count(),
        "roles": dict(roles),
        "choices": {name: dict(count) for name, count in choices.items() if count.total() >= SHOWN_FROM},
        "local": [{"question": row.question, "text": row.text} for row in answers if row.text],
    }
    run.seats.all().delete()
    run.notes, run.code, run.decision, run.stopped_at = "", None, "", None


@transaction.atomic
def finish_follow_up(*, by, follow_up: FollowUp) -> FollowUp:
    """Say that the change is made."""
    if follow_up.done_on is None:
        follow_up.done_on = today()
        follow_up.save(update_fields=["done_on"])
        _log(by, "finish_follow_up", follow_up)
    return follow_up


@transaction.atomic
def move_follow_up(*, by, follow_up: FollowUp, due_on: dt.date) -> FollowUp:
    """Give the change another date to come."""
    if due_on < today():
        raise Refused(_("Fristen har vært. Velg en dag som kommer."))
    if follow_up.done_on is None and follow_up.due_on != due_on:
        follow_up.due_on = due_on
        follow_up.save(update_fields=["due_on"])
        _log(by, "move_follow_up", follow_up)
    return follow_up


def _log(by, verb: str, follow_up: FollowUp) -> None:
    unit = follow_up.unit
    record(by=by, verb=verb, of=follow_up, organisation=unit.organisation_id, unit=unit.key)
