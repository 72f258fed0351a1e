"""The ledger of the weekly letter to leaders: sent, or not sent and why."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Dated, DatedQuerySet, today
from tryggby.organisations.door import Organisation, kept


class DigestQuerySet(models.QuerySet):
    """Weekly letters, by who is asking."""

    def kept_by(self, person):
        """Those of leaders in the organisations the person keeps."""
        return self.filter(organisation__in=kept(person))


class Digest(models.Model):
    """One leader's letter in one week: queued and sent on a day, or not sent on a day and why.

    Personal data: which leader got a letter, and how many things were in it. Purpose: prove that it went, or say why
    not. Seen by coordinators. Deleted two years after its week.
    """

    class Why(models.TextChoices):
        NOTHING = "nothing", _("Ingenting å gjøre")
        ON_LEAVE = "on_leave", _("Lederen har permisjon")
        NO_ADDRESS = "no_address", _("Mangler e-postadresse")
        REFUSED = "refused", _("E-posten kom ikke fram")
        OPTED_OUT = "opted_out", _("Lederen har valgt bort brevet")
        NO_UNIT = "no_unit", _("Leder ingen enhet lenger")

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="digests")
    week = models.DateField(help_text="The Monday of the week.")
    queued_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    not_sent_on = models.DateField(null=True, blank=True)
    why_not = models.CharField(max_length=12, choices=Why, blank=True)
    late = models.PositiveIntegerField(default=0)
    soon = models.PositiveIntegerField(default=0)
    waivers = models.PositiveIntegerField(default=0)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-week", "leader", "id"]
        constraints = [
            models.UniqueConstraint(fields=["leader", "week"], name="obligations_digest_once_a_week"),
            models.CheckConstraint(
                condition=Q(not_sent_on__isnull=True, why_not="") | (Q(not_sent_on__isnull=False) & ~Q(why_not="")),
                name="obligations_digest_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(not_sent_on__isnull=True), name="obligations_digest_one_end"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-week"], name="obligations_digest_ledger")]

    def __str__(self) -> str:
        return f"{self.leader_id} · {self.week}"

    @property
    def mail_key(self) -> str:
        """The intent of the mail: one per leader and week, whatever happens to the worker."""
        return f"obligations_digest:{self.week.isoformat()}:{self.leader_id}"

    @property
    def outcome(self) -> str:
        """`sent`, `queued`, `not_sent` or `waiting`."""
        if self.sent_at:
            return "sent"
        if self.not_sent_on:
            return "not_sent"
        return "queued" if self.queued_at else "waiting"


class DigestOptOut(Dated):
    """A leader wants no weekly letter in a period.

    Personal data: the choice. Purpose: respect it. Seen by the leader; the ledger says so to coordinators. Kept until
    two years after the person left, then it leads to nobody.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_opt_outs")

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="obligations_opted_out_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.since}"


def monday(day: dt.date | None = None) -> dt.date:
    """The Monday of the week of a day."""
    day = day or today()
    return day - dt.timedelta(days=day.weekday())
