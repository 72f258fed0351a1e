"""One person's duty in one cycle of a requirement, and parts that were gone through again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import today
from tryggby.obligations.models.requirement import Requirement
from tryggby.organisations.door import Membership, Unit, standing
from tryggby.packages.door import Package


class State(models.TextChoices):
    """How a duty stands. Each state has its own day in the row."""

    DUE = "due", _("Gjenstår")
    DONE = "done", _("Gjort")
    WAIVED = "waived", _("Fritatt")
    LAPSED = "lapsed", _("Må friskes opp")
    ENDED = "ended", _("Gjelder ikke lenger")


class ObligationQuerySet(models.QuerySet):
    """Duties, by state and by who is asking."""

    def newest(self):
        """The newest cycle of each person and requirement: how they stand."""
        return self.filter(followed_on__isnull=True)

    def counting(self):
        """The newest cycles of people it applies to today: one row per person and requirement."""
        return self.newest().exclude(state=State.ENDED)

    def of(self, person):
        """One's own."""
        return self.filter(person=person)

    def waiting(self):
        """Those that still are to be done: due, or lapsed."""
        return self.newest().filter(state__in=[State.DUE, State.LAPSED])

    def late(self, on=None):
        """Those whose time is out and who are not on leave."""
        return self.waiting().filter(due_on__lt=on or today(), paused_on__isnull=True)

    def visible_to(self, person):
        """One's own, and those of the people in units one leads. Coordinators read sums, in the coverage pages."""
        led = Membership.objects.current().filter(unit__in=standing(person).led).values("person")
        return self.filter(
            Q(person=person.pk) | Q(person__in=led, requirement__organisation__in=led_organisations(person))
        )


def led_organisations(person):
    """Organisations of the units one leads."""
    return Unit.objects.filter(pk__in=standing(person).led).order_by().values("organisation")


class Obligation(models.Model):
    """A person's duty in one cycle: reckoned from memberships, leaves, waivers and completions, never typed.

    The row with no `followed_on` is how the person stands; those before it are history. `unit` is the one the
    person is counted in. `asked` and `cause` are codes with `facts`: why it applies, and why it stands as it does.

    Personal data: what a person is asked to learn, and whether it is done. Purpose: that training reaches everybody.
    Seen by the person and the leaders of the person's units; others see counts. Kept until two years after the person
    left, then it leads to nobody.
    """

    State = State

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="obligations")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="obligations")
    cycle = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    state = models.CharField(max_length=6, choices=State, default=State.DUE)
    asked = models.CharField(max_length=12, default="employed")
    cause = models.CharField(max_length=12, default="employed")
    facts = models.JSONField(default=dict)
    opens_on = models.DateField()
    due_on = models.DateField(null=True, blank=True, help_text="Empty while a leave without an end stops the clock.")
    paused_on = models.DateField(null=True, blank=True, help_text="On leave since, today.")
    done_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text="The last day what was done is valid.")
    waived_on = models.DateField(null=True, blank=True)
    lapsed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The first day it no longer applied.")
    followed_on = models.DateField(null=True, blank=True, help_text="The next cycle opened.")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "requirement", "cycle"], name="obligations_cycle_once"),
            models.CheckConstraint(
                condition=(
                    Q(state="due", done_on__isnull=True, ended_on__isnull=True)
                    | Q(state="done", done_on__isnull=False, ended_on__isnull=True)
                    | Q(state="waived", waived_on__isnull=False, done_on__isnull=True, ended_on__isnull=True)
                    | Q(state="lapsed", lapsed_on__isnull=False, done_on__isnull=True, ended_on__isnull=True)
                    | Q(state="ended", ended_on__isnull=False)
                ),
                name="obligations_state_has_its_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["requirement", "unit", "state", "due_on"],
                name="obligations_newest",
                condition=Q(followed_on__isnull=True),
            ),
            models.Index(
                fields=["unit", "state", "due_on"], name="obligations_unit", condition=Q(followed_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.requirement_id} · {self.cycle}"

    @property
    def is_late(self) -> bool:
        """True when the time is out and the person is not on leave."""
        waiting = self.state in (State.DUE, State.LAPSED) and self.paused_on is None
        return waiting and self.due_on is not None and self.due_on < today()

    @property
    def renewal(self) -> str:
        """How the chain of refreshers stands: `intact`, `open`, `interrupted`, or empty when there is none yet."""
        if self.state == State.DONE:
            return "intact" if self.valid_until else ""
        if self.state == State.LAPSED:
            return "interrupted"
        return "open" if self.state == State.DUE and self.asked in ("refresher", "release") else ""


class Renewal(models.Model):
    """A part that was gone through again by somebody who is asked to refresh it.

    Personal data: that a part is gone through again, and when. Purpose: refreshers. Seen by the person; others see the
    obligation. Kept until two years after the person left, then it leads to nobody.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="renewals")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="+")
    part = models.SlugField(max_length=80)
    major = models.PositiveIntegerField()
    on = models.DateField(default=today)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "package", "part", "major", "on"], name="obligations_renewed_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.part}"
