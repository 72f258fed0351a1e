"""What people thought afterwards, and where they stood on the learning goals before and after: only counts."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggby.events.models.event import Event

# How long one can answer; before names are forgotten, so that no link outlives them.
OPEN = dt.timedelta(days=10)


class Phase(models.TextChoices):
    """When one is asked."""

    BEFORE = "before", _("Før")
    AFTER = "after", _("Etter")


class EventGoal(models.Model):
    """One learning goal of an event, asked about before and after."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField()
    text = models.CharField("læringsmål", max_length=200)

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="events_goal_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="events_goal_from_one"),
        ]

    def __str__(self) -> str:
        return self.text


class Evaluation(models.Model):
    """The evaluation of one event: when it was sent, how many forms came in, and whether it was closed early."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="evaluation")
    mailed_at = models.DateTimeField(null=True, blank=True)
    before_mailed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Closed by a coordinator before its time.")
    answers_before = models.PositiveIntegerField(default=0)
    answers_after = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.event)

    @property
    def closes_at(self) -> dt.datetime:
        """When the last answer is taken in; it follows the event when that moves."""
        end = self.event.ends_at + OPEN
        return min(self.closed_at, end) if self.closed_at else end


class EvaluationTicket(models.Model):
    """The right to answer once. Only the hash of the link's token is kept; the row is deleted with the answer.

    A ticket does not say whose it is, and an answer does not say which ticket it came with.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="evaluation_tickets")
    phase = models.CharField(max_length=6, choices=Phase)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.phase} {self.event_id}"


class EvaluationTally(models.Model):
    """How many gave one answer to one question. There is no row per person to be led back to anybody."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="evaluation_tallies")
    phase = models.CharField(max_length=6, choices=Phase)
    question = models.CharField(max_length=20, help_text="A code of questions.py, or `goal-N`.")
    value = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["event", "phase", "question", "value"]
        constraints = [
            models.UniqueConstraint(fields=["event", "phase", "question", "value"], name="events_tally_once"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="events_tally_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.value}: {self.number}"
