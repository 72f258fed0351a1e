"""Close runs that were left open, so that no seat outlives its day; forget who led and owned what long ago."""

import datetime as dt

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.drills.actions.afterwards import empty_seats
from tryggby.drills.actions.practice import end_practice
from tryggby.drills.actions.state import locked, save
from tryggby.drills.models import DrillRun, FollowUp

OPEN_FOR = dt.timedelta(hours=20)
# A run that was planned and never opened waits so long after its time, so that it can still be held late.
WAITS_FOR = dt.timedelta(days=14)


def break_off_runs(*, by=None, now: dt.datetime | None = None) -> int:
    """Close runs that were opened most of a day ago and never closed; they count as not held. Returns how many."""
    moment = now or timezone.now()
    left = DrillRun.objects.under_way().filter(opened_at__lt=moment - OPEN_FOR)
    return sum(_break_off(by, run, moment) for run in left)


@transaction.atomic
def call_off_forgotten(*, by=None, now: dt.datetime | None = None) -> int:
    """Call off runs whose time has passed long since and that nobody opened; returns how many."""
    moment = now or timezone.now()
    rows = DrillRun.objects.coming().annotate(time=Coalesce("planned_for", "planned_at"))
    rows = rows.select_for_update(of=("self",)).select_related("unit").filter(time__lt=moment - WAITS_FOR)
    forgotten = list(rows.order_by("pk"))
    for run in forgotten:
        run.cancelled_at = moment
        run.save(update_fields=["cancelled_at"])
        record(by=by, verb="call_off_forgotten", of=run, organisation=run.unit.organisation_id, unit=run.unit.key)
    return len(forgotten)


@transaction.atomic
def forget_names(*, by=None, before: dt.datetime) -> int:
    """Take the names off runs planned, and changes due, before an instant; returns how many. What was done stays."""
    runs = DrillRun.objects.filter(planned_at__lt=before, facilitator__isnull=False)
    fixes = FollowUp.objects.filter(due_on__lt=before.date(), owner__isnull=False)
    newest = runs.order_by("-pk").first()
    count = fixes.update(owner=None) + runs.update(facilitator=None)
    if newest is not None:
        record(by=by, verb="forget_drill_names", of=newest, count=count)
    return count


@transaction.atomic
def _break_off(by, run: DrillRun, moment: dt.datetime) -> bool:
    run = locked(run)
    if run.closed_at is not None or run.cancelled_at is not None:
        return False
    empty_seats(run)
    end_practice(by=by, run=run)
    run.clock_used, run.clock_since = run.elapsed(moment), None
    run.closed_at = run.broken_off_at = moment
    save(run)
    record(by=by, verb="break_off_runs", of=run, organisation=run.unit.organisation_id, unit=run.unit.key)
    return True
