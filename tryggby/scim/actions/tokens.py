"""Tokens: made and shown once, revoked."""

import datetime as dt

from django.db import transaction

from tryggby.audit.door import record
from tryggby.ground.door import claim, done
from tryggby.organisations.door import Organisation
from tryggby.scim.models import ScimToken


@transaction.atomic
def make_token(
    *, by, organisation: Organisation, name: str, expires_on: dt.date, once: str | None = None
) -> tuple[ScimToken, str] | None:
    """A new token and its secret, which nobody can read again; None when the form was sent before."""
    row = claim(once)
    if row is None:
        return None
    token, secret = ScimToken.issue(by=by, organisation=organisation, name=name, expires_on=expires_on)
    record(by=by, verb="make_scim_token", of=token, organisation=organisation, expires_on=str(expires_on))
    done(row, token.key)
    return token, secret


@transaction.atomic
def revoke_token(*, by, token: ScimToken) -> None:
    """From now on the token opens nothing. A second time changes nothing."""
    if token.revoke(by=by):
        record(by=by, verb="revoke_scim_token", of=token, organisation=token.organisation_id)
