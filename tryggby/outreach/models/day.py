"""An oppvekst day, a talk or a visit that somebody outside asked for; and what those who came thought of it."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation
from tryggby.outreach.access import hosted

# How long one can answer; before the contact is forgotten.
OPEN = dt.timedelta(days=10)
# So many more answers than twice the number of people, since few people are hard to guess.
ROOM = 50
# Contact fields are forgotten so long after the day, after a no, and after a request nobody answered.
KEPT, UNANSWERED = dt.timedelta(days=14), dt.timedelta(days=180)


class OutreachDayQuerySet(models.QuerySet):
    """Days, by who is asking and how far they have come."""

    def visible_to(self, person):
        """Those of organisations where one runs them."""
        return self.filter(organisation__in=hosted(person))

    def due_for_forgetting(self, now: dt.datetime):
        """Those whose contact is kept for nothing."""
        over = Q(ends_at__lte=now - KEPT) | Q(closed_at__lte=now - KEPT)
        silent = Q(starts_at__isnull=True, closed_at__isnull=True, asked_at__lte=now - UNANSWERED)
        return self.filter(over | silent, forgotten_at__isnull=True)


class OutreachDay(Keyed):
    """Asked for, planned with day, place and who comes, held; or closed with a no.

    Personal data: name, address and workplace of the adult who asked. Purpose: agree on the day. Seen by coordinators
    and network coordinators. Contact and wishes are deleted 14 days after the day or the no, and after 180 days
    without an answer; what kind of day it was and how many came stay.
    """

    class Kind(models.TextChoices):
        DAY = "day", _("En oppvekstdag")
        TALK = "talk", _("Et foredrag")
        VISIT = "visit", _("Et besøk hos oss")

    class Asker(models.TextChoices):
        MUNICIPALITY = "city", _("En kommune som ikke er med i nettverket")
        PROFESSIONAL = "work", _("Ansatt i en tjeneste eller organisasjon")
        STUDENT = "student", _("Student eller underviser")
        POLITICIAN = "council", _("Politiker")
        OTHER = "other", _("Noen andre")

    class Ending(models.TextChoices):
        DECLINED = "no", _("Vi sa nei")
        CANCELLED = "off", _("Avlyst")
        WITHDRAWN = "back", _("Trukket tilbake")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="outreach_days")
    kind = models.CharField(_("Hva ønsker dere?"), max_length=8, choices=Kind)
    asker = models.CharField(_("Hvem er dere?"), max_length=8, choices=Asker)
    name = models.CharField(_("Navn"), max_length=120, blank=True)
    email = models.EmailField(_("E-post"), blank=True)
    workplace = models.CharField(_("Arbeidssted eller studiested"), max_length=160, blank=True)
    people = models.PositiveIntegerField(_("Omtrent hvor mange kommer?"))
    wishes = models.TextField(_("Hva vil dere høre om, og når passer det?"), max_length=1000, blank=True)
    language = models.CharField(max_length=8, default="nb")
    asked_at = models.DateTimeField(default=timezone.now)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(_("Hvor?"), max_length=160, blank=True)
    who = models.CharField(_("Hvem kommer fra oss?"), max_length=160, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=4, choices=Ending, blank=True)
    evaluation_mailed_at = models.DateTimeField(null=True, blank=True)
    answers = models.PositiveIntegerField(default=0)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = OutreachDayQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["organisation", "-asked_at", "-id"], name="outreach_days")]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="outreach_day_people"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="outreach_day_period",
            ),
            models.CheckConstraint(
                condition=Q(ending="", closed_at__isnull=True) | (~Q(ending="") & Q(closed_at__isnull=False)),
                name="outreach_day_ending_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.asked_at:%Y-%m-%d}"

    @property
    def state(self) -> str:
        """waiting, planned, held or closed."""
        if self.closed_at:
            return "closed"
        if self.starts_at is None or self.ends_at is None:
            return "waiting"
        return "held" if self.ends_at <= timezone.now() else "planned"

    @property
    def most_answers(self) -> int:
        """So many answers are counted. `people` is an estimate until somebody counts: twice as many may have come."""
        return 2 * self.people + ROOM

    @property
    def is_full(self) -> bool:
        """True when nobody else's answer is counted."""
        return self.answers >= self.most_answers

    @property
    def has_begun(self) -> bool:
        """True from the beginning of a day that was not called off."""
        return self.closed_at is None and self.starts_at is not None and self.starts_at <= timezone.now()

    @property
    def is_open_for_answers(self) -> bool:
        """True from the beginning of the day and ten days on."""
        if self.closed_at or self.starts_at is None or self.ends_at is None:
            return False
        return self.starts_at <= timezone.now() < self.ends_at + OPEN


class OutreachTally(models.Model):
    """How many gave one answer to one question. There is no row per person."""

    day = models.ForeignKey(OutreachDay, on_delete=models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=20)
    value = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "question", "value"]
        constraints = [
            models.UniqueConstraint(fields=["day", "question", "value"], name="outreach_tally_once"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="outreach_tally_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.value}: {self.number}"
