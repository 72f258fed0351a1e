"""One item of an event's programme."""

import datetime as dt

from django.db import models
from django.db.models import Q

from tryggby.events.models.event import Event
from tryggby.ground.door import OSLO


class Slot(models.Model):
    """A time, a title and who speaks, by name or only by role.

    Personal data: speakers' names, published by agreement. Purpose: announce. Seen by everybody. Kept with the event.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField("starter")
    minutes = models.PositiveSmallIntegerField("minutter")
    title = models.CharField("tittel", max_length=200)
    speaker = models.CharField("navn", max_length=120, blank=True)
    role = models.CharField("rolle", max_length=160, blank=True)
    organisation = models.CharField("virksomhet", max_length=160, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="events_slot_minutes")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def starts(self) -> dt.datetime:
        """The start on the clock in Oslo."""
        return self.starts_at.astimezone(OSLO)

    @property
    def ends(self) -> dt.datetime:
        """The end on the clock in Oslo."""
        return (self.starts_at + dt.timedelta(minutes=self.minutes)).astimezone(OSLO)

    @property
    def who(self) -> str:
        """Speaker, role and organisation on one line."""
        return ", ".join(part for part in (self.speaker, self.role, self.organisation) if part)
