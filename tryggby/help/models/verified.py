"""What every verified record has in common: a source, how sure it is, and when somebody looked last."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import OSLO, Keyed, today


class VerifiedQuerySet(models.QuerySet):
    """Verified records."""

    def standing(self):
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Sure(models.TextChoices):
    """How sure the record is."""

    SURE = "sure", _("sikker")
    CHECK = "check", _("bør sjekkes")
    VERIFY = "verify", _("må sjekkes")


class Verified(Keyed):
    """A record that must be looked at again: `seen_on` is when it was written down, `checked_at` when somebody of
    the municipality last held it against its source."""

    source = models.CharField(_("Kilde"), max_length=300)
    sure = models.CharField(_("Hvor sikker er den?"), max_length=10, choices=Sure, default=Sure.SURE)
    seen_on = models.DateField(default=today)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    review_every_days = models.PositiveSmallIntegerField(_("Kontrolleres hver"), default=30)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    shipped_id = models.SlugField(max_length=40, unique=True, null=True, blank=True)
    shipped_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    @property
    def last_seen(self) -> dt.date:
        """The day it was last held against its source, or written down."""
        return self.checked_at.astimezone(OSLO).date() if self.checked_at else self.seen_on

    @property
    def review_by(self) -> dt.date:
        """The last day on which the record is fresh."""
        return self.last_seen + dt.timedelta(days=self.review_every_days)

    @property
    def overdue(self) -> bool:
        """True when somebody should have looked."""
        return today() > self.review_by

    @property
    def doubtful(self) -> bool:
        """True for what must not be shown to children yet: marked so, and nobody has checked."""
        return self.sure == Sure.VERIFY and self.checked_at is None

    @property
    def certain(self) -> bool:
        """True when whoever wrote it down was sure of everything in it. What is not, has not been checked."""
        return {self.sure, getattr(self, "sure_hours", Sure.SURE)} == {Sure.SURE}

    def touch(self) -> None:
        """Note that somebody changed it, so that a newer starter set leaves it alone."""
        self.edited_at = timezone.now()
