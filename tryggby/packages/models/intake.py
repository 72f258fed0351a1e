"""A package file that somebody has handed in and that waits for a decision."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tryggby.ground.door import Keyed


class IntakeQuerySet(models.QuerySet):
    """Handed-in files, by who is asking."""

    def visible_to(self, person):
        """One's own."""
        return self.filter(uploaded_by=person) if getattr(person, "is_authenticated", False) else self.none()


class Intake(Keyed):
    """A .kpk file kept as it came, until it is accepted or forgotten.

    Personal data: who handed it in. Purpose: let the same person decide. Seen by that person alone. Kept 30 days.
    """

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="packages/intake")
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.name
