"""Who takes part: enrolled people, and people invited by mail."""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Dated, DatedQuerySet, Keyed
from tryggby.organisations.door import Unit, standing
from tryggby.programmes.models.cohort import Cohort


class ScopedQuerySet(models.QuerySet):
    """Rows with a cohort and a unit, by who is asking."""

    def visible_to(self, person):
        """Rows of cohorts one runs and of units one leads."""
        stands = standing(person)
        return self.filter(Q(cohort__organisation__in=stands.coordinated) | Q(unit__in=stands.led))


class InvitationQuerySet(ScopedQuerySet):
    """Invitations."""

    def with_token(self, token: str):
        """The invitation a link belongs to; whoever has the link may see it."""
        return self.filter(token_hash=token_hash(token), cohort__published_at__isnull=False)

    def unanswered(self):
        """Those without a yes."""
        return self.filter(accepted_at__isnull=True)


class EnrolmentQuerySet(ScopedQuerySet, DatedQuerySet):  # type: ignore[override]
    """Enrolments."""

    def open(self):
        """Enrolments that have not ended."""
        return self.filter(until__isnull=True)

    def participants(self):
        """Open enrolments, without substitutes."""
        return self.open().filter(role=Enrolment.Role.PARTICIPANT)

    def visible_to(self, person):
        """Rows of cohorts one runs, of units one leads, and one's own."""
        stands = standing(person)
        return self.filter(
            Q(cohort__organisation__in=stands.coordinated) | Q(unit__in=stands.led) | Q(person=person.pk)
        )

    def of_gathering(self, gathering):
        """Those expected at a gathering."""
        day = gathering.starts.date()
        return self.filter(cohort=gathering.cohort_id, track=gathering.track, run=gathering.run).filter(
            Q(until__isnull=True) | Q(until__gte=day)
        )


class Invitation(Keyed):
    """An invitation by mail to somebody without an account; the token is known to the mail alone.

    Personal data: name and address at work. Purpose: take part in a programme. Seen by the cohort's coordinator and the
    unit's leader. Kept until a year after it ran out.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="invitations")
    track = models.CharField("spor", max_length=30)
    run = models.PositiveSmallIntegerField("gruppe", default=1)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programme_invitations")
    email = models.EmailField("e-post")
    name = models.CharField("navn", max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "track", "email"], name="programmes_invitation_email"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True), name="programmes_invitation_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.unit}"

    @property
    def state(self) -> str:
        """In a word, for a person to read."""
        if self.accepted_at:
            return str(_("Har takket ja"))
        if self.declined_at:
            return str(_("Kan ikke"))
        return str(_("Fristen er ute") if self.is_expired() else _("Har ikke svart"))

    def is_expired(self, now: dt.datetime | None = None) -> bool:
        """True when nobody answered in time."""
        return not (self.accepted_at or self.declined_at) and self.expires_at <= (now or timezone.now())


class Enrolment(Keyed, Dated):
    """A person's place in one track of a cohort, standing for one unit.

    Personal data: that a person takes part, and for which unit. Purpose: plan and hold the programme. Seen by the
    person, the unit's leader, the cohort's coordinator. Kept until two years after the person left, then
    it leads to nobody.
    """

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("Deltaker")
        SUBSTITUTE = "substitute", _("Vara")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="enrolments")
    track = models.CharField("spor", max_length=30)
    run = models.PositiveSmallIntegerField("gruppe", default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="enrolments")
    role = models.CharField("rolle", max_length=12, choices=Role, default=Role.PARTICIPANT)
    invitation = models.OneToOneField(Invitation, on_delete=models.SET_NULL, null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "person", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="programmes_enrolment_period"
            ),
            models.UniqueConstraint(
                fields=["cohort", "track", "person"],
                condition=Q(until__isnull=True),
                name="programmes_enrolment_one_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["cohort", "track", "unit"], name="programmes_enrolment_unit"),
            models.Index(fields=["person", "until"], name="programmes_enrolment_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"


def token_hash(token: str) -> str:
    """What is stored of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
