"""The gathering: a training day or a leader supervision of a cohort, in one or more parallel runs."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.events.door import Event
from tryggby.ground.door import OSLO, Keyed
from tryggby.organisations.door import standing
from tryggby.programmes.models.cohort import Cohort


class GatheringQuerySet(models.QuerySet):
    """Gatherings, by time and by who is asking."""

    def visible_to(self, person):
        """Gatherings of the cohorts one runs or leads a unit in, and those one is enrolled in."""
        mine = Gathering.objects.for_person(person).values("pk")
        return self.filter(Q(cohort__in=Cohort.objects.visible_to(person).values("pk")) | Q(pk__in=mine))

    def run_by(self, person):
        """Gatherings of the cohorts one runs."""
        return self.filter(cohort__organisation__in=standing(person).coordinated)

    def standing(self):
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def coming(self, now: dt.datetime | None = None):
        """Not cancelled and not ended, soonest first."""
        return self.standing().filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "id")

    def past(self, now: dt.datetime | None = None):
        """Not cancelled and ended, newest first."""
        return self.standing().filter(ends_at__lt=now or timezone.now()).order_by("-starts_at", "-id")

    def for_person(self, person):
        """The gatherings a person is enrolled in: same cohort, track and run, while the enrolment holds."""
        from tryggby.programmes.models.enrolment import Enrolment

        mine = Enrolment.objects.filter(
            person=person, cohort=models.OuterRef("cohort"), track=models.OuterRef("track"), run=models.OuterRef("run")
        ).filter(Q(until__isnull=True) | Q(until__gte=models.OuterRef("starts_at__date")))
        return self.filter(models.Exists(mine), cohort__published_at__isnull=False)


class Gathering(Keyed):
    """One day or supervision; `run` tells parallel runs of the same number apart.

    `sequence` grows with every change that calendars must hear of; the UID never changes. Once the cohort is published
    there is an `event` with the same UID, for questions, recording and evaluation.
    """

    class Kind(models.TextChoices):
        DAY = "day", _("Fagdag")
        SUPERVISION = "supervision", _("Lederveiledning")
        TRAINING = "training", _("Mentortrening")
        NETWORK = "network", _("Nettverkssamling")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="gatherings")
    track = models.CharField("spor", max_length=30)
    number = models.PositiveSmallIntegerField("nummer")
    run = models.PositiveSmallIntegerField("gruppe", default=1)
    title = models.CharField("tittel", max_length=200)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    paired_with = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="pairs")
    starts_at = models.DateTimeField("begynner")
    ends_at = models.DateTimeField("slutter")
    place = models.CharField("sted", max_length=120, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    capacity = models.PositiveIntegerField("plasser", null=True, blank=True)
    event = models.OneToOneField(
        Event, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="gathering"
    )
    uid = models.CharField(max_length=80, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "track", "run", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "track", "number", "run"], name="programmes_gathering_number"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="programmes_gathering_ends_after"),
        ]
        indexes = [models.Index(fields=["starts_at"], name="programmes_gathering_start")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        """The calendar id follows the key and never changes."""
        self.uid = self.uid or f"samling-{self.key}@tryggby"
        super().save(*args, **kwargs)

    @property
    def starts(self) -> dt.datetime:
        """The start on the wall clock in Oslo."""
        return self.starts_at.astimezone(OSLO)

    @property
    def ends(self) -> dt.datetime:
        """The end on the wall clock in Oslo."""
        return self.ends_at.astimezone(OSLO)

    @property
    def is_over(self) -> bool:
        """True when it ended, and was not cancelled."""
        return self.cancelled_at is None and self.ends_at < timezone.now()

    @property
    def where(self) -> str:
        """Place and address in one line."""
        return ", ".join(filter(None, [self.place, self.address]))
