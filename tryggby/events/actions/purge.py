"""Forget: 14 days after an event, names, addresses, needs, their key and the mails are gone; counts stay."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.events import mails
from tryggby.events.actions.places import lock
from tryggby.events.models import Event, NeedKey, PurgeReceipt, SealedNeeds, Signup
from tryggby.outbox.door import forget_mails

KEPT = dt.timedelta(days=14)
RULE = "Navn, e-post, arbeidssted, behov og e-poster slettes 14 dager etter arrangementet."


def purge_due(now=None) -> int:
    """Purge every event that ended 14 days ago or more; returns how many."""
    due = Event.objects.filter(ends_at__lte=(now or timezone.now()) - KEPT, purged_at__isnull=True)
    return sum(purge_needs(by=None, event=event) is not None for event in due.order_by("ends_at", "pk"))


@transaction.atomic
def purge_needs(*, by, event: Event) -> PurgeReceipt | None:
    """Forget everybody who signed up, and what they needed; leaves a receipt. None when it was done before.

    The key goes first, so that sealed needs in an older copy of the database cannot be opened by a newer one.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    event, _seatings = lock(event)
    if event.purged_at or event.ends_at > timezone.now() - KEPT:
        return None
    NeedKey.objects.filter(event=event).delete()
    needs, _rows = SealedNeeds.objects.filter(signup__event=event).delete()
    named = Signup.objects.filter(event=event).exclude(Q(name="") & Q(email="") & Q(workplace=""))
    names = named.update(name="", email="", workplace="", signed_up_by=None)
    gone = forget_mails(about=mails.about(event))
    event.purged_at = timezone.now()
    event.save(update_fields=["purged_at"])
    receipt = PurgeReceipt.objects.create(event=event, rule=RULE, names=names, needs=needs, mails=gone)
    record(
        by=by, verb="purge_event", of=event, organisation=event.organisation_id, names=names, needs=needs, mails=gone
    )
    return receipt
