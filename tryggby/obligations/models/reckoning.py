"""What waits to be reckoned: people something has changed for, and runs over many."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.obligations.models.requirement import Requirement


class Affected(models.Model):
    """A person something has changed for since their duties were reckoned. Several rows of one person are one.

    Personal data: whose workplace or learning changed. Purpose: reckon again for just those. Seen by nobody.
    Deleted when reckoned, within minutes.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.person_id)


class Reckoning(models.Model):
    """A run over many people: of one requirement, or the nightly one of them all.

    It is done in pieces; `reached` is the last person number that is done, so that a restart goes on from there.
    """

    requirement = models.ForeignKey(
        Requirement, on_delete=models.CASCADE, null=True, blank=True, related_name="reckonings"
    )
    night = models.DateField(null=True, blank=True, unique=True, help_text="The nightly run of this day.")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    reached = models.BigIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement"], condition=Q(ended_at__isnull=True), name="obligations_one_run_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id or self.night} · {self.people}"
