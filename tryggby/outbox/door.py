"""The outbox's door: mails and deliveries to other systems, recurring jobs, work that waits, safe HTTPS."""

from tryggby.outbox.calling import AGENT, NotAllowed, check_address, connect, no_longer_than, path_of, public_address
from tryggby.outbox.delivering import (
    deliver_again,
    deliver_calls,
    drop_deliveries,
    drop_signer,
    forget_deliveries,
    make_signer,
    put_back_lost,
    queue_deliveries,
    signature,
)
from tryggby.outbox.models import Delivery, Message
from tryggby.outbox.post import deliver_due, drop_waiting, forget_mails, queue_mail, queue_mails, send_again
from tryggby.outbox.tasks import run_ready_tasks
from tryggby.outbox.ticks import every

__all__ = [
    "AGENT",
    "Delivery",
    "Message",
    "NotAllowed",
    "check_address",
    "connect",
    "deliver_again",
    "deliver_calls",
    "deliver_due",
    "drop_deliveries",
    "drop_signer",
    "drop_waiting",
    "every",
    "forget_deliveries",
    "forget_mails",
    "make_signer",
    "no_longer_than",
    "path_of",
    "public_address",
    "put_back_lost",
    "queue_deliveries",
    "queue_mail",
    "queue_mails",
    "run_ready_tasks",
    "send_again",
    "signature",
]
