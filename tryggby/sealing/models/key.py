"""A reader's key pair: the public half in the open, the private half only in locked copies."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed


class ReadingKeyQuerySet(models.QuerySet):
    """Reading keys, by state."""

    def current(self):
        """Those in use."""
        return self.filter(retired_at__isnull=True)


class ReadingKey(Keyed):
    """The key with which a person opens sealed texts. At most one in use per person.

    Personal data: that a person has a key, since when, and wrong tries. Purpose: only named readers open texts. Seen by
    the person and the leaders of the channels they read. What can open it is deleted when it is retired; the row is
    kept until two years after the person left, then it leads to nobody.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reading_keys")
    public = models.BinaryField(max_length=32)
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingKeyQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(retired_at__isnull=True), name="sealing_readingkey_one_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Lock(models.Model):
    """One locked copy of a private half: under the person's passphrase, or under the printed recovery code.

    Personal data: none that can be read. Purpose: opening one's own key. Kept as long as the key is in use.
    """

    class Way(models.TextChoices):
        PASSPHRASE = "passphrase", _("Lesesetning")
        CODE = "code", _("Gjenopprettingskode")

    reading_key = models.ForeignKey(ReadingKey, on_delete=models.CASCADE, related_name="locks")
    way = models.CharField(max_length=10, choices=Way)
    salt = models.BinaryField(max_length=16)
    passes = models.PositiveSmallIntegerField()
    memory_kib = models.PositiveIntegerField()
    box = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["reading_key", "way"], name="sealing_lock_one_per_way")]

    def __str__(self) -> str:
        return self.way
