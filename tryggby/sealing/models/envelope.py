"""Sealed content, and the copies of its key sealed to each reader."""

from django.db import models
from django.db.models import Q

from tryggby.ground.door import Keyed, today
from tryggby.sealing.models.key import ReadingKey


class Envelope(Keyed):
    """Content under a random key of its own, bound to its purpose, record, channel and version, padded to a size step.

    Personal data: none that can be read without a reader's key. Purpose, reader and time kept are those of the
    record it belongs to; the key goes first, then this row.
    """

    purpose = models.CharField(max_length=40, help_text="Room and kind of the record, e.g. voices.message.")
    record = models.CharField(max_length=60, help_text="Key of the record.")
    channel = models.CharField(max_length=60, help_text="Key of what the readers are named for.")
    version = models.PositiveSmallIntegerField(default=1)
    box = models.BinaryField()
    sealed_on = models.DateField(default=today)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["purpose", "record"], name="sealing_envelope_one_per_record")]
        indexes = [models.Index(fields=["purpose", "channel"], name="sealing_envelope_channel")]

    def __str__(self) -> str:
        return self.key


class Wrap(models.Model):
    """An envelope's key, sealed to one reader: a person's key, or an outsider named by the hash of a public key.

    The only way in: without its wraps an envelope is noise. In a table of its own, so that backups of it can be
    kept for a shorter time than those of the rest.

    Personal data: who may open which record. Purpose: sealing. Seen by nobody. Kept as long as the envelope, or
    until the reader's access is taken away.
    """

    envelope = models.ForeignKey(Envelope, on_delete=models.CASCADE, related_name="wraps")
    reading_key = models.ForeignKey(ReadingKey, on_delete=models.CASCADE, null=True, blank=True, related_name="wraps")
    outsider = models.CharField(max_length=64, blank=True)
    box = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reading_key__isnull=True, outsider__gt="") | Q(reading_key__isnull=False, outsider=""),
                name="sealing_wrap_one_reader",
            ),
            models.UniqueConstraint(
                fields=["envelope", "reading_key"],
                condition=Q(reading_key__isnull=False),
                name="sealing_wrap_once_per_key",
            ),
            models.UniqueConstraint(
                fields=["envelope", "outsider"], condition=Q(outsider__gt=""), name="sealing_wrap_once_per_outsider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.envelope_id}"
