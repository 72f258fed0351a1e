"""A practice with colleagues: planned, invited to, run, reported, or cancelled."""

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from tryggby.ground.door import OSLO, Keyed
from tryggby.mentoring.models.mandate import Mandate
from tryggby.organisations.door import Unit, standing


class PracticeQuerySet(models.QuerySet):
    """Practices, by state and by who is asking."""

    def planned(self):
        """Neither held nor cancelled."""
        return self.filter(held_at__isnull=True, cancelled_at__isnull=True)

    def coming(self, now=None):
        """Planned and not yet over: a practice counts as coming until it has lasted its time."""
        moment = now or timezone.now()
        return self.planned().filter(ends_at__gt=moment).order_by("starts_at", "id")

    def unreported(self, now=None):
        """Planned, over, and nobody has said whether it was held."""
        return self.planned().filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-id")

    def held(self):
        """Reported as held."""
        return self.filter(held_at__isnull=False)

    def with_answers(self):
        """Adds `yes`, `no` and `asked`: how many of those invited have answered what."""
        places = Q(participations__invited_at__isnull=False)
        return self.annotate(
            asked=Count("participations", filter=places),
            yes=Count("participations", filter=places & Q(participations__answer="yes")),
            no=Count("participations", filter=places & Q(participations__answer="no")),
        )

    def with_counts(self):
        """Adds `named`: how many colleagues were there by name. See `Practice.colleagues`."""
        return self.annotate(named=Count("participations", filter=Q(participations__present_at__isnull=False)))

    def with_names(self):
        """Fetches who was there as `there`, with the people. For the unit's own leader."""
        from tryggby.mentoring.models.participation import Participation

        there = Participation.objects.filter(present_at__isnull=False)
        return self.prefetch_related(Prefetch("participations", there.select_related("person"), to_attr="there"))

    def run_by(self, person):
        """Practices of the units one is mentor for today: may plan, run, report, move, cancel."""
        return self.filter(unit__in=Mandate.objects.in_force().filter(person=person.pk).values("unit"))

    def led_by(self, person):
        """Practices of the units one leads."""
        return self.filter(unit__in=standing(person).led)

    def invited(self, person):
        """Practices one has been invited to."""
        return self.filter(participations__person=person.pk, participations__invited_at__isnull=False)

    def visible_to(self, person):
        """Those one may run; the leader of the unit has pages of her own with counts and attendance."""
        return self.run_by(person)


class Practice(Keyed):
    """A unit's practice of one part of a package. What is kept: date, skill, who was there. Never how it went for whom.

    `held_at` and `reported_at` are set together by the report; `cancelled_at` closes it instead.
    The clock of the run: `step` (0-based) has used `step_used` seconds plus the time since
    `step_since`; empty `step_since` is a pause.
    """

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="practices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="practices")
    package = models.CharField(max_length=120, help_text="Package identifier.")
    part = models.CharField(max_length=80, help_text="Part identifier.")
    release = models.CharField(max_length=40, help_text="Version of the package it was planned from.")
    title = models.CharField(max_length=200, help_text="The part's title when it was planned.")
    elements = models.JSONField(default=list, help_text="Core elements of the part when it was planned.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField("sted", max_length=120, blank=True)
    planned_at = models.DateTimeField(default=timezone.now)
    invited_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="Of the calendar entry; grows with each change.")
    started_at = models.DateTimeField(null=True, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    step_since = models.DateTimeField(null=True, blank=True)
    step_used = models.PositiveIntegerField(default=0, help_text="Seconds of the step used before the last pause.")
    held_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    headcount = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Present without a name given.")
    rounds = models.PositiveSmallIntegerField(null=True, blank=True)
    learnt = models.CharField(max_length=200, blank=True, help_text="One thing the group takes with it; no names.")
    pulse_low = models.PositiveSmallIntegerField(null=True, blank=True)
    pulse_middle = models.PositiveSmallIntegerField(null=True, blank=True)
    pulse_high = models.PositiveSmallIntegerField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="mentoring_practice_period"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=240), name="mentoring_practice_minutes"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(cancelled_at__isnull=True), name="mentoring_practice_one_end"
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, reported_at__isnull=True)
                | Q(held_at__isnull=False, reported_at__isnull=False),
                name="mentoring_practice_reported",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_because="") | Q(cancelled_at__isnull=False), name="mentoring_practice_cancelled"
            ),
            models.CheckConstraint(
                condition=Q(pulse_low__isnull=True, pulse_middle__isnull=True, pulse_high__isnull=True)
                | Q(pulse_low__isnull=False, pulse_middle__isnull=False, pulse_high__isnull=False),
                name="mentoring_practice_pulse",
            ),
            models.CheckConstraint(
                condition=Q(step_since__isnull=True) | Q(started_at__isnull=False), name="mentoring_practice_started"
            ),
            models.UniqueConstraint(
                fields=["unit", "starts_at"],
                condition=Q(cancelled_at__isnull=True),
                name="mentoring_practice_time_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "held_at"], name="mentoring_practice_held"),
            models.Index(fields=["unit", "starts_at"], name="mentoring_practice_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.starts_at.astimezone(OSLO):%d.%m.%Y %H:%M}"

    @property
    def is_open(self) -> bool:
        """True until it is reported or cancelled."""
        return self.held_at is None and self.cancelled_at is None

    @property
    def is_over(self) -> bool:
        """True when its time has passed."""
        return self.ends_at <= timezone.now()

    @property
    def is_paused(self) -> bool:
        """True when the run has begun and its clock stands."""
        return self.started_at is not None and self.step_since is None

    @property
    def colleagues(self) -> int:
        """How many colleagues were there, by name and by count; needs `with_counts()`."""
        named: int = getattr(self, "named")  # noqa: B009 — an annotation, not a field
        return named + (self.headcount or 0)

    def seconds_used(self, now=None) -> int:
        """Seconds the run has spent on its present step."""
        running = (now or timezone.now()) - self.step_since if self.step_since else None
        return self.step_used + (max(0, int(running.total_seconds())) if running else 0)
