"""School holidays: dated data per municipality, checked by a person."""

from django.db import models
from django.db.models import F, Q


class SchoolHoliday(models.Model):
    """Days without school. `number` is the municipality's; `*` holds where nothing nearer is known."""

    number = models.CharField("kommunenummer", max_length=4)
    name = models.CharField("navn", max_length=60)
    since = models.DateField("fra")
    until = models.DateField("til")
    source = models.CharField("kilde", max_length=300, blank=True)
    checked_on = models.DateField("sist kontrollert", null=True, blank=True)

    class Meta:
        ordering = ["since", "number"]
        constraints = [
            models.UniqueConstraint(fields=["number", "name", "since"], name="programmes_school_holiday_once"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="programmes_school_holiday_period"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since}"
