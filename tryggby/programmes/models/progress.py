"""What a cohort has agreed, does between gatherings, and learns."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed, today
from tryggby.programmes.models.cohort import Cohort
from tryggby.programmes.models.enrolment import Enrolment
from tryggby.programmes.models.gathering import Gathering


class CommitmentCheck(models.Model):
    """One point of the agreement before the start, ticked on a day by somebody.

    Personal data: who ticked it. Purpose: know whom to ask. Seen by the cohort's coordinators. Kept with the cohort;
    the name goes with the person.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="commitment_checks")
    code = models.SlugField(max_length=60)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["cohort", "code"]
        constraints = [models.UniqueConstraint(fields=["cohort", "code"], name="programmes_commitment_once")]

    def __str__(self) -> str:
        return self.code


class BetweenTaskQuerySet(models.QuerySet):
    """Tasks between gatherings."""

    def for_person(self, person):
        """The tasks of the tracks a person is enrolled in."""
        mine = Enrolment.objects.open().filter(person=person, cohort=OuterRef("cohort"), track=OuterRef("track"))
        return self.filter(Exists(mine), cohort__published_at__isnull=False)

    def coming(self):
        """Not yet due, soonest first; those after a cancelled gathering are left out."""
        return self.filter(due_on__gte=today(), after__cancelled_at__isnull=True).order_by("due_on", "id")


class BetweenTask(Keyed):
    """Something a track does at home after a gathering, with a day it is due."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="tasks")
    after = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="tasks")
    code = models.SlugField(max_length=60)
    track = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    objects = BetweenTaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["after", "code"], name="programmes_task_once")]

    def __str__(self) -> str:
        return self.title


class GoalAnswer(models.Model):
    """How many gave a value from 1 to 5 on a learning goal, before or after. Counts only, never a person."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Før")
        AFTER = "after", _("Etter")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="goal_answers")
    goal = models.SlugField(max_length=60)
    moment = models.CharField(max_length=6, choices=Moment)
    value = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["gathering", "goal", "moment", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "goal", "moment", "value"], name="programmes_goal_answer_once"
            ),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="programmes_goal_answer_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.goal} {self.moment} {self.value}: {self.count}"
