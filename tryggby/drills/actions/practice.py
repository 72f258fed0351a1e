"""Exercise those on duty during a drill about them; every trace of it is gone when the run ends."""

from django.db import transaction
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.drills.actions.state import locked, need
from tryggby.drills.models import DrillRun, Phase
from tryggby.drills.refusal import Refused
from tryggby.drills.signals import answer_to, practice_begins, practice_ends, practises_duty


@transaction.atomic
def begin_practice(*, by, run: DrillRun) -> str:
    """Send a practice message to those on duty for the unit; returns the address of their desk. Twice is once."""
    run = locked(run)
    need(run, Phase.BRIEF, Phase.PLAY, sentence=_("Øvelsen er ikke i gang."))
    address = answer_to(practice_begins, run, by=by) if practises_duty(run) else None
    if not address:
        raise Refused(_("Her er det ingen vakt å øve med nå."))
    record(by=by, verb="begin_practice", of=run, organisation=run.unit.organisation_id, unit=run.unit.key)
    return address


def end_practice(*, by, run: DrillRun) -> None:
    """Take the practice back, in the caller's transaction."""
    if practises_duty(run):
        answer_to(practice_ends, run, by=by)
