"""Deliveries to other systems: queue one, deliver what is due, sign it as Standard Webhooks says."""

import base64
import datetime as dt
import hashlib
import hmac
import http.client
import logging
import secrets
import time

from django.db import transaction
from django.utils import timezone

from tryggby.ground.door import private_file, write_private
from tryggby.outbox.calling import NotAllowed, post
from tryggby.outbox.claiming import alive_workers, each_due
from tryggby.outbox.models import Delivery
from tryggby.outbox.post import GIVE_UP, wait_after

log = logging.getLogger("tryggby.outbox")

FOLDER = "webhooks"
# Deliveries in one round of the worker, so that slow systems do not hold up the mail.
ROUND = 5
KEPT = dt.timedelta(days=30)


def make_signer(name: str) -> str:
    """A new secret that signs under a name, in a file that only we may read; returned as the receiver needs it."""
    secret = secrets.token_bytes(32)
    write_private(private_file(FOLDER, f"{name}.key"), secret)
    return "whsec_" + base64.b64encode(secret).decode()


def drop_signer(name: str) -> None:
    """Nothing more is signed under this name."""
    private_file(FOLDER, f"{name}.key").unlink(missing_ok=True)


def queue_deliveries(deliveries: list[dict]) -> int:
    """Queue deliveries inside the caller's transaction; those whose `once` is known are left as they are.

    Each has `once`, `to`, `signer`, `kind`, `about` and `body` (JSON text). Returns how many were asked for.
    """
    rows = [Delivery(**fields) for fields in deliveries]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


@transaction.atomic
def drop_deliveries(*, about: str) -> int:
    """Drop what waits for somebody who shall have no more; returns how many."""
    return Delivery.objects.filter(about=about, state=Delivery.State.QUEUED).delete()[0]


@transaction.atomic
def deliver_again(delivery: Delivery) -> bool:
    """A dead one begins anew; False when it is not dead. The caller writes who said so."""
    now = timezone.now()
    dead = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.DEAD)
    return bool(dead.update(state=Delivery.State.QUEUED, tries=0, began_at=now, next_try_at=now, last_error=""))


def deliver_calls(worker: str, limit: int = ROUND) -> int:
    """Send up to `limit` deliveries whose time has come; returns how many were tried."""
    return each_due(Delivery, worker, limit, _deliver)


def put_back_lost(now: dt.datetime | None = None) -> int:
    """Deliveries held by dead workers go again: the receiver knows a repeat by its id. Returns how many."""
    lost = Delivery.objects.filter(state=Delivery.State.SENDING).exclude(claimed_by__in=alive_workers(now))
    return lost.update(state=Delivery.State.QUEUED)


def forget_deliveries(before: dt.datetime) -> int:
    """Delete deliveries that ended before an instant; returns how many."""
    ended = [Delivery.State.SENT, Delivery.State.DEAD]
    return Delivery.objects.filter(state__in=ended, next_try_at__lt=before).delete()[0]


def signature(secret: bytes, *, key: str, timestamp: int, body: str) -> str:
    """HMAC-SHA256 over id, time and body, as Standard Webhooks writes it."""
    digest = hmac.new(secret, f"{key}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def _deliver(delivery: Delivery) -> None:
    status, error = None, ""
    try:
        status = post(delivery.to, delivery.body.encode(), _headers(delivery))
    except NotAllowed as problem:
        error = problem.why
    except FileNotFoundError:
        error = "no_secret"
    except TimeoutError:
        error = "slow"
    except (OSError, http.client.HTTPException, UnicodeError):
        error = "unreachable"
    _note(delivery, status, error)


def _headers(delivery: Delivery) -> dict[str, str]:
    secret = private_file(FOLDER, f"{delivery.signer}.key").read_bytes()
    now = int(time.time())
    return {
        "Content-Type": "application/json",
        "webhook-id": delivery.key,
        "webhook-timestamp": str(now),
        "webhook-signature": signature(secret, key=delivery.key, timestamp=now, body=delivery.body),
    }


def _note(delivery: Delivery, status: int | None, error: str) -> None:
    """Taken; or put back for later, longer each time; or given up after 72 hours."""
    now = timezone.now()
    delivery.last_status, delivery.last_error = status, error
    if status is not None and 200 <= status < 300:
        delivery.state, delivery.sent_at, delivery.next_try_at = Delivery.State.SENT, now, now
    else:
        late = now - delivery.began_at > GIVE_UP
        delivery.state = Delivery.State.DEAD if late else Delivery.State.QUEUED
        delivery.next_try_at = now if late else now + wait_after(delivery.tries)
        log.warning("delivery %s not taken: %s", delivery.key, status or error)
    delivery.save(update_fields=["state", "sent_at", "last_status", "last_error", "next_try_at"])
