"""What a municipality or a unit has answered: whom we call here."""

import datetime as dt

from django.db import models
from django.db.models import Q

from tryggby.ground.door import today
from tryggby.organisations.door import Organisation, Unit


class LocalAnswerQuerySet(models.QuerySet):
    """Local answers, by place."""

    def of_unit(self, unit: Unit):
        """Those of the unit's organisation and the unit's own."""
        return self.filter(Q(unit=unit) | Q(unit__isnull=True), organisation=unit.organisation_id)


class LocalAnswer(models.Model):
    """One answer, for a whole organisation (`unit` empty) or one unit, checked on a date. Never a person's name."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="drill_answers")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="drill_answers")
    question = models.SlugField(max_length=80, help_text="The id in the drill format.")
    text = models.CharField(max_length=300)
    checked_on = models.DateField(default=today)

    objects = LocalAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["question", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "question"], condition=Q(unit__isnull=True), name="drills_answer_organisation"
            ),
            models.UniqueConstraint(
                fields=["unit", "question"], condition=Q(unit__isnull=False), name="drills_answer_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text}"

    def is_stale(self, days: int) -> bool:
        """True when it should have been looked at again: the answer stays, with a mark."""
        return self.checked_on + dt.timedelta(days=days) < today()
