"""Hears what happens in the rooms below, and queues a delivery for each webhook that shall be told."""

import json

from django.utils import timezone

from tryggby.api.completions import completions_of
from tryggby.api.models import Happening, Webhook
from tryggby.organisations.door import Unit, units_changed
from tryggby.outbox.door import queue_deliveries
from tryggby.packages.door import Completion, part_finished


def listen() -> None:
    """Called once at start-up."""
    part_finished.connect(tell_completions, dispatch_uid="api.completions")
    units_changed.connect(tell_units, dispatch_uid="api.units")


def tell_completions(sender, people, part, at, **kwargs) -> int:
    """Tell of what was finished for the first time, one delivery for each; returns how many were queued."""
    waiting = _webhooks(Happening.COMPLETION)
    if not waiting:
        return 0
    new = Completion.objects.filter(
        package=part.release.package_id, part=part.identifier, major=part.release.major, at=at, person__in=people
    )
    return queue_deliveries(
        [
            _delivery(webhook, Happening.COMPLETION, str(number), once=f"completion:{number}")
            for webhook in waiting
            for number in completions_of(webhook.organisation_id, new).order_by("pk").values_list("pk", flat=True)
        ]
    )


def tell_units(sender, units, organisation, **kwargs) -> int:
    """Tell of units that are new, changed or closed; returns how many deliveries were queued."""
    waiting = [webhook for webhook in _webhooks(Happening.UNIT) if webhook.organisation_id == organisation]
    if not waiting:
        return 0
    keys = Unit.objects.filter(pk__in=units, organisation=organisation).order_by("pk").values_list("key", flat=True)
    now = timezone.now().timestamp()
    return queue_deliveries(
        [_delivery(webhook, Happening.UNIT, key, once=f"unit:{key}:{now:.6f}") for webhook in waiting for key in keys]
    )


def body_of(kind: str, key: str, at) -> str:
    """What is told: what happened, when, and the id it is read with. Nothing about the person."""
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": {"id": key}}, separators=(",", ":"))


def _webhooks(kind: str) -> list[Webhook]:
    return [webhook for webhook in Webhook.objects.live().order_by("pk") if kind in webhook.tells]


def _delivery(webhook: Webhook, kind: Happening, key: str, *, once: str) -> dict:
    return {
        "once": f"{webhook.about}:{once}",
        "to": webhook.address,
        "signer": webhook.key,
        "kind": kind.value,
        "about": webhook.about,
        "body": body_of(kind.value, key, timezone.now()),
    }
