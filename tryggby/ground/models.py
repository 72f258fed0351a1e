"""What rows of every room share: a public key, a dated period, doing a thing once, and counts against abuse."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tryggby.ground.clock import today

# No vowels and no look-alikes: keys spell no words and can be read aloud.
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"


def new_key() -> str:
    """A random public key of ten signs (48 bits) for use in addresses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class Keyed(models.Model):
    """A row that is named in addresses by a random key, never by its number."""

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet):
    """Rows with a period."""

    def current(self, on=None):
        """Rows whose period holds on a date (today when not given)."""
        day = on or today()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def live(self, on=None):
        """Rows whose period holds on a date (today when not given) or begins later."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on or today()))


class Dated(models.Model):
    """A row that holds from `since` to `until`, both days included; open when `until` is empty."""

    since = models.DateField(default=today)
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="%(app_label)s_%(class)s_period"
            )
        ]

    def holds(self, on=None) -> bool:
        """True when the period holds on a date (today when not given)."""
        day = on or today()
        return self.since <= day and (self.until is None or self.until >= day)


class Once(models.Model):
    """A form or request that has been carried out, by its random key, with what came of it.

    Personal data: none. Kept 30 days.
    """

    key = models.CharField(max_length=80, unique=True)
    result = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.key


class SaltHour(models.Model):
    """A random salt that lives for one hour and is then deleted, so that no mark can be led back to an address."""

    hour = models.DateTimeField(unique=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}"


class RateMark(models.Model):
    """A count behind a salted hash of where open forms came from.

    Personal data: none that can be led back once the hour's salt is gone. Deleted after two hours.
    """

    hour = models.ForeignKey(SaltHour, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=43)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "mark"], name="ground_rate_mark_once")]

    def __str__(self) -> str:
        return str(self.number)
