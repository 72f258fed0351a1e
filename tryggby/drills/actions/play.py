"""Lead the play: clock, acts, injects, decision points. Not in the log: it says nothing anybody must answer for.

Every verb is done by the facilitator of the run or a leader of its unit; the views load only such runs.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.drills.actions.state import locked, need, save
from tryggby.drills.live import LEFT_OUT
from tryggby.drills.models import DrillRun, Phase

MAX_NOTES = 2000
# Decision points are opened in the play, and can be looked at again in the talk.
DISCUSSED = (Phase.PLAY, Phase.FEELINGS, Phase.FACTS, Phase.LEARNING)


@transaction.atomic
def start_play(*, by, run: DrillRun) -> DrillRun:
    """Begin the play and its clock; the brief must have been opened first. A second tap changes nothing."""
    run = locked(run)
    if run.phase == Phase.PLAY:
        return run
    need(run, Phase.BRIEF, sentence=_("Les kortet og si at alle kan stå over, før dere begynner."))
    run.started_at = run.clock_since = timezone.now()
    run.stopped_at = None
    record(by=by, verb="start_play", of=run, organisation=run.unit.organisation_id, unit=run.unit.key)
    return save(run)


@transaction.atomic
def pause_play(*, by, run: DrillRun) -> DrillRun:
    """Stop the clock."""
    run = locked(run)
    if run.phase == Phase.PLAY and run.clock_since is not None:
        run.clock_used, run.clock_since = run.elapsed(), None
        save(run)
    return run


@transaction.atomic
def resume_play(*, by, run: DrillRun) -> DrillRun:
    """Let the clock go on, also after somebody has stopped the run."""
    run = locked(run)
    if run.is_paused or run.stopped_at:
        run.clock_since = timezone.now() if run.phase == Phase.PLAY else None
        run.stopped_at = None
        save(run)
    return run


@transaction.atomic
def tick_act(*, by, run: DrillRun, act: str, seen: bool = True) -> DrillRun:
    """Note that an act has been seen in the group, never whose; or take the tick away."""
    run = locked(run)
    known = {row["id"] for row in run.drill.body["acts"]}
    if run.phase == Phase.PLANNED or act not in known or (act in run.acts) == seen or run.closed_at:
        return run
    if seen:
        run.acts = run.acts | {act: run.elapsed()}
    else:
        run.acts = {name: second for name, second in run.acts.items() if name != act}
    return save(run)


@transaction.atomic
def give_inject(*, by, run: DrillRun, inject: str) -> DrillRun:
    """Let an inject come now. One that has come stays where it was."""
    run = locked(run)
    known = {row["id"] for row in run.drill.body["injects"]}
    second = run.elapsed()
    out = run.injects.get(inject, LEFT_OUT)
    if run.phase == Phase.PLAY and inject in known and out == LEFT_OUT:
        run.injects = run.injects | {inject: second}
        save(run)
    return run


@transaction.atomic
def leave_out_inject(*, by, run: DrillRun, inject: str) -> DrillRun:
    """Let an inject not come at all."""
    run = locked(run)
    known = {row["id"] for row in run.drill.body["injects"]}
    if run.phase == Phase.PLAY and inject in known and inject not in run.injects:
        run.injects = run.injects | {inject: LEFT_OUT}
        save(run)
    return run


@transaction.atomic
def open_decision(*, by, run: DrillRun, decision: str) -> DrillRun:
    """Show a decision point on every phone and the big screen; an empty one takes it away."""
    run = locked(run)
    known = {"", *(row["id"] for row in run.drill.body["decisions"])}
    if run.phase in DISCUSSED and decision in known and decision != run.decision:
        run.decision = decision
        save(run)
    return run


@transaction.atomic
def show_answers(*, by, run: DrillRun) -> DrillRun:
    """Show the group how it answered the open decision point, and why; never who."""
    run = locked(run)
    if run.decision and run.decision not in run.shown:
        run.shown = [*run.shown, run.decision]
        save(run)
    return run


@transaction.atomic
def end_play(*, by, run: DrillRun) -> DrillRun:
    """End the play; the talk afterwards begins and cannot be skipped."""
    run = locked(run)
    if run.phase == Phase.PLAY:
        run.clock_used, run.clock_since = run.elapsed(), None
        run.played_at, run.stopped_at, run.decision = timezone.now(), None, ""
        save(run)
    return run


@transaction.atomic
def write_notes(*, by, run: DrillRun, notes: str, before: str | None = None) -> DrillRun:
    """Keep the facilitator's notes until the run is closed. Phones do not see them.

    `before` is what stood there when the writing began: what another who leads has written meanwhile stays, above.
    """
    run = locked(run)
    if run.closed_at is None:
        if before is not None and run.notes not in (before, notes) and run.notes not in notes:
            notes = "\n".join(filter(None, (run.notes, notes.removeprefix(before).strip())))
        run.notes = notes[:MAX_NOTES]
        run.save(update_fields=["notes"])
    return run
