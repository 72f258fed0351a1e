"""Roles that are given to a person for an organisation, with dates."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Dated, DatedQuerySet, Keyed
from tryggby.organisations.models.organisation import Organisation


class AppointmentQuerySet(DatedQuerySet):
    """Appointments, by who is asking."""

    def overseen_by(self, person):
        """Appointments in the organisations where the person is coordinator or privacy officer."""
        from tryggby.organisations.access import overseen

        return self.filter(organisation__in=overseen(person))

    def given_by(self, person):
        """Appointments the person may end: those in organisations they coordinate."""
        from tryggby.organisations.access import standing

        return self.filter(organisation__in=standing(person).coordinated)


class Appointment(Keyed, Dated):
    """An appointed role in one organisation.

    Personal data: who holds which role. Purpose: access and accountability. Seen by the person, the organisation's
    coordinators and privacy officer. Kept until two years after the person left, then it leads to nobody.
    """

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Koordinator")
        EDITOR = "editor", _("Redaktør")
        NETWORK_COORDINATOR = "network_coordinator", _("Nettverkskoordinator")
        PRIVACY_OFFICER = "privacy_officer", _("Personvernansvarlig")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appointments")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField("rolle", max_length=20, choices=Role)

    objects = AppointmentQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["role", "since", "id"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation}"
