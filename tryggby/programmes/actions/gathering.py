"""Move a gathering and what hangs on it, call it off, mark it held."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.programmes import mails
from tryggby.programmes.announcing import announce
from tryggby.programmes.models import BetweenTask, Gathering
from tryggby.programmes.moving import moves_with, plan_move


@transaction.atomic
def move_gathering(
    *,
    by,
    gathering: Gathering,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None = None,
    place: str | None = None,
    address: str | None = None,
    together: bool = True,
    expected: int | None = None,
) -> list[Gathering]:
    """Give a gathering a new time or place; paired gatherings and task days follow when `together`.

    Everybody expected gets one updated calendar entry (same UID, SEQUENCE one higher). `expected`
    is the sequence the preview showed: when somebody has changed the gathering since,
    ValidationError says so and nothing is done. Returns the gatherings that changed.
    """
    row = _locked(gathering, expected)
    move = plan_move(row, starts_at=starts_at, ends_at=ends_at, place=place, address=address, together=together)
    for step in move.steps:
        for name, value in step.changes.items():
            setattr(step.gathering, name, value)
        step.gathering.sequence += 1
        step.gathering.save(update_fields=["starts_at", "ends_at", "place", "address", "sequence"])
    for task, due in move.tasks:
        BetweenTask.objects.filter(pk=task.pk).update(due_on=due)
    changed = [step.gathering for step in move.steps]
    if changed and row.cohort.published_at:
        announce(changed, by=by)
        mails.changed(changed)
    if changed:
        record(
            by=by,
            verb="move_gathering",
            of=row,
            organisation=row.cohort.organisation_id,
            to=starts_at.isoformat(),
            moved=len(changed),
        )
    return changed


@transaction.atomic
def cancel_gathering(
    *, by, gathering: Gathering, together: bool = True, expected: int | None = None
) -> list[Gathering]:
    """Call a gathering off, with its paired ones when `together`; calendars are told. Twice is once."""
    row = _locked(gathering, expected)
    gone = [g for g in [row, *(moves_with(row) if together else [])] if g.cancelled_at is None]
    for each in gone:
        each.cancelled_at, each.sequence = timezone.now(), each.sequence + 1
        each.save(update_fields=["cancelled_at", "sequence"])
    if gone and row.cohort.published_at:
        announce(gone, by=by)
        mails.changed(gone)
    if gone:
        record(by=by, verb="cancel_gathering", of=row, organisation=row.cohort.organisation_id, cancelled=len(gone))
    return gone


@transaction.atomic
def hold_gathering(*, by, gathering: Gathering) -> None:
    """Mark a gathering as held; recording attendance does the same."""
    if Gathering.objects.filter(pk=gathering.pk, held_at__isnull=True).update(held_at=timezone.now()):
        record(by=by, verb="hold_gathering", of=gathering, organisation=gathering.cohort.organisation_id)


def _locked(gathering: Gathering, expected: int | None) -> Gathering:
    # `of` keeps the lock to the gathering's own row.
    rows = Gathering.objects.select_for_update(of=("self",)).select_related("cohort__organisation", "cohort__programme")
    row = rows.get(pk=gathering.pk)
    if expected is not None and row.sequence != expected:
        raise ValidationError(_("Noen har endret samlingen mens du så på den. Se over en gang til."))
    return row
