"""No text lies unread: whose reading day has come is called for, and what nobody read is seen before it is deleted."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.voices.actions.danger import raise_unread
from tryggby.voices.hours import reading_of
from tryggby.voices.models import Escalation, Note


def call_for_unread(now: dt.datetime | None = None) -> int:
    """Start the slow clock of every note that is to be read today or was before; returns how many.

    A note that has had any clock has been looked after by that. It begins when somebody is there: at today's opening.
    """
    now, begun = now or timezone.now(), 0
    due = Note.objects.unread().filter(read_by__lte=today(), escalations__isnull=True).select_related("channel")
    opens: dict[int, dt.datetime | None] = {}
    for note in due.order_by("pk"):
        if note.channel_id not in opens:
            hours = reading_of(note.channel, today())
            opens[note.channel_id] = hours[0] if hours else None
        first = opens[note.channel_id]
        if first is None or first <= now:
            raise_unread(note=note)
            begun += 1
    return begun


@transaction.atomic
def see_unread(*, by, escalation: Escalation) -> Escalation:
    """The privacy officer has seen that nobody took it; a text nobody read may then be deleted when its day comes."""
    escalation = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if not escalation.seen_on:
        escalation.seen_on, escalation.seen_by = today(), by
        escalation.save(update_fields=["seen_on", "seen_by"])
        record(by=by, verb="see_unread", of=escalation, organisation=escalation.channel.organisation_id)
    return escalation
