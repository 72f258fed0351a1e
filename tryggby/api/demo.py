"""The demo city's other systems: a token in use, one that went out, one revoked; a webhook that was told of things."""

import datetime as dt

from tryggby.api import actions
from tryggby.api.completions import completions_of
from tryggby.api.hearing import body_of
from tryggby.api.models import ApiToken, Happening, Scope, Webhook
from tryggby.audit.door import record
from tryggby.ground.door import oslo, travel
from tryggby.organisations.door import Unit
from tryggby.outbox.door import Delivery, make_signer
from tryggby.packages.door import Completion

ADDRESS = "https://kunnskap.solvik.example/webhook"


def build(on: dt.date, *, organisation, by) -> None:
    """Systems that were connected a month ago. Nothing leaves the machine: the demo calls nobody."""
    with travel(oslo(on - dt.timedelta(days=200), dt.time(9, 0))):
        _token(by, organisation, "Prøvekobling", "prove", [Scope.UNITS], on - dt.timedelta(days=100))
    with travel(oslo(on - dt.timedelta(days=60), dt.time(9, 0))):
        old = _token(by, organisation, "Gammelt kurssystem", "gammelt", [Scope.COMPLETIONS], on + dt.timedelta(days=90))
    with travel(oslo(on - dt.timedelta(days=31), dt.time(14, 20))):
        actions.revoke_token(by=by, token=old)
    with travel(oslo(on - dt.timedelta(days=30), dt.time(10, 40))):
        both = [Scope.UNITS, Scope.COMPLETIONS]
        token = _token(by, organisation, "KS Kunnskap", "kunnskap", both, on + dt.timedelta(days=335))
        webhook = _webhook(by, organisation)
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=oslo(on, dt.time(5, 45)))
    _deliveries(on, organisation, webhook)


def _token(by, organisation, name: str, mark: str, scopes: list[Scope], until: dt.date) -> ApiToken:
    """A token whose secret nobody has: what stands where its hash would be is the hash of nothing."""
    told = [scope.value for scope in scopes]
    token = ApiToken.objects.create(
        organisation=organisation,
        name=name,
        digest=f"ingen-har-denne-nokkelen-{mark}",
        ending={"kunnskap": "w8Rm", "gammelt": "4bTq"}.get(mark, "x2Zc"),
        made_by=by,
        expires_on=until,
        scopes=told,
    )
    record(by=by, verb="make_api_token", of=token, organisation=organisation, scopes=told, expires_on=str(until))
    return token


def _webhook(by, organisation) -> Webhook:
    tells = [Happening.COMPLETION.value, Happening.UNIT.value]
    webhook = Webhook.objects.create(
        organisation=organisation, name="KS Kunnskap", address=ADDRESS, tells=tells, made_by=by
    )
    make_signer(webhook.key)
    record(by=by, verb="add_webhook", of=webhook, organisation=organisation, tells=tells)
    return webhook


def _deliveries(on: dt.date, organisation, webhook: Webhook) -> None:
    """Some taken, one that waits for its next try, one given up."""
    finished = completions_of(organisation.pk, Completion.objects.all()).order_by("-pk")
    numbers = list(finished.values_list("pk", flat=True)[:6])
    unit = Unit.objects.filter(organisation=organisation).order_by("pk").values_list("key", flat=True)[0]
    happened = [(Happening.COMPLETION, str(number)) for number in reversed(numbers)] + [(Happening.UNIT, unit)]
    for place, (kind, key) in enumerate(happened):
        at = oslo(on - dt.timedelta(days=len(happened) - place), dt.time(8, 12 + place))
        fields = {"state": Delivery.State.SENT, "tries": 1, "last_status": 200, "sent_at": at, "next_try_at": at}
        if place == 1:
            given_up = at + dt.timedelta(hours=74)
            fields = {"state": Delivery.State.DEAD, "tries": 24, "last_status": 503, "next_try_at": given_up}
        if place == len(happened) - 1:
            fields = {"tries": 3, "last_error": "slow", "next_try_at": oslo(on, dt.time(23, 40))}
        Delivery.objects.create(
            once=f"{webhook.about}:demo:{place}",
            to=webhook.address,
            signer=webhook.key,
            kind=kind.value,
            about=webhook.about,
            body=body_of(kind.value, key, at),
            created_at=at,
            began_at=at,
            **fields,
        )
