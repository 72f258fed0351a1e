"""Tokens of the municipality's own systems, and webhooks that tell them what happens."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation, Token, kept


class Scope(models.TextChoices):
    """What a token may read, of its own organisation alone."""

    UNITS = "units:read", _("Lese enhetene")
    COMPLETIONS = "completions:read", _("Lese hvem som har fullført hva, og når")


class Happening(models.TextChoices):
    """What a webhook may be told of."""

    COMPLETION = "completion.created", _("Noen i organisasjonen har fullført noe")
    UNIT = "unit.changed", _("En enhet er ny, endret eller stengt")


class ApiToken(Token):
    """A secret with which a system of one organisation reads that organisation's own; only its hash is kept.

    Personal data: who made and who revoked it. Purpose: accountability. Seen by coordinators who keep the organisation.
    Kept as long as the organisation is here; the name goes with the person.
    """

    scopes = models.JSONField(default=list, help_text="What it may read.")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True), name="api_token_revoked_when"
            )
        ]

    @property
    def scope_labels(self) -> list[str]:
        """What it may read, in words."""
        return [str(label) for value, label in Scope.choices if value in self.scopes]


class WebhookQuerySet(models.QuerySet):
    """Webhooks, by state and by who is asking."""

    def visible_to(self, person):
        """Webhooks of the organisations the person keeps."""
        return self.filter(organisation__in=kept(person))

    def live(self):
        """Those that are told of things."""
        return self.filter(ended_at__isnull=True)


class Webhook(Keyed):
    """An address of an organisation's own system that is told when something happens; its secret lies in a file.

    Personal data: who made and who ended it. Purpose: accountability. Seen by coordinators who keep the organisation.
    Kept as long as the organisation is here; the name goes with the person.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="webhooks")
    name = models.CharField("navn", max_length=80)
    address = models.CharField("adresse", max_length=400)
    tells = models.JSONField(default=list, help_text="What it is told of.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True), name="api_webhook_ended_when"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> str:
        """How the outbox names whose a delivery is."""
        return f"webhook:{self.pk}"

    @property
    def told_labels(self) -> list[str]:
        """What it is told of, in words."""
        return [str(label) for value, label in Happening.choices if value in self.tells]
