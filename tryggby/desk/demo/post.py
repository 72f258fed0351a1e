"""The demo city's mail: a year of it is sent, the newest waits in the demo post, some did not get through."""

import datetime as dt

from django.db.models import F

from tryggby.ground.door import oslo
from tryggby.outbox.door import Message

State = Message.State
# Days of mail that the demo worker really writes into the demo post.
FRESH = 5


def settle_post(on: dt.date) -> None:
    """Mark older mail as sent when it was made; leave the newest queued; two failed, one is uncertain."""
    fresh = oslo(on - dt.timedelta(days=FRESH), dt.time(0))
    old = Message.objects.filter(created_at__lt=fresh)
    old.update(state=State.SENT, sent_at=F("created_at"), tries=1)
    invitations = old.filter(kind="gathering_invitation").order_by("-id")
    _trouble(list(invitations.values_list("pk", flat=True)[:3]))


def _trouble(newest: list[int]) -> None:
    failed = Message.objects.filter(pk__in=newest[:2])
    failed.update(state=State.FAILED, sent_at=None, tries=9, last_error="SMTPRecipientsRefused: 550 ukjent mottaker")
    Message.objects.filter(pk__in=newest[2:3]).update(
        state=State.UNCERTAIN, sent_at=None, last_error="Arbeideren stanset midt i sendingen."
    )
