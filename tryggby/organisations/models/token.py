"""What tokens have in common: a secret that one organisation's own system shows at a door; only its hash is kept."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from tryggby.ground.door import Keyed, today
from tryggby.organisations.models.organisation import Organisation

PREFIX = "tryggby-"
# A token whose use is noted more often than this would write at every request.
NOTED = dt.timedelta(minutes=5)


class TokenQuerySet(models.QuerySet):
    """Tokens, by state and by who is asking."""

    def visible_to(self, person):
        """Tokens of the organisations the person keeps."""
        from tryggby.organisations.access import kept

        return self.filter(organisation__in=kept(person))

    def usable(self):
        """Tokens that open the door today."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=today())

    def shown_in(self, header: str):
        """The usable token that an Authorization header shows, with its organisation; None when there is none."""
        scheme, _, secret = header.partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            return None
        return self.usable().filter(digest=digest_of(secret.strip())).select_related("organisation").first()


class Token(Keyed):
    """A secret of one organisation's own system, from today until a day, until it is revoked."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="%(app_label)s_tokens")
    name = models.CharField("navn", max_length=80)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of a secret of 256 random bits.")
    ending = models.CharField(max_length=4, help_text="The secret's last signs, to know it by.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField("gjelder til og med")
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = TokenQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, *, by, name: str, **fields):
        """A new token and its secret, which nobody can read again."""
        secret = PREFIX + secrets.token_urlsafe(32)
        made = cls.objects.create(name=name.strip(), digest=digest_of(secret), ending=secret[-4:], made_by=by, **fields)
        return made, secret

    @property
    def state(self) -> str:
        """`open`, `expired` or `revoked`."""
        if self.revoked_at:
            return "revoked"
        return "open" if self.expires_on >= today() else "expired"

    @transaction.atomic
    def revoke(self, *, by) -> bool:
        """From now on it opens nothing; False when it did not before."""
        still = type(self).objects.filter(pk=self.pk, revoked_at__isnull=True)
        return bool(still.update(revoked_at=timezone.now(), revoked_by=by))

    def note_use(self) -> None:
        """Remember that it was used, at most every few minutes."""
        now = timezone.now()
        if self.last_used_at is None or self.last_used_at < now - NOTED:
            type(self).objects.filter(pk=self.pk).update(last_used_at=now)


def digest_of(secret: str) -> str:
    """The hash a token is found by. The secret is 256 random bits, so a fast hash gives nothing away."""
    return hashlib.sha256(secret.encode()).hexdigest()
