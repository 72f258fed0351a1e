"""How often a unit drills."""

from django.db import models
from django.db.models import Q

from tryggby.organisations.door import Unit

TIMES_A_YEAR = 2


class Rhythm(models.Model):
    """A unit's own choice of how many drills a year; without a row it is two. Zero is a pause the unit has chosen."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="drill_rhythm")
    times_a_year = models.PositiveSmallIntegerField(default=TIMES_A_YEAR)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(times_a_year__lte=12), name="drills_rhythm_at_most_monthly")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.times_a_year}"
