"""Forget names that were written down for a cohort and led to nothing: old invitations, drafts left lying."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.programmes.actions.cohort import discard_draft
from tryggby.programmes.models import CohortDraft, Invitation

KEPT = dt.timedelta(days=365)


@transaction.atomic
def forget_invitations(now: dt.datetime | None = None) -> int:
    """Delete invitations that ran out a year ago; whoever said yes is enrolled, and stays so."""
    old = Invitation.objects.filter(expires_at__lt=(now or timezone.now()) - KEPT).order_by("pk")
    first = old.first()
    if first is None:
        return 0
    record(by=None, verb="forget_invitations", of=first, rows=old.count())
    return old.delete()[1].get(Invitation._meta.label, 0)


@transaction.atomic
def forget_drafts(now: dt.datetime | None = None) -> int:
    """Throw away drafts that nobody has touched for a year; how many."""
    old = list(CohortDraft.objects.open().filter(updated_at__lt=(now or timezone.now()) - KEPT).order_by("pk"))
    for draft in old:
        discard_draft(by=None, draft=draft)
    return len(old)
