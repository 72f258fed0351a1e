"""The events room's door: its nouns and its verbs."""

from tryggby.events.access import may_run
from tryggby.events.models import AudienceTag, Event, EventChange, Seating, Series, Signup, Slot

__all__ = [
    "AudienceTag",
    "Event",
    "EventChange",
    "Seating",
    "Series",
    "Signup",
    "Slot",
    "may_run",
]
