"""What the coordinator's overview shows: counts, delivery of mails, needs for the kitchen, what to do next."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import mails, sealing
from tryggby.events.models import Event, SealedNeeds, Seating
from tryggby.events.seen import modes_of
from tryggby.outbox.door import Message

STUCK = [Message.State.FAILED, Message.State.UNCERTAIN]


def summary(event: Event) -> dict:
    """Everything on the overview; the number of queries does not grow with the sign-ups."""
    modes = modes_of(event)
    return {
        "modes": modes,
        "tiles": _tiles(event, [seating for seating, _left in modes]),
        "delivery": delivery(event),
        "need_counts": [count for count in event.need_counts.all() if count.number],
        "receipt": getattr(event, "purge_receipt", None) if event.purged_at else None,
        "changes": list(event.changes.all()) if event.moved_at else [],
        "slots": list(event.slots.all()),
    }


def delivery(event: Event) -> list[dict]:
    """Each kind of mail: how many, how many arrived, how many did not."""
    counted = (
        Message.objects.filter(about=mails.about(event), kind__in=mails.KINDS)
        .values("kind")
        .annotate(
            total=Count("pk"),
            sent=Count("pk", filter=Q(state=Message.State.SENT)),
            stuck=Count("pk", filter=Q(state__in=STUCK)),
        )
        .order_by("kind")
    )
    rows = {row["kind"]: row for row in counted}
    return [{**rows[kind], "label": mails.KINDS[kind]} for kind in mails.KINDS if kind in rows]


def needs_of(event: Event, *, by) -> list[dict]:
    """Who needs what. Reading is written in the log, with how many rows were shown."""
    rows = SealedNeeds.objects.filter(signup__event=event).select_related("signup__seating")
    opened = sealing.opener(event)
    from tryggby.events.models.need import NeedKind

    found = [
        {
            "name": row.signup.name,
            "mode": row.signup.seating.get_mode_display(),
            "needs": [(NeedKind(kind).label, words) for kind, words in opened(row.signup, row.sealed).items()],
        }
        for row in rows.order_by("signup__name", "pk")
    ]
    if found:
        record(by=by, verb="read_needs", of=event, organisation=event.organisation_id, rows=len(found))
    return found


def _tiles(event: Event, seatings: list[Seating]) -> list[dict]:
    tiles = []
    for seating in seatings:
        room = seating.mode == Seating.Mode.ROOM
        tile = {
            "number": seating.taken,
            "text": _("har plass i salen") if room else _("har plass på nett"),
            "url": reverse("events:signups", args=[event.key]) + f"?vis={'sal' if room else 'nett'}",
        }
        if seating.places:
            tile["of"] = _("av %(places)s") % {"places": seating.places}
        tiles.append(tile)
    waiting = sum(seating.waiting for seating in seatings)
    tiles.append(
        {
            "number": waiting,
            "text": _("på venteliste"),
            "url": reverse("events:signups", args=[event.key]) + "?vis=vent",
        }
    )
    if any(seating.mode == Seating.Mode.ROOM for seating in seatings):
        arrived = sum(seating.arrived for seating in seatings)
        tiles.append({"number": arrived, "text": _("har kommet"), "url": reverse("events:door", args=[event.key])})
    return tiles
