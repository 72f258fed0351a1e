"""Organisations and what kind of work is done in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Dated, DatedQuerySet, Keyed


class OrganisationQuerySet(models.QuerySet):
    """Organisations, by who is asking."""

    def visible_to(self, person):
        """Own organisations, those one coordinates, and those one meets in a common cohort's units."""
        from tryggby.organisations.access import standing

        return self.filter(pk__in=standing(person).organisations)

    def coordinated_by(self, person):
        """Organisations where the person is coordinator."""
        from tryggby.organisations.access import standing

        return self.filter(pk__in=standing(person).coordinated)

    def reached_by(self, person):
        """Organisations the person coordinates, and their partners."""
        from tryggby.organisations.access import standing

        return self.filter(pk__in=standing(person).reach)

    def kept_by(self, person):
        """Organisations whose units and people the person may change."""
        from tryggby.organisations.access import kept

        return self.filter(pk__in=kept(person))

    def with_coordinator(self):
        """Organisations that have a coordinator today."""
        from tryggby.organisations.models.appointment import Appointment

        held = Appointment.objects.current().filter(role=Appointment.Role.COORDINATOR)
        return self.filter(pk__in=held.values("organisation"))


class Organisation(Keyed):
    """A municipality, a police district, a voluntary organisation, a regional centre or a state body."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommune")
        POLICE = "police", _("Politi")
        VOLUNTARY = "voluntary", _("Frivillig organisasjon")
        REGIONAL = "regional", _("Regionalt senter")
        STATE = "state", _("Statlig virksomhet")

    name = models.CharField("navn", max_length=200)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    org_number = models.CharField("organisasjonsnummer", max_length=9, unique=True, null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(org_number__isnull=True) | Q(org_number__regex=r"^[0-9]{9}$"),
                name="organisations_org_number_digits",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(Dated):
    """A municipality's number in a period; reforms give the same place new numbers."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField("kommunenummer", max_length=4)
    name = models.CharField("navn", max_length=100)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["number", "since"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["number", "since"], name="organisations_number_since"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class District(Keyed):
    """A part of a large municipality (bydel)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="districts")
    number = models.CharField("nummer", max_length=10, blank=True)
    name = models.CharField("navn", max_length=100)

    class Meta:
        ordering = ["number", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="organisations_district_name")]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A kind of work: kindergarten, school, police … The codes are those of the package format."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField("navn", max_length=80)
    name_nn = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return {"nn": self.name_nn, "en": self.name_en}.get(get_language() or "", "") or self.name
