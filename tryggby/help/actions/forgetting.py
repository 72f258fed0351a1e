"""Forget who checked what was withdrawn a year ago; the records stay, so that a newer starter set leaves them alone."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.help.models import HelpLine, LawSnippet

KEPT = dt.timedelta(days=365)


@transaction.atomic
def forget_checkers(now: dt.datetime | None = None) -> int:
    """Take the editor's name off what was withdrawn a year ago or earlier; an entry in the log says of how many."""
    forgotten = 0
    for model in (HelpLine, LawSnippet):
        due = model._default_manager.filter(
            withdrawn_at__lte=(now or timezone.now()) - KEPT, checked_by__isnull=False
        ).order_by("pk")
        first = due.first()
        if first is not None:
            number = due.update(checked_by=None)
            record(by=None, verb="forget_checkers", of=first, records=number)
            forgotten += number
    return forgotten
