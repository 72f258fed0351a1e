"""What waits in the outbox is taken by one worker only: claimed in a committed step before anybody is spoken to."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from tryggby.outbox.models import Delivery, Message, Worker

# A worker that has not beaten for this long is dead.
DEAD = dt.timedelta(seconds=60)


def alive_workers(now: dt.datetime | None = None):
    """The names of the workers that are alive, as rows."""
    return Worker.objects.filter(beat_at__gte=(now or timezone.now()) - DEAD).values_list("name", flat=True)


def each_due[Row: (Message, Delivery)](rows: type[Row], worker: str, limit: int, send: Callable[[Row], None]) -> int:
    """Claim and send up to `limit` rows whose time has come, the longest waiting first; returns how many were tried."""
    for tried in range(limit):
        row = _claim(rows, worker)
        if row is None:
            return tried
        send(row)
    return limit


@transaction.atomic
def _claim[Row: (Message, Delivery)](rows: type[Row], worker: str) -> Row | None:
    due = rows.objects.select_for_update(skip_locked=True).filter(
        state=rows.State.QUEUED, next_try_at__lte=timezone.now()
    )
    row = due.order_by("next_try_at", "id").first()
    if row is not None:
        row.state, row.claimed_by = rows.State.SENDING, worker
        row.tries += 1
        row.save(update_fields=["state", "claimed_by", "tries"])
    return row
