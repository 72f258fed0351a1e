"""A unit's own routine: its words on top of the template, what it has adopted and when, and the yearly look."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed, today
from tryggby.organisations.door import Unit
from tryggby.routines.models.routine import ORIGINAL, Routine, RoutineVersion
from tryggby.routines.overlay import mark
from tryggby.ui.door import date_format


class UnitRoutine(Keyed):
    """What a unit makes of a template.

    `own` maps the id of a step to the unit's own title and text; `added` are steps of its own. The template's text is
    never copied here, so that a later version can be laid beside it. No child is ever named in a routine.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="routines")
    routine = models.ForeignKey(Routine, on_delete=models.PROTECT, related_name="in_units")
    version = models.ForeignKey(RoutineVersion, on_delete=models.PROTECT, related_name="+")
    own = models.JSONField(default=dict)
    added = models.JSONField(default=list)
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["unit", "routine", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "routine"], name="routines_once_in_a_unit")]

    def __str__(self) -> str:
        return f"{self.version} · {self.unit}"

    @property
    def mark(self) -> str:
        """Changes with every word, and with the version."""
        return mark(self.version.number, self.own, self.added)


class AdoptionQuerySet(models.QuerySet):
    """Adoptions, by who is asking."""

    def visible_to(self, person):
        """Those of units one works in, leads or coordinates: a routine is no secret to the municipality."""
        return self.filter(unit__in=Unit.objects.visible_to(person))

    def in_force(self):
        """What holds now: the last adoption of each routine in each unit."""
        newer: models.QuerySet[Any] = AdoptionQuerySet(self.model).filter(
            unit=models.OuterRef("unit"), routine=models.OuterRef("routine"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))


class Adoption(Keyed):
    """A dated adoption: the whole text as it was decided, frozen.

    Personal data: which leader adopted it. Purpose: somebody answers for the routine. Seen by the unit, its leaders and
    the coordinators. Kept as long as the routine is part of the municipality's archive; the name is taken off after
    five years.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="adoptions")
    routine = models.ForeignKey(Routine, on_delete=models.PROTECT, related_name="adoptions")
    version = models.ForeignKey(RoutineVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="The unit's own: first, second, third.")
    content = models.JSONField()
    decided_on = models.DateField(_("Når ble dere enige?"))
    decided_in = models.CharField(_("Hvor ble dere enige?"), max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    review_by = models.DateField(_("Når ser dere på den igjen?"))
    made_at = models.DateTimeField(default=timezone.now)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "routine", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "routine", "number"], name="routines_adoption_number"),
            models.CheckConstraint(
                condition=models.Q(review_by__gt=models.F("decided_on")), name="routines_review_after_adoption"
            ),
        ]

    def __str__(self) -> str:
        return str(self.content["title"])

    @property
    def text(self) -> dict:
        """What was adopted, with the language it was adopted in; the first ones do not say, and are in the original."""
        return {"language": ORIGINAL} | self.content

    @property
    def is_due(self) -> bool:
        """True when it is time to look at it again."""
        return self.review_by <= today()

    @property
    def days_left(self) -> int:
        """Days until the look; below nought when it is late."""
        return (self.review_by - today()) // dt.timedelta(days=1)

    @property
    def must_change(self) -> "RoutineReview | None":
        """The latest look, when it found that something must be changed: so it is until there is a new adoption."""
        latest = self.reviews.first()
        return latest if latest and latest.outcome == RoutineReview.Outcome.CHANGE else None

    @property
    def look_words(self) -> str:
        """When the unit looks at it again, or when it was to have done so."""
        day = date_format(self.review_by, "j. F Y")
        if self.days_left < 0:
            return gettext("Skulle vært gjennomgått %(day)s.") % {"day": day}
        return gettext("Neste gjennomgang %(day)s.") % {"day": day}


class RoutineReview(models.Model):
    """One look at an adopted routine: it holds, or it must be changed.

    Personal data: which leader wrote it down. Purpose: somebody answers for it. Seen by the unit, its
    leaders and the coordinators. Kept with the adoption; the name is taken off after five years.
    """

    class Outcome(models.TextChoices):
        """What the unit found."""

        HOLDS = "holds", _("Den virker. Vi beholder den")
        CHANGE = "change", _("Vi må endre noe")

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="reviews")
    held_on = models.DateField()
    outcome = models.CharField(_("Hva fant dere?"), max_length=10, choices=Outcome)
    note = models.TextField(_("Hva så dere?"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.outcome}"
