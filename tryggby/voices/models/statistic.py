"""Figures that have been shown: a table with its hidden cells as it was released, and the one it replaces."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation, Service
from tryggby.voices.models.channel import Channel
from tryggby.voices.models.question import Question


class Statistic(Keyed):
    """One question's table for one service, age band and period: places by answers. Only what is shown is read out.

    Personal data: none; counts, with what could be led back to few hidden. Kept as figures.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="voice_statistics")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="voice_statistics")
    age_band = models.CharField(max_length=8, choices=Channel.AgeBand)
    scale = models.CharField(max_length=6, help_text="Face pack, or `choice`.")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="statistics")
    since = models.DateField()
    until = models.DateField(help_text="The last day of the last whole week.")
    counts = models.JSONField(default=dict, help_text="Channel key to the counts by value, 0 first.")
    hidden = models.JSONField(default=list, help_text="[channel key, value] of every hidden cell; '' is the sum.")
    made_at = models.DateTimeField(default=timezone.now)
    former = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="voices_statistic_period")]
        indexes = [models.Index(fields=["service", "question", "-until"], name="voices_statistic_newest")]

    def __str__(self) -> str:
        return f"{self.question} {self.since}–{self.until}"
