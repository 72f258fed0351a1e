"""Forget who was at old practices; how many they were stays."""

import datetime as dt

from django.db import transaction
from django.db.models import Count, Q

from tryggby.audit.door import record
from tryggby.mentoring.models import Participation, Practice


@transaction.atomic
def forget_participants(*, by, before: dt.datetime) -> int:
    """Turn the names of practices that began before an instant into a count; returns how many practices.

    Each practice gets one audit entry: the receipt of what was forgotten.
    """
    places = Participation.objects.filter(practice__starts_at__lt=before)
    present = Count("participations", filter=Q(participations__present_at__isnull=False))
    rows = list(Practice.objects.filter(pk__in=places.values("practice")).select_related("unit").annotate(n=present))
    for practice in rows:
        practice.headcount = (practice.headcount or 0) + practice.n or None
        practice.save(update_fields=["headcount"])
        record(
            by=by, verb="forget_participants", of=practice, organisation=practice.unit.organisation_id, named=practice.n
        )
    places.delete()
    return len(rows)
