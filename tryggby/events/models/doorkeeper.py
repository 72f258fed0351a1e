"""Who may keep the door of an event without being its coordinator."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tryggby.events.models.event import Event
from tryggby.ground.door import Dated, DatedQuerySet


class Doorkeeper(Dated):
    """`person` may check people in at one event.

    Personal data: who helped at the door. Purpose: give access to names at the door. Seen by coordinators. Kept until
    two years after the person left, then it leads to nobody.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="doorkeepers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="events_doorkeeper_period"
            ),
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(until__isnull=True), name="events_doorkeeper_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.event}"
