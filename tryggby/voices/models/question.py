"""What children are asked: questions in versions, and the set that a channel asks now."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation
from tryggby.voices.models.channel import Channel


class QuestionQuerySet(models.QuerySet):
    """Questions, by who may ask them."""

    def open_to(self, organisation):
        """The library's questions and the organisation's own."""
        return self.filter(Q(organisation=organisation) | Q(organisation__isnull=True))

    def asked_now(self, channel):
        """The questions of a channel's newest set, which whoever has the channel's code may answer."""
        newest = QuestionSet.objects.filter(channel=channel).order_by("-number").values("pk")[:1]
        return self.filter(places__question_set=models.Subquery(newest))

    def asked_in(self, channel, number: int):
        """The questions of one of a channel's sets, by its number."""
        return self.filter(places__question_set__channel=channel, places__question_set__number=number)


class Question(Keyed):
    """One version of a question. Its words are never changed: new words make a new version.

    Personal data: who wrote it. Purpose: know whom to ask. Seen by leaders and coordinators. Kept; not deleted by
    itself.
    """

    class Kind(models.TextChoices):
        FACES = "faces", _("Fjes")
        CHOICE = "choice", _("Velg ett svar")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="child_questions"
    )
    slug = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField("slag", max_length=8, choices=Kind, default=Kind.FACES)
    theme = models.CharField("tema", max_length=20, help_text="A code of words.THEMES.")
    labels = models.CharField("svar på fjesene", max_length=10, default="amount", help_text="amount or quality.")
    words = models.JSONField(default=dict, help_text="Language to the question.")
    choices = models.JSONField(default=list, help_text="For kind choice: {language: words} in order, value from 1.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "version"], condition=Q(organisation__isnull=True), name="voices_question_shipped"
            ),
            models.UniqueConstraint(fields=["organisation", "slug", "version"], name="voices_question_own"),
        ]

    def __str__(self) -> str:
        return self.words.get("nb") or self.slug


class QuestionSet(models.Model):
    """What a channel asks from a date: at most six questions, in order. A change makes a new set.

    Personal data: who composed it. Purpose: know whom to ask. Seen by leaders and coordinators.
    Kept with the channel.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="question_sets")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    questions = models.ManyToManyField(Question, through="SetQuestion", related_name="sets")

    class Meta:
        ordering = ["channel", "number"]
        constraints = [models.UniqueConstraint(fields=["channel", "number"], name="voices_set_number")]

    def __str__(self) -> str:
        return f"{self.channel} {self.number}"


class SetQuestion(models.Model):
    """One question's place in a set."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="places")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="places")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["question_set", "order"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "order"], name="voices_place_order"),
            models.UniqueConstraint(fields=["question_set", "question"], name="voices_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.question}"
