"""The one thing a unit changes after a drill, with an owner and a date."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tryggby.drills.models.run import DrillRun
from tryggby.ground.door import Keyed, today
from tryggby.organisations.door import Unit, standing


class FollowUpQuerySet(models.QuerySet):
    """Follow-ups, by state and by who is asking."""

    def visible_to(self, person):
        """Those of the units one works in or leads."""
        held = standing(person)
        return self.filter(unit__in=held.member | held.led)

    def owned_or_led_by(self, person):
        """Those one owns where one works, and those of units one leads: to be marked as done or given another date."""
        return self.owned_by(person) | self.filter(unit__in=standing(person).led)

    def owned_by(self, person):
        """Those one has promised to look after, where one still works or leads; else they are the leader's."""
        held = standing(person)
        return self.filter(owner=person.pk, unit__in=held.member | held.led)

    def waiting(self):
        """Not done yet, the oldest date first."""
        return self.filter(done_on__isnull=True).order_by("due_on", "id")


class FollowUp(Keyed):
    """A fix: text without any child in it, owner, due, done, and whether it worked when the unit drilled again.

    Personal data: which colleague owns it. Purpose: that it gets done. Seen by the unit. Kept; the name is taken off
    five years after it was due.
    """

    class Worked(models.TextChoices):
        """What the group said at the next drill."""

        YES = "yes", _("Ja, det virket")
        PARTLY = "partly", _("Delvis")
        NO = "no", _("Nei, ikke ennå")

    run = models.OneToOneField(DrillRun, on_delete=models.CASCADE, related_name="follow_up")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.CharField("hva dere endrer", max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="follow_ups")
    due_on = models.DateField("frist")
    done_on = models.DateField(null=True, blank=True)
    worked = models.CharField(max_length=10, choices=Worked, blank=True)
    worked_at = models.ForeignKey(
        DrillRun,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="looked_back",
        help_text="The next run.",
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["unit", "done_on", "due_on"], name="drills_follow_up_unit")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_overdue(self) -> bool:
        """True when the date has passed and it is not done."""
        return self.done_on is None and self.due_on < today()
