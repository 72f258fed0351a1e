"""Take names off what is old: who adopted, who looked, who led a meeting, who promised something."""

import datetime as dt

from django.db import transaction

from tryggby.audit.door import record
from tryggby.routines.models import Adoption, PlanPoint, RoutineReview, SelfReview


@transaction.atomic
def forget_names(*, by, before: dt.date) -> int:
    """Empty names older than a day; the routines, answers and plans stay. Returns how many names went."""
    old = Adoption.objects.filter(decided_on__lt=before, by__isnull=False)
    meetings = SelfReview.objects.filter(started_at__date__lt=before, started_by__isnull=False)
    newest = old.order_by("-pk").first() or meetings.order_by("-pk").first()
    gone = old.update(by=None) + meetings.update(started_by=None)
    gone += RoutineReview.objects.filter(held_on__lt=before, by__isnull=False).update(by=None)
    gone += PlanPoint.objects.filter(due_on__lt=before, owner__isnull=False).update(owner=None)
    if newest is not None:
        record(by=by, verb="forget_routine_names", of=newest, count=gone)
    return gone
