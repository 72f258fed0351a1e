"""What pages ask of events: filters of the list, and the modes in words."""

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.events.models import AudienceTag, Event, Seating

KEPT_IN_FEED = dt.timedelta(days=180)


@dataclass(frozen=True)
class Filters:
    """What the reader of the list asked for; what makes no sense is left out."""

    kind: str = ""
    group: str = ""
    past: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """From the address."""
        kind, group = query.get("slag", ""), query.get("for_hvem", "")
        return cls(
            kind=kind if kind in Event.Kind.values else "",
            group=group if group in AudienceTag.Group.values else "",
            past=query.get("tid") == "tidligere",
        )

    def apply(self, events):
        """The events that fit."""
        events = events.past() if self.past else events.coming()
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.group:
            events = events.filter(audiences__group=self.group)
        return events

    @staticmethod
    def in_feed(events):
        """What a subscribed calendar holds."""
        return events.filter(ends_at__gte=timezone.now() - KEPT_IN_FEED).order_by("starts_at", "pk")[:300]


def modes_of(event: Event) -> list[tuple[Seating, str]]:
    """Room first, each with what is left in words."""
    seatings = sorted(event.seatings.all(), key=lambda seating: seating.mode != Seating.Mode.ROOM)
    return [(seating, left(seating)) for seating in seatings]


def left(seating: Seating) -> str:
    """«12 ledige plasser», «Fullt, 3 på venteliste» or nothing when there is no end."""
    if seating.places is None:
        return ""
    if not seating.is_full:
        return ngettext("%(free)s ledig plass", "%(free)s ledige plasser", seating.free) % {"free": seating.free}
    if seating.waiting:
        return _("Fullt – %(waiting)s på venteliste") % {"waiting": seating.waiting}
    return _("Fullt – du kan stå på venteliste")
