"""Roles that are given to a person for an organisation, with dates."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Dated, DatedQuerySet, Keyed
from tryggby.organisations.models.organisation import Organisation


class Appointment(Keyed, Dated):
    """An appointed role in one organisation."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Koordinator")
        EDITOR = "editor", _("Redaktør")
        NETWORK_COORDINATOR = "network_coordinator", _("Nettverkskoordinator")
        PRIVACY_OFFICER = "privacy_officer", _("Personvernansvarlig")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appointments")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField("rolle", max_length=20, choices=Role)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["role", "since", "id"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation}"
