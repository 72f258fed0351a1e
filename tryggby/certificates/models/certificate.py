"""A certificate: that one person has finished a package or attended a programme, as it stood that day."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.certificates.models.signing_key import SigningKey
from tryggby.ground.door import Keyed, lasting_path, today
from tryggby.organisations.door import Organisation

# No vowels and no look-alikes; twenty of them are 95 bits, which nobody guesses.
SIGNS = "23456789bcdfghjkmnpqrstvwxyz"
CODE_LENGTH = 20
# So long before it runs out, what is gone through again counts towards a new one.
RENEWED_FROM = dt.timedelta(days=60)


def new_code() -> str:
    """The random code under which a certificate can be checked."""
    return "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))


class CertificateQuerySet(models.QuerySet):
    """Certificates. There is no list of others' certificates: who has the code may check that one."""

    def visible_to(self, person):
        """One's own."""
        return self.filter(person=person.pk)

    def with_code(self, code: str):
        """The one that a code belongs to; whoever has the code may check it."""
        return self.filter(code=code)

    def standing(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def closed(self):
        """Withdrawn, and nobody has said that a new one may be made."""
        return self.filter(withdrawn_at__isnull=False, again_at__isnull=True)

    def holding_place(self):
        """Those beside which no other of the same can be made: all but those that a new one may stand for."""
        return self.filter(again_at__isnull=True)


class Certificate(Keyed):
    """One person's certificate for one subject (a package, or a track of a cohort) in one cycle. Never two that hold.

    One that was withdrawn stays withdrawn. A new one can be made once the issuer has said so (`again_at`). `facts` is
    frozen: minutes, goals, lines. `badge` is the signed credential.

    Personal data: name, what was finished and when; who withdrew it and why. Purpose: the person can show it to others.
    Seen by the person; by whoever has the code without the name. Deleted two years after the person left.
    """

    class Kind(models.TextChoices):
        PACKAGE = "package", _("Kompetansepakke")
        PROGRAMME = "programme", _("Program")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="certificates")
    holder = models.CharField(max_length=200, help_text="The name on the day of issue.")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=200, help_text="The package's identifier, or the cohort and its track.")
    cycle = models.CharField(
        max_length=20, help_text="The package's major version, «1.2» for the second of it; 1 for a programme."
    )
    title = models.CharField(max_length=250)
    version = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    earned_on = models.DateField()
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="certificates")
    issued_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateField(null=True, blank=True)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    badge = models.TextField(blank=True)
    signed_with = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, related_name="certificates")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_reason = models.CharField("grunn", max_length=200, blank=True)
    refreshed = models.JSONField(default=dict, help_text="Part → the day it was gone through again.")
    again_at = models.DateTimeField(null=True, blank=True, help_text="The issuer let a new one be made.")
    again_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-earned_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject", "cycle"],
                condition=Q(again_at__isnull=True),
                name="certificates_once_a_cycle",
            ),
            models.CheckConstraint(
                condition=Q(again_at__isnull=True) | Q(withdrawn_at__isnull=False), name="certificates_again_when"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="certificates_withdrawn_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where it can be checked."""
        return settings.BASE_URL + lasting_path("certificates:certificate", self.code)

    @property
    def minutes(self) -> int:
        """Minutes of own reading, or of gatherings attended."""
        return self.facts.get("minutes", 0)

    @property
    def round(self) -> tuple[str, int]:
        """The package's major version, and which one this is of it: «1» is the first, «1.2» the second."""
        major, _dot, number = self.cycle.partition(".")
        return major, int(number or 1)

    def can_be_renewed(self, on: dt.date | None = None) -> bool:
        """True when a package's certificate is near its last day or past it, and stands."""
        near = self.valid_until is not None and self.valid_until <= (on or today()) + RENEWED_FROM
        return near and self.kind == self.Kind.PACKAGE and self.withdrawn_at is None

    def has_run_out(self, on: dt.date | None = None) -> bool:
        """True after its last day."""
        return self.valid_until is not None and self.valid_until < (on or today())
