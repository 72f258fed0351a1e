"""The rule that gives people of an audience a package to finish within so many days."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Dated, DatedQuerySet, Keyed, today
from tryggby.organisations.door import District, Membership, Organisation, Service, Unit, kept
from tryggby.packages.door import Package


class RequirementQuerySet(DatedQuerySet):
    """Requirements, by state and by who is asking."""

    def put_in_force(self):
        """Those somebody has put in force, whether they hold today, have ended or begin later."""
        return self.filter(in_force_at__isnull=False)

    def in_force(self, on=None):
        """Those that hold on a date."""
        return self.put_in_force().current(on)

    def kept_by(self, person):
        """Those of the organisations the person keeps."""
        return self.filter(organisation__in=kept(person))


class Requirement(Keyed, Dated):
    """`organisation` asks everybody in the audience to finish `package`, or the common training when it is empty.

    The audience is the organisation's people narrowed by what is filled in. Until `in_force_at` it is a draft that
    reaches nobody. It is changed and ended, never deleted, once it has been in force.

    Personal data: who made it. Purpose: answer for the rule. Seen by coordinators. Kept with the rule; emptied when
    the person is deleted.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="requirements")
    title = models.CharField("tittel", max_length=120)
    why = models.CharField("hvorfor", max_length=240, help_text="One sentence for those it applies to.")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, null=True, blank=True, related_name="requirements")
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="With the tree below it."
    )
    role = models.CharField("rolle", max_length=10, choices=Membership.Role, blank=True)
    min_share = models.PositiveSmallIntegerField("minste stillingsprosent", default=0)
    started_after = models.DateField("begynte etter", null=True, blank=True)
    due_days = models.PositiveSmallIntegerField("dager til frist", default=60)
    valid_months = models.PositiveSmallIntegerField("varer i måneder", null=True, blank=True)
    window_days = models.PositiveSmallIntegerField("dager til oppfriskning", default=60)
    widened_on = models.DateField(
        null=True, blank=True, help_text="The audience was changed: who is new in it gets the whole time from this day."
    )
    in_force_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="obligations_requirement_period"
            ),
            models.CheckConstraint(condition=Q(min_share__lte=100), name="obligations_requirement_share"),
            models.CheckConstraint(
                condition=Q(valid_months__isnull=True) | Q(valid_months__gte=1), name="obligations_requirement_validity"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "until"], name="obligations_requirement_org")]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> str:
        """`draft`, `coming`, `in_force` or `ended`."""
        if self.in_force_at is None:
            return "draft"
        if self.until is not None and self.until < today():
            return "ended"
        return "coming" if self.since > today() else "in_force"

    @property
    def stage_words(self) -> str:
        """The stage in words."""
        words = {"draft": _("Kladd"), "coming": _("Begynner senere"), "in_force": _("Gjelder"), "ended": _("Avsluttet")}
        return str(words[self.stage])

    @property
    def window(self) -> dt.timedelta:
        """How long before the validity ends the refresher opens."""
        return dt.timedelta(days=self.window_days)
