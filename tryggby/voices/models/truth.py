"""Is it true? What children say of an answer from the adults: counts by week, and what of them has been shown."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.voices.models.advice import AdviceReply


class TruthTally(models.Model):
    """How many children said in one week that what the adults answered is true, partly, or not yet.

    Personal data: none; a count behind no person. Shown to nobody before it is released. Kept with the reply.
    """

    class Value(models.TextChoices):
        TRUE = "true", _("Ja, det stemmer")
        PARTLY = "partly", _("Litt")
        NOT_TRUE = "not", _("Nei, ikke ennå")

    reply = models.ForeignKey(AdviceReply, on_delete=models.CASCADE, related_name="truths")
    week = models.DateField(help_text="The Monday.")
    value = models.CharField(max_length=6, choices=Value)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["reply", "week", "value"]
        constraints = [models.UniqueConstraint(fields=["reply", "week", "value"], name="voices_truth_once")]

    def __str__(self) -> str:
        return f"{self.value}: {self.number}"


class TruthFigure(models.Model):
    """What children said of one reply as it was released: counts by value, and which of them are hidden.

    Personal data: none; counts, with what could be led back to few hidden. Kept with the reply.
    """

    reply = models.ForeignKey(AdviceReply, on_delete=models.CASCADE, related_name="truth_figures")
    since = models.DateField(help_text="The Monday of the week the adults answered in.")
    until = models.DateField(help_text="The last day of the last whole week.")
    counts = models.JSONField(default=list, help_text="In the order of TruthTally.Value.")
    hidden = models.JSONField(default=list, help_text="Places in `counts` that are not shown.")
    made_at = models.DateTimeField(default=timezone.now)
    former = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replaced_by")

    class Meta:
        ordering = ["reply", "-until", "-id"]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="voices_truth_figure_period")]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.since}–{self.until}"
