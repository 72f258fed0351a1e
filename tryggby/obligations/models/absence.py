"""Days that do not count: a person's leave, and a waiver from one requirement."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tryggby.ground.door import Dated, DatedQuerySet, Keyed
from tryggby.obligations.models.requirement import Requirement
from tryggby.organisations.door import Membership, standing


class AbsenceQuerySet(DatedQuerySet):
    """Leaves and waivers, by who is asking."""

    def of(self, person):
        """One's own."""
        return self.filter(person=person)

    def given_by(self, person):
        """Those of people whose leave and waivers the person keeps: those in led units."""
        reached = Membership.objects.current().filter(unit__in=standing(person).led)
        return self.filter(person__in=reached.values("person")).exclude(person=person.pk)


class Leave(Keyed, Dated):
    """A person is away in a period, and the clock stands still. Never why.

    Personal data: that a person is away, and when; who wrote it down. Purpose: nobody is chased while away. Seen by the
    person and the leaders of the person's units; coordinators hand in lists and read none. Deleted two years after the
    end.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leaves")
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="obligations_leave_period"
            ),
            models.UniqueConstraint(fields=["person", "since"], name="obligations_leave_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.since}"


class Waiver(Keyed, Dated):
    """A person is let off one requirement in a period, or for good, with a reason and by somebody.

    Personal data: who is let off, by whom and why. Purpose: answer for the exception. Seen by the person and the
    leaders of the person's units. Deleted two years after the end; kept while it has none.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waivers")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="waivers")
    because = models.CharField("begrunnelse", max_length=200)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="obligations_waiver_period"
            ),
            models.UniqueConstraint(
                fields=["person", "requirement"], condition=Q(until__isnull=True), name="obligations_waiver_open_once"
            ),
        ]
        indexes = [models.Index(fields=["person", "requirement"], name="obligations_waiver_of")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.requirement_id}"
