"""The verbs of the room: tokens are made and revoked, webhooks added and ended, a dead delivery sent again."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tryggby.api.models import ApiToken, Webhook
from tryggby.audit.door import record
from tryggby.ground.door import claim, done
from tryggby.organisations.door import Organisation
from tryggby.outbox.door import Delivery, drop_deliveries, drop_signer, make_signer
from tryggby.outbox.door import deliver_again as queue_again


@transaction.atomic
def make_token(
    *, by, organisation: Organisation, name: str, scopes: list[str], expires_on: dt.date, once: str | None = None
) -> tuple[ApiToken, str] | None:
    """A new token and its secret, which nobody can read again; None when the form was sent before."""
    row = claim(once)
    if row is None:
        return None
    token, secret = ApiToken.issue(
        by=by, organisation=organisation, name=name, scopes=sorted(scopes), expires_on=expires_on
    )
    record(by=by, verb="make_api_token", of=token, organisation=organisation, scopes=scopes, expires_on=str(expires_on))
    done(row, token.key)
    return token, secret


@transaction.atomic
def revoke_token(*, by, token: ApiToken) -> None:
    """From now on the token opens nothing. A second time changes nothing."""
    if token.revoke(by=by):
        record(by=by, verb="revoke_api_token", of=token, organisation=token.organisation_id)


@transaction.atomic
def add_webhook(
    *, by, organisation: Organisation, name: str, address: str, tells: list[str], once: str | None = None
) -> tuple[Webhook, str] | None:
    """A new webhook and the secret that signs for it, which is shown once; None when the form was sent before."""
    row = claim(once)
    if row is None:
        return None
    webhook = Webhook.objects.create(
        organisation=organisation, name=name.strip(), address=address, tells=sorted(tells), made_by=by
    )
    secret = make_signer(webhook.key)
    record(by=by, verb="add_webhook", of=webhook, organisation=organisation, tells=tells)
    done(row, webhook.key)
    return webhook, secret


@transaction.atomic
def end_webhook(*, by, webhook: Webhook) -> None:
    """It is told of nothing more; what waits is dropped and its secret deleted. A second time changes nothing."""
    live = Webhook.objects.live().filter(pk=webhook.pk)
    if live.update(ended_at=timezone.now(), ended_by=by):
        dropped = drop_deliveries(about=webhook.about)
        record(by=by, verb="end_webhook", of=webhook, organisation=webhook.organisation_id, dropped=dropped)
        transaction.on_commit(lambda: drop_signer(webhook.key))


@transaction.atomic
def deliver_again(*, by, webhook: Webhook, delivery: Delivery) -> None:
    """A delivery that was given up begins anew. One that is not dead stays as it is."""
    if queue_again(delivery):
        record(by=by, verb="deliver_again", of=webhook, organisation=webhook.organisation_id, kind=delivery.kind)
