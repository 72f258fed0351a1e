"""The kept sums: how many of a place's people have done a training, now and at the end of each month."""

from django.db import models
from django.db.models import F, Q

from tryggby.insight.models.place import CoveragePlace
from tryggby.insight.models.training import Training


class CoverageRow(models.Model):
    """One cell: `done` of `people`. `shown` is what may be shown above unit level; empty when it is hidden."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="rows")
    place = models.ForeignKey(CoveragePlace, on_delete=models.CASCADE, related_name="rows")
    people = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    shown = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["training", "place"]
        constraints = [
            models.UniqueConstraint(fields=["training", "place"], name="insight_row_once"),
            models.CheckConstraint(condition=Q(done__lte=F("people")), name="insight_row_done"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} · {self.training_id}"


class CoverageMonth(models.Model):
    """What could be shown of a place and a training at the end of a month; the running month is kept up to date."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="months")
    place = models.ForeignKey(CoveragePlace, on_delete=models.CASCADE, related_name="months")
    month = models.DateField(help_text="Its first day.")
    people = models.PositiveIntegerField()
    shown = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["training", "place", "month"]
        constraints = [
            models.UniqueConstraint(fields=["place", "training", "month"], name="insight_month_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} · {self.training_id} · {self.month}"
