"""When the stream's page opens and closes."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from tryggby.events.models import Event

# The page opens with the doors, or a quarter of an hour before; a talk may run over.
EARLY, LATE = dt.timedelta(minutes=15), dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Broadcast:
    """`cancelled`, `before`, `open`, `delayed` (open, but nobody has put in the player's address) or `over`."""

    state: str
    opens_at: dt.datetime
    url: str = ""


def broadcast(event: Event, now: dt.datetime | None = None) -> Broadcast:
    """Where the stream stands now. The player's address is given only while it is open."""
    now = now or timezone.now()
    opens_at = min(event.doors_at or event.starts_at, event.starts_at - EARLY)
    if event.cancelled_at:
        return Broadcast("cancelled", opens_at)
    if now < opens_at:
        return Broadcast("before", opens_at)
    if now > event.ends_at + LATE:
        return Broadcast("over", opens_at)
    return Broadcast("open", opens_at, event.stream_url) if event.stream_url else Broadcast("delayed", opens_at)
