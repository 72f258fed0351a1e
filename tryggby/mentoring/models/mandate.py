"""A colleague's dated appointment as mentor for a unit."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from tryggby.ground.door import Dated, DatedQuerySet, Keyed, today
from tryggby.organisations.door import Membership, Unit, standing


class MandateQuerySet(DatedQuerySet):
    """Mandates, by date and by who is asking."""

    def in_force(self, on=None):
        """Current mandates whose mentor still works in the unit; a mentor who left has none in force."""
        day = on or today()
        works_there = Membership.objects.current(day).filter(person=OuterRef("person"), unit=OuterRef("unit"))
        return self.current(day).filter(Exists(works_there), person__left_at__isnull=True)

    def with_practices(self):
        """Adds `held_count`: practices held under the mandate."""
        return self.annotate(held_count=Count("practices", filter=Q(practices__held_at__isnull=False)))

    def visible_to(self, person):
        """One's own mandates and those of the units one leads."""
        return self.filter(Q(person=person.pk) | Q(unit__in=standing(person).led))

    def led_by(self, person):
        """Mandates of the units one leads."""
        return self.filter(unit__in=standing(person).led)


class Mandate(Keyed, Dated):
    """`person` is mentor for `unit` in a period, appointed by the unit's leader.

    Personal data: who is mentor and when, and who appointed them. Purpose: plan practice. Seen by the unit's people and
    leader; coordinators see the name. Kept until two years after the person left, then it leads to nobody.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="mandates")
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="mentoring_mandate_period"
            ),
            models.UniqueConstraint(
                fields=["person", "unit"], condition=Q(until__isnull=True), name="mentoring_mandate_open_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "until"], name="mentoring_mandate_unit")]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"

    @property
    def is_past(self) -> bool:
        """True when the last day is over."""
        return self.until is not None and self.until < today()

    @property
    def is_coming(self) -> bool:
        """True when the first day is yet to come."""
        return self.since > today()
