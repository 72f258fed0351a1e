"""The kept sums of effect: by quarter what people took part in, by month whether units practised, and self-reviews."""

from django.db import models
from django.db.models import F, Q

from tryggby.ground.door import today
from tryggby.insight.models.place import CoveragePlace
from tryggby.organisations.door import Organisation


class EffectQuarter(models.Model):
    """What a place's people took part in during a quarter that has ended; never written again.

    `reached` people of `people`, `minutes` of parts, presences at `gatherings` and in `guidance`. The `shown_` fields
    are what may be shown above unit level; empty when it is hidden.
    """

    place = models.ForeignKey(CoveragePlace, on_delete=models.CASCADE, related_name="quarters")
    quarter = models.DateField(help_text="Its first day.")
    people = models.PositiveIntegerField()
    reached = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    gatherings = models.PositiveIntegerField()
    guidance = models.PositiveIntegerField()
    shown_reached = models.PositiveIntegerField(null=True)
    shown_minutes = models.PositiveIntegerField(null=True)
    shown_gatherings = models.PositiveIntegerField(null=True)
    shown_guidance = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["place", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["place", "quarter"], name="insight_quarter_once"),
            models.CheckConstraint(condition=Q(reached__lte=F("people")), name="insight_quarter_reached"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} · {self.quarter}"


class EffectMonth(models.Model):
    """How many units of a place practised in a month that has ended. Units with fewer than five people are left out.

    `began_6` are those that had begun at least six months before, `still_6` those of them that practised in the three
    months up to and with this one; `began_12` and `still_12` after twelve.
    """

    place = models.ForeignKey(CoveragePlace, on_delete=models.CASCADE, related_name="practice_months")
    month = models.DateField(help_text="Its first day.")
    units = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    began_6 = models.PositiveIntegerField()
    still_6 = models.PositiveIntegerField()
    began_12 = models.PositiveIntegerField()
    still_12 = models.PositiveIntegerField()

    class Meta:
        ordering = ["place", "month"]
        constraints = [models.UniqueConstraint(fields=["place", "month"], name="insight_practice_month_once")]

    def __str__(self) -> str:
        return f"{self.place_id} · {self.month}"


class ReviewSpread(models.Model):
    """How an organisation's units answered one item of the self-review at the start, or 6 or 12 months after.

    `counts` are units that passed, and that agreed on 1–2, 3 and 4–5. A newer spread takes the place of an older one
    only when at least five units have come to it; what was hidden stays hidden.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="review_spreads")
    item = models.SlugField(max_length=40)
    moment = models.PositiveSmallIntegerField(help_text="Months after the start: 0, 6 or 12.")
    counts = models.JSONField()
    hidden = models.JSONField(default=list, help_text="Which of the counts are not shown.")
    counted_on = models.DateField(default=today)

    class Meta:
        ordering = ["organisation", "item", "moment"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "item", "moment"], name="insight_spread_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.moment}"

    @property
    def units(self) -> int:
        """How many units have answered."""
        return sum(self.counts)

    @property
    def shown(self) -> list[int | None]:
        """The counts as they may be shown."""
        return [None if place in self.hidden else count for place, count in enumerate(self.counts)]
