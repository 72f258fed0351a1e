"""Forget messages whose time is over; a receipt says how many and by which rule."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.outbox.door import forget_mails
from tryggby.website import mails
from tryggby.website.models import ContactAnswer, ContactMessage, ContactPurge

CHILD, CLOSED, LONGEST = dt.timedelta(days=30), dt.timedelta(days=90), dt.timedelta(days=180)
CHILD_RULE = "Det barn og unge skriver, slettes etter 30 dager."
ADULT_RULE = "Henvendelser slettes 90 dager etter at de er lukket, og senest etter 180 dager."


def forget_due(now: dt.datetime | None = None) -> int:
    """Forget everything whose time is over; returns how many messages."""
    now = now or timezone.now()
    child = Q(sender=ContactMessage.Sender.CHILD, received_at__lte=now - CHILD)
    adult = Q(sender=ContactMessage.Sender.ADULT) & (Q(closed_at__lte=now - CLOSED) | Q(received_at__lte=now - LONGEST))
    return _forget(child, CHILD_RULE, now) + _forget(adult, ADULT_RULE, now)


@transaction.atomic
def _forget(which: Q, rule: str, now: dt.datetime) -> int:
    due = ContactMessage.objects.kept().filter(which).select_for_update().order_by("organisation", "pk")
    by_organisation: dict[int, list[ContactMessage]] = {}
    for message in due:
        by_organisation.setdefault(message.organisation_id, []).append(message)
    for organisation, messages in by_organisation.items():
        numbers = [message.pk for message in messages]
        ContactAnswer.objects.filter(message__in=numbers).update(sealed=b"")
        ContactMessage.objects.filter(pk__in=numbers).update(sealed=b"", has_address=False, forgotten_at=now)
        gone = sum(forget_mails(about=mails.about(message)) for message in messages)
        receipt = ContactPurge.objects.create(
            organisation_id=organisation, rule=rule, messages=len(messages), mails=gone, at=now
        )
        record(by=None, verb="forget_messages", of=receipt, organisation=organisation, messages=len(messages))
    return sum(len(messages) for messages in by_organisation.values())
