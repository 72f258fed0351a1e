"""Bearer tokens that an organisation's directory shows at the door."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.ground.door import Keyed, today
from tryggby.organisations.door import Organisation, kept

# A token whose use is noted more often than this would write at every request.
NOTED = dt.timedelta(minutes=5)


class ScimTokenQuerySet(models.QuerySet):
    """Tokens, by state and by who is asking."""

    def visible_to(self, person):
        """Tokens of the organisations the person keeps."""
        return self.filter(organisation__in=kept(person))

    def usable(self):
        """Tokens that open the door today."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=today())


class ScimToken(Keyed):
    """A secret that lets one organisation's directory write its accounts and groups; only its hash is kept.

    Personal data: who made and who revoked it. Purpose: accountability. Seen by coordinators who keep the
    organisation. Kept as long as the organisation is here.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scim_tokens")
    name = models.CharField("navn", max_length=80)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of a secret of 256 random bits.")
    ending = models.CharField(max_length=4, help_text="The secret's last signs, to know it by.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField("gjelder til og med")
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ScimTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True), name="scim_token_revoked_when"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """`open`, `expired` or `revoked`."""
        if self.revoked_at:
            return "revoked"
        return "open" if self.expires_on >= today() else "expired"

    def note_use(self) -> None:
        """Remember that it was used, at most every few minutes."""
        now = timezone.now()
        if self.last_used_at is None or self.last_used_at < now - NOTED:
            ScimToken.objects.filter(pk=self.pk).update(last_used_at=now)
