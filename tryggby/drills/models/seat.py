"""A participant's seat and choices: without a name, and only while the run lasts."""

from django.db import models
from django.utils import timezone

from tryggby.drills.models.run import DrillRun


class Seat(models.Model):
    """One phone in a run, known by the hash of a random token that only the phone has.

    Personal data: none. Deleted when the run is closed; only the number of seats is kept.
    """

    run = models.ForeignKey(DrillRun, on_delete=models.CASCADE, related_name="seats")
    token = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the phone's token.")
    role = models.SlugField(max_length=80, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    passed_at = models.DateTimeField(null=True, blank=True, help_text="Sits out; may come back.")

    def __str__(self) -> str:
        return f"{self.run_id}:{self.pk}"


class Choice(models.Model):
    """What a seat chose at a decision point; may be changed until the answers are shown.

    Personal data: none. Deleted with the seat; counts are kept where at least three have answered.
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="choices")
    decision = models.SlugField(max_length=80)
    option = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "decision"], name="drills_choice_once")]

    def __str__(self) -> str:
        return f"{self.decision}: {self.option}"
