"""Children's advice in an adult's paraphrase, where it came from, and what the adults answered."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed, today
from tryggby.organisations.door import Organisation, Service, Unit, standing
from tryggby.voices.models.channel import Channel


class Band(models.TextChoices):
    """Roughly how many said it; never the number itself."""

    FEW = "few", _("noen få")
    SOME = "some", _("flere")
    MANY = "many", _("mange")


class RoomTalkQuerySet(models.QuerySet):
    """Talks, by who is asking."""

    def visible_to(self, person):
        """Talks of the units one leads and of the organisations one coordinates."""
        held = standing(person)
        return self.filter(Q(unit__in=held.led) | Q(organisation__in=held.coordinated))


class RoomTalk(Keyed):
    """Advice was gathered in a room: how, when, how many children, and who asked. No child is named.

    Personal data: the role of the adult who asked, and who registered it. Purpose: know how the advice came about.
    Seen by leaders and coordinators. Kept with the advice.
    """

    class Method(models.TextChoices):
        GROUP = "group", _("Gruppesamtale")
        LETTERBOX = "letterbox", _("Postkasse")
        DIALOGUE = "dialogue", _("Dialogmøte")
        COUNCIL = "council", _("Elevråd eller barneråd")
        OTHER = "other", _("Annen måte")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="room_talks")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="room_talks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="room_talks")
    method = models.CharField("måte", max_length=10, choices=Method)
    held_on = models.DateField("dato")
    children = models.PositiveSmallIntegerField("antall barn")
    age_band = models.CharField("alder", max_length=8, choices=Channel.AgeBand)
    asked_by = models.CharField("hvem spurte", max_length=120)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = RoomTalkQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(children__gte=1), name="voices_talk_children")]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.held_on:%d.%m.%Y}"


class AdviceQuerySet(models.QuerySet):
    """Advice, by state and by who is asking."""

    def visible_to(self, person):
        """Advice to the units one leads and to the organisations one coordinates."""
        held = standing(person)
        return self.filter(Q(unit__in=held.led) | Q(organisation__in=held.coordinated))

    def public(self):
        """What everybody may read."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)

    def standing(self):
        """Advice that has not been taken back; for counting, not for reading."""
        return self.filter(withdrawn_at__isnull=True)

    def unanswered(self):
        """Advice without any reply."""
        return self.filter(withdrawn_at__isnull=True).exclude(Exists(AdviceReply.objects.filter(advice=OuterRef("pk"))))

    def overdue(self, day: dt.date):
        """Advice whose newest reply is that it is being tried, where the day that was promised is past."""
        newest = AdviceReply.objects.filter(advice=OuterRef("pk")).order_by("-at", "-pk")
        last = {name: Subquery(newest.values(name)[:1]) for name in ("state", "due_on")}
        told = self.standing().alias(last_state=last["state"], last_due=last["due_on"])
        return told.filter(last_state=AdviceReply.State.TRYING, last_due__lt=day)

    def owed(self, day: dt.date):
        """Advice that waits for our answer, or for what we said we would have tried by now."""
        return self.filter(Q(pk__in=self.unanswered().values("pk")) | Q(pk__in=self.overdue(day).values("pk")))


class Advice(Keyed):
    """One piece of advice from children, in an adult's words; the child's own words never come here.

    Personal data: which adults wrote and published it; none of children. Purpose: answer for the wording. Seen by
    leaders and coordinators, when published by everybody (without the adults). Kept as figures.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="advice")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="advice")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="advice")
    channel = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, blank=True, related_name="advice")
    talk = models.ForeignKey(RoomTalk, on_delete=models.PROTECT, null=True, blank=True, related_name="advice")
    theme = models.CharField("tema", max_length=20, help_text="A code of words.THEMES.")
    paraphrase = models.CharField("rådet, med våre ord", max_length=300)
    band = models.CharField("hvor mange sa det", max_length=4, choices=Band)
    age_band = models.CharField("alder", max_length=8, choices=Channel.AgeBand)
    since = models.DateField("fra", help_text="Monday of the first week.")
    until = models.DateField("til", help_text="The last day of the period.")
    due_on = models.DateField("svar innen")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-id"]
        verbose_name_plural = "advice"
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="voices_advice_period"),
            # A wording is read by another before everybody sees it.
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(made_by__isnull=True) | ~Q(published_by=F("made_by")),
                name="voices_advice_two_people",
            ),
        ]
        indexes = [models.Index(fields=["service", "-until"], name="voices_advice_public")]

    def __str__(self) -> str:
        return self.paraphrase

    @property
    def reply(self):
        """The newest reply, or None."""
        return max(self.replies.all(), key=lambda reply: (reply.at, reply.pk), default=None)


class AdviceReplyQuerySet(models.QuerySet):
    """Replies, by who may read them."""

    def public(self):
        """Replies to advice that everybody may read."""
        return self.filter(advice__published_at__isnull=False, advice__withdrawn_at__isnull=True)


class AdviceReply(models.Model):
    """What the adults answered to a piece of advice; a later reply stands before an earlier one.

    Personal data: who wrote it, and the role that owns the promise. Purpose: answer for it. Seen by leaders and
    coordinators; the owner's role by everybody. Kept with the advice.
    """

    class State(models.TextChoices):
        HEARD = "heard", _("Vi har hørt det")
        TRYING = "trying", _("Vi prøver det")
        DONE = "done", _("Det er gjort")
        CANNOT = "cannot", _("Vi kan ikke, fordi …")

    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="replies")
    state = models.CharField("svar", max_length=6, choices=State)
    text = models.CharField("med vanlige ord", max_length=400)
    owner = models.CharField("hvem passer på", max_length=120)
    due_on = models.DateField("ferdig innen", null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = AdviceReplyQuerySet.as_manager()

    class Meta:
        ordering = ["advice", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["trying"]) | Q(due_on__isnull=False), name="voices_reply_trying_has_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.text}"

    @property
    def is_overdue(self) -> bool:
        """True when it says that something is being tried, and the day that was promised is past."""
        return self.state == self.State.TRYING and self.due_on is not None and self.due_on < today()
