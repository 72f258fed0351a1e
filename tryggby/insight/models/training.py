"""What coverage is counted of: a requirement, or a part of a package."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.obligations.door import Requirement
from tryggby.organisations.door import standing
from tryggby.packages.door import Package


class TrainingQuerySet(models.QuerySet):
    """Trainings, by state and by who is asking."""

    def current(self):
        """Those that people are asked for or read today."""
        return self.filter(ended_on__isnull=True)

    def of(self, organisation: int):
        """Parts that everybody may read, and the requirements of one organisation."""
        return self.filter(Q(requirement__isnull=True) | Q(requirement__organisation=organisation))

    def visible_to(self, person):
        """Parts, and the requirements of the organisations one coordinates or leads a unit in."""
        held = standing(person)
        return self.filter(
            Q(requirement__isnull=True)
            | Q(requirement__organisation__in=held.coordinated)
            | Q(requirement__organisation__units__in=held.led_directly)
        ).distinct()


class Training(Keyed):
    """One column of the matrix: a requirement, or a part that people do on their own, in its package's major version.

    Of a requirement are counted those it applies to today; of a part, everybody who works at the place.
    """

    requirement = models.OneToOneField(Requirement, on_delete=models.CASCADE, null=True, related_name="coverage")
    package = models.ForeignKey(Package, on_delete=models.CASCADE, null=True, related_name="+")
    part = models.SlugField(max_length=80, blank=True)
    major = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    group = models.CharField(max_length=200, blank=True, help_text="The package's title; empty for a requirement.")
    number = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["group", "number", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "part", "major"], condition=Q(package__isnull=False), name="insight_training_once"
            ),
            models.CheckConstraint(
                condition=Q(requirement__isnull=False, package__isnull=True)
                | Q(requirement__isnull=True, package__isnull=False),
                name="insight_training_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Counting(models.Model):
    """When the sums were last brought up to date, and which completion was the newest they hold. One row."""

    newest = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    whole_at = models.DateTimeField(null=True)
    only = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)

    def __str__(self) -> str:
        return f"{self.at}"
