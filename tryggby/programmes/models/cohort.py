"""The cohort: one run of a programme, with the organisations and units that take part."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation, Unit, standing
from tryggby.programmes.models.programme import Programme


class CohortQuerySet(models.QuerySet):
    """Cohorts, by state and by who is asking."""

    def running(self):
        """Published cohorts that are neither closed nor cancelled."""
        return self.filter(published_at__isnull=False, closed_on__isnull=True, cancelled_at__isnull=True)

    def run_by(self, person):
        """Cohorts whose responsible organisation the person coordinates."""
        return self.filter(organisation__in=standing(person).coordinated)

    def visible_to(self, person):
        """Cohorts one runs, and those with a unit one leads."""
        stands = standing(person)
        led = CohortUnit.objects.filter(unit__in=stands.led).values("cohort")
        return self.filter(Q(organisation__in=stands.coordinated) | Q(pk__in=led, published_at__isnull=False))

    def of_unit(self, unit):
        """Cohorts a unit takes part in."""
        return self.filter(pk__in=CohortUnit.objects.filter(unit=unit).values("cohort"))


class Cohort(Keyed):
    """One run of a programme across organisations. `organisation` is responsible for it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField("navn", max_length=120)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    units = models.ManyToManyField(Unit, through="CohortUnit", related_name="cohorts")
    organisations = models.ManyToManyField(Organisation, through="CohortOrganisation", related_name="joined_cohorts")

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(published_at__isnull=False), name="programmes_closed_was_open"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """In a word, for a person to read."""
        if self.cancelled_at:
            return str(_("Avlyst"))
        if self.closed_on:
            return str(_("Avsluttet"))
        return str(_("I gang") if self.published_at else _("Under planlegging"))


class CohortOrganisation(models.Model):
    """An organisation that takes part in a cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)

    class Meta:
        ordering = ["cohort", "organisation", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "organisation"], name="programmes_cohort_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.cohort} · {self.organisation}"


class CohortUnit(models.Model):
    """A unit that takes part in a cohort, from a day and maybe until one."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="cohort_units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cohort_units")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["cohort", "unit", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "unit"], name="programmes_cohort_unit"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="programmes_cohort_unit_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort} · {self.unit}"
