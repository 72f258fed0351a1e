"""Tokens: made and shown once, revoked."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import claim, done
from tryggby.organisations.door import Organisation
from tryggby.scim.models import ScimToken

PREFIX = "tryggby-"


def digest_of(secret: str) -> str:
    """The hash a token is found by. The secret is 256 random bits, so a fast hash gives nothing away."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, by, organisation: Organisation, name: str, expires_on: dt.date, once: str | None = None
) -> tuple[ScimToken, str] | None:
    """A new token and its secret, which nobody can read again; None when the form was sent before."""
    row = claim(once)
    if row is None:
        return None
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ScimToken.objects.create(
        organisation=organisation,
        name=name.strip(),
        digest=digest_of(secret),
        ending=secret[-4:],
        made_by=by,
        expires_on=expires_on,
    )
    record(by=by, verb="make_scim_token", of=token, organisation=organisation, expires_on=str(expires_on))
    done(row, token.key)
    return token, secret


@transaction.atomic
def revoke_token(*, by, token: ScimToken) -> None:
    """From now on the token opens nothing. A second time changes nothing."""
    still = ScimToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
    if still.update(revoked_at=timezone.now(), revoked_by=by):
        record(by=by, verb="revoke_scim_token", of=token, organisation=token.organisation_id)
