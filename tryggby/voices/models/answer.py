"""What children answered: counts alone. There is no row per child to be led back to anybody."""

from django.db import models
from django.db.models import Q

from tryggby.voices.models.channel import Channel, Promise
from tryggby.voices.models.question import Question

# The value of a question that was skipped.
SKIPPED = 0


class Tally(models.Model):
    """How many gave one answer to one question in one week, under one promise.

    Personal data: none; a count behind no person. Kept as figures.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="tallies")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="tallies")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="tallies")
    week = models.DateField(help_text="The Monday.")
    scale = models.CharField(max_length=6, help_text="Face pack, or `choice`.")
    value = models.PositiveSmallIntegerField(help_text="0 is skipped.")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["channel", "week", "question", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "week", "question", "scale", "value", "promise"], name="voices_tally_once"
            ),
            models.CheckConstraint(condition=Q(value__lte=9), name="voices_tally_value"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.value}: {self.number}"


class Sent(models.Model):
    """The hash of a form's random key: a double tap, a retry and Back count once. It leads to no answer.

    Personal data: none. Deleted after two weeks.
    """

    mark = models.CharField(max_length=64, unique=True)
    week = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.mark[:8]
