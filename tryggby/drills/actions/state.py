"""Load a run for change, and save it so that phones see it: the moments are made anew and the revision grows."""

from tryggby.drills.live import moments
from tryggby.drills.models import DrillRun, Phase
from tryggby.drills.refusal import Refused


def locked(run: DrillRun) -> DrillRun:
    """The run as it is now, held until the transaction ends."""
    related = DrillRun.objects.select_related("unit", "drill__release__package")
    return related.select_for_update(of=("self",)).get(pk=run.pk)


def need(run: DrillRun, *phases: Phase, sentence: str) -> None:
    """Refuse unless the run is in one of the phases."""
    if run.phase not in phases:
        raise Refused(sentence)


def save(run: DrillRun) -> DrillRun:
    """Keep the run; every phone, screen and facilitator sees the change at the next question."""
    run.moments = [] if run.drill.is_for_children else moments(run.drill.body, run.acts, run.injects)
    run.revision += 1
    run.save()
    return run
