"""Who works where, in which role, how much and when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Dated, DatedQuerySet, Keyed
from tryggby.organisations.models.unit import Unit


class MembershipQuerySet(DatedQuerySet):
    """Memberships, by role and by who is asking."""

    def leading(self):
        """Those of leaders."""
        return self.filter(role=Membership.Role.LEADER)

    def kept_by(self, person):
        """Memberships in organisations the person keeps."""
        from tryggby.organisations.access import kept

        return self.filter(unit__organisation__in=kept(person))


class Membership(Keyed, Dated):
    """A person's place in a unit; a person may have several.

    Personal data: workplace and share of post. Purpose: plan learning. Seen by the person, the unit's leader and
    mentor, and coordinators. Kept until two years after the person left, then it leads to nobody.
    """

    class Role(models.TextChoices):
        EMPLOYEE = "employee", _("Ansatt")
        LEADER = "leader", _("Leder")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("rolle", max_length=10, choices=Role, default=Role.EMPLOYEE)
    share = models.PositiveSmallIntegerField("stillingsprosent", default=100)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "person", "since", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=100), name="organisations_membership_share"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="organisations_membership_period"
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(until__isnull=True),
                name="organisations_membership_open_once",
            ),
        ]
        indexes = [models.Index(fields=["unit", "until"], name="organisations_member_unit")]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"
