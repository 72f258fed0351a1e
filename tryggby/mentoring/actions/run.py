"""The run of a practice: begin, go to a step, pause and go on. The clock is kept here, so a reload loses nothing.

Steps are not written to the audit: they say nothing anybody needs to answer for.
"""

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.mentoring.models import Mandate, Practice


@transaction.atomic
def start_run(*, by, practice: Practice) -> Practice:
    """Begin the run and its clock; a run that has begun goes on where it was.

    The mentor who starts it is the one who holds it, also when a colleague planned it.
    """
    practice = _locked(practice)
    if practice.started_at is None and practice.is_open:
        own = Mandate.objects.in_force().filter(person=by.pk, unit=practice.unit_id).first()
        if own is not None and own.pk != practice.mandate_id:
            practice.mandate = own
            practice.save(update_fields=["mandate"])
        practice.started_at = practice.step_since = timezone.now()
        practice.step, practice.step_used = 0, 0
        _save(practice)
        record(by=by, verb="start_run", of=practice, organisation=practice.unit.organisation_id, unit=practice.unit.key)
    return practice


@transaction.atomic
def go_to_step(*, by, practice: Practice, step: int) -> Practice:
    """Show a step (0-based); its clock begins anew. Going to the step one is on changes nothing."""
    practice = _locked(practice)
    if practice.started_at is not None and practice.is_open and step != practice.step and step >= 0:
        practice.step, practice.step_used, practice.step_since = step, 0, timezone.now()
        _save(practice)
    return practice


@transaction.atomic
def pause_run(*, by, practice: Practice) -> Practice:
    """Stop the clock; the step stays."""
    practice = _locked(practice)
    if practice.step_since is not None and practice.is_open:
        practice.step_used, practice.step_since = practice.seconds_used(), None
        _save(practice)
    return practice


@transaction.atomic
def resume_run(*, by, practice: Practice) -> Practice:
    """Let the clock go on from where it stood."""
    practice = _locked(practice)
    if practice.is_paused and practice.is_open:
        practice.step_since = timezone.now()
        _save(practice)
    return practice


def _locked(practice: Practice) -> Practice:
    return Practice.objects.select_for_update(of=("self",)).select_related("unit").get(pk=practice.pk)


def _save(practice: Practice) -> None:
    practice.save(update_fields=["started_at", "step", "step_since", "step_used"])
