"""A reader who has lost the way in asks two holders for help."""

import hashlib

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.sealing.models.holder import PairLock
from tryggby.sealing.models.key import ReadingKey


class RecoveryQuerySet(models.QuerySet):
    """Recoveries, by state."""

    def open(self):
        """Asked for, neither finished nor taken back."""
        return self.filter(finished_at__isnull=True, cancelled_at__isnull=True)


class Recovery(Keyed):
    """One request: a fresh key pair, its private half under the new passphrase; holders seal their halves to it.

    Personal data: who asked, who helped, when. Purpose: recovery that two see. Seen by the person, the holders, the
    leaders of the person's channels and the privacy officer. Kept until two years after the person left, then it
    leads to nobody.
    """

    reading_key = models.ForeignKey(ReadingKey, on_delete=models.CASCADE, related_name="recoveries")
    public = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    passes = models.PositiveSmallIntegerField()
    memory_kib = models.PositiveIntegerField()
    box = models.BinaryField()
    asked_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading_key"],
                condition=Q(finished_at__isnull=True, cancelled_at__isnull=True),
                name="sealing_recovery_one_open",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(cancelled_at__isnull=True), name="sealing_recovery_one_end"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def control(self) -> str:
        """Six digits that the person reads to the holder, so that nobody else's request is agreed to."""
        number = int.from_bytes(hashlib.sha256(bytes(self.public)).digest()[:4], "big") % 1_000_000
        return f"{number:06}"[:3] + " " + f"{number:06}"[3:]


class RecoveryShare(models.Model):
    """One holder's half for one pair, sealed to the request's fresh key.

    Personal data: which holder helped, when. Purpose: recovery that two see. Seen as the request. Deleted when the
    request is finished or cancelled.
    """

    recovery = models.ForeignKey(Recovery, on_delete=models.CASCADE, related_name="shares")
    pair = models.ForeignKey(PairLock, on_delete=models.CASCADE, related_name="+")
    holder = models.ForeignKey(ReadingKey, on_delete=models.CASCADE, related_name="+")
    share = models.BinaryField()
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["recovery", "pair", "holder"], name="sealing_recoveryshare_once")
        ]

    def __str__(self) -> str:
        return f"{self.recovery_id}"
