"""The outbox's door: queue a mail, declare a recurring job, do the work that waits."""

from tryggby.outbox.models import Message
from tryggby.outbox.post import deliver_due, drop_waiting, forget_mails, queue_mail, queue_mails, send_again
from tryggby.outbox.tasks import run_ready_tasks
from tryggby.outbox.ticks import every

__all__ = [
    "Message",
    "deliver_due",
    "drop_waiting",
    "every",
    "forget_mails",
    "queue_mail",
    "queue_mails",
    "run_ready_tasks",
    "send_again",
]
