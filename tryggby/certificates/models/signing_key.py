"""The public half of a key that signs badges. The private half lies in a file of the data folder and nowhere else."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class SigningKeyQuerySet(models.QuerySet):
    """Keys."""

    def published(self):
        """All of them, the retired ones too: the public halves are for everybody."""
        return self.order_by("-made_at", "-pk")


class SigningKey(models.Model):
    """A key from a day until a day. A retired key signs no more; what it signed stays verifiable.

    Personal data: none.
    """

    name = models.CharField(max_length=20, unique=True, help_text="Names the file with the private half.")
    algorithm = models.CharField(max_length=10, default="EdDSA")
    public = models.TextField(help_text="PEM.")
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["algorithm"], condition=Q(retired_at__isnull=True), name="certificates_one_key_signs"
            )
        ]

    def __str__(self) -> str:
        return self.name
