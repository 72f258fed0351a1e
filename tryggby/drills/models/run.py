"""One run of a drill, frozen to the release it used."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import OSLO, Keyed, today
from tryggby.organisations.door import Unit, standing
from tryggby.packages.door import Drill

# How long a phone that was there can still see the last page.
GOODBYE = dt.timedelta(hours=3)


class Phase(models.TextChoices):
    """Where a run stands; derived from its dates, never stored."""

    PLANNED = "planned", _("Planlagt")
    BRIEF = "brief", _("Før dere begynner")
    PLAY = "play", _("Dere øver")
    FEELINGS = "feelings", _("Etterpå: følelser")
    FACTS = "facts", _("Etterpå: hva skjedde")
    LEARNING = "learning", _("Etterpå: læring")
    FIX = "fix", _("Én ting dere endrer")
    CLOSED = "closed", _("Ferdig")
    CANCELLED = "cancelled", _("Avlyst")


class DrillRunQuerySet(models.QuerySet):
    """Runs, by state and by who is asking."""

    def visible_to(self, person):
        """Runs of the units one works in or leads."""
        held = standing(person)
        return self.filter(unit__in=held.member | held.led)

    def run_by(self, person):
        """Runs one leads as facilitator where one works, and those of units one leads: a leader can take over."""
        held = standing(person)
        return self.filter(Q(facilitator=person.pk, unit__in=held.member) | Q(unit__in=held.led))

    def closed(self):
        """Held to the end."""
        return self.filter(closed_at__isnull=False, broken_off_at__isnull=True)

    def coming(self):
        """Planned and not yet opened."""
        return self.filter(opened_at__isnull=True, cancelled_at__isnull=True, closed_at__isnull=True)

    def under_way(self):
        """Opened and not yet closed."""
        return self.filter(opened_at__isnull=False, closed_at__isnull=True, cancelled_at__isnull=True)

    def joinable(self):
        """Runs that phones may follow: under way, with a code."""
        return self.under_way().filter(code__isnull=False)

    def followed(self):
        """Runs that a phone may show: under way, and for some hours after the end, so that it can say goodbye.

        Whoever has the random key of such a run may see what phones see; there is nobody's name in it.
        """
        since = timezone.now() - GOODBYE
        seen = (Q(closed_at__isnull=True) | Q(closed_at__gt=since)) & (
            Q(cancelled_at__isnull=True) | Q(cancelled_at__gt=since)
        )
        return self.filter(seen, opened_at__isnull=False).exclude(drill__audience=Drill.Audience.CHILDREN)


class DrillRun(Keyed):
    """A unit's run of one drill. Kept: version, date, unit, counts, ticked acts, local answers as they stood, one fix.

    Personal data: who leads the run. Purpose: that somebody owns it. Seen by the unit. The name is taken off after five
    years and the run kept; the facilitator's notes are emptied when the run is closed. Participants are never kept:
    their seats are deleted at the close and only counts stay in `record`.

    The play clock: `clock_used` seconds plus the time since `clock_since`; an empty `clock_since` is a pause.
    `acts` and `injects` map an id to the second of the play at which it was ticked or given (−1: left out).
    `moments` are the seconds at which injects appear by themselves; made anew at every change. `revision` grows with
    every change that phones must see: with the moments that have passed it is the mark that polling compares.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="drill_runs")
    drill = models.ForeignKey(Drill, on_delete=models.PROTECT, related_name="runs")
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="drill_runs"
    )
    session = models.SlugField(max_length=80, blank=True, help_text="Which gathering of a drill held with children.")
    planned_for = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(default=timezone.now)
    place = models.CharField("sted", max_length=120, blank=True)
    code = models.CharField(max_length=4, null=True, unique=True, help_text="Only while the run is under way.")
    opened_at = models.DateTimeField(null=True, blank=True)
    door_closed_at = models.DateTimeField(null=True, blank=True, help_text="Nobody more can join.")
    without_local_at = models.DateTimeField(null=True, blank=True, help_text="Run without the required local answers.")
    started_at = models.DateTimeField(null=True, blank=True)
    clock_used = models.PositiveIntegerField(default=0)
    clock_since = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(
        null=True, blank=True, help_text="Somebody has stopped the run; nobody knows who."
    )
    played_at = models.DateTimeField(null=True, blank=True)
    feelings_at = models.DateTimeField(null=True, blank=True)
    facts_at = models.DateTimeField(null=True, blank=True)
    learning_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    broken_off_at = models.DateTimeField(null=True, blank=True, help_text="Closed by the clock, a day after opening.")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    acts = models.JSONField(default=dict)
    injects = models.JSONField(default=dict)
    moments = models.JSONField(default=list)
    decision = models.SlugField(max_length=80, blank=True, help_text="The decision point that is open now.")
    shown = models.JSONField(default=list, help_text="Decision points whose answers the group has seen.")
    revision = models.PositiveIntegerField(default=0)
    notes = models.TextField(blank=True)
    headcount = models.PositiveSmallIntegerField(null=True, blank=True)
    record = models.JSONField(default=dict, help_text="Counts and local answers as they stood at the close.")

    objects = DrillRunQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_at", "-id"]
        indexes = [models.Index(fields=["unit", "closed_at"], name="drills_run_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(learning_at__isnull=False) | Q(broken_off_at__isnull=False),
                name="drills_run_debrief_before_close",
            ),
            models.CheckConstraint(
                condition=Q(code__isnull=True) | Q(closed_at__isnull=True, cancelled_at__isnull=True),
                name="drills_run_code_while_open",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True) | Q(opened_at__isnull=False), name="drills_run_brief_before_play"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drill} · {self.unit}"

    @property
    def phase(self) -> Phase:
        """Where the run stands, from its dates."""
        if self.cancelled_at:
            return Phase.CANCELLED
        reached = [
            (self.closed_at, Phase.CLOSED),
            (self.learning_at, Phase.FIX),
            (self.facts_at, Phase.LEARNING),
            (self.feelings_at, Phase.FACTS),
            (self.played_at, Phase.FEELINGS),
            (self.started_at, Phase.PLAY),
            (self.opened_at, Phase.BRIEF),
        ]
        return next((phase for at, phase in reached if at), Phase.PLANNED)

    @property
    def is_to_come(self) -> bool:
        """True when it has no time, or one on this day or later; the day is Oslo's."""
        return self.planned_for is None or self.planned_for.astimezone(OSLO).date() >= today()

    @property
    def is_over(self) -> bool:
        """True when it has been closed or called off."""
        return bool(self.closed_at or self.cancelled_at)

    @property
    def is_paused(self) -> bool:
        """True when the play has begun and its clock stands still."""
        return self.phase == Phase.PLAY and self.clock_since is None

    def elapsed(self, now: dt.datetime | None = None) -> int:
        """Seconds of play so far."""
        return self.clock_used + _seconds(self.clock_since, now or timezone.now())

    def mark(self, now: dt.datetime | None = None) -> str:
        """Changes when phones have something new to show."""
        return mark_of(self.revision, self.moments, self.elapsed(now))


def mark_of(revision: int, moments: list[int], elapsed: int) -> str:
    """The mark of a run's state: its revision and how many injects have come by themselves."""
    return f"{revision}.{sum(1 for moment in moments if moment <= elapsed)}"


def mark_now(runs, key: str) -> str | None:
    """The mark of the run with this key among `runs`, or None. One query of a few columns, for polling."""
    row = runs.filter(key=key).order_by("pk").values_list("revision", "moments", "clock_used", "clock_since").first()
    if row is None:
        return None
    revision, moments, used, since = row
    return mark_of(revision, moments, used + _seconds(since, timezone.now()))


def _seconds(since: dt.datetime | None, now: dt.datetime) -> int:
    return max(0, int((now - since).total_seconds())) if since else 0
