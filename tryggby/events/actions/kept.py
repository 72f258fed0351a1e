"""Events that belong to a page of another room, such as the gatherings of a cohort: made and moved from there."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import words
from tryggby.events.actions.seating import open_seating
from tryggby.events.models import Event, EventChange, Seating
from tryggby.events.refusal import Refused
from tryggby.ground.door import new_key

# What the other room decides.
TOLD = ("title", "lead", "kind", "starts_at", "ends_at", "place", "address", "sequence", "cancelled_at")


@transaction.atomic
def keep_event(
    *,
    by,
    organisation,
    uid: str,
    home: str,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    lead: str = "",
    kind: str = Event.Kind.TRAINING,
    place: str = "",
    address: str = "",
    sequence: int = 0,
    cancelled_at: dt.datetime | None = None,
    places: int | None = None,
) -> Event:
    """Make the event with this UID, or let it follow what has changed; the same again changes nothing.

    It is announced to nobody: the room it belongs to writes to its people. `places` are those in the room.
    Raises Refused when the UID is that of an event of this room.
    """
    told = {
        "title": words.line(title)[:160], "lead": words.line(lead)[:400], "kind": kind, "starts_at": starts_at,
        "ends_at": ends_at, "place": words.line(place)[:160], "address": words.line(address)[:200],
        "sequence": sequence, "cancelled_at": cancelled_at,
    }  # fmt: skip
    event = Event.objects.select_for_update().filter(uid=uid).first()
    if event is None:
        return _make(by, organisation, uid, home, told, places)
    if not event.home:
        raise Refused(_("Dette arrangementet hører ikke til en annen side."))
    if all(getattr(event, name) == told[name] for name in TOLD) and event.home == home:
        return event
    if (event.starts_at, event.ends_at) != (starts_at, ends_at):
        _note_move(by, event, starts_at, ends_at)
    for name, value in told.items():
        setattr(event, name, value)
    event.home, event.changed_at = home, timezone.now()
    event.save()
    record(by=by, verb="keep_event", of=event, organisation=event.organisation_id, sequence=sequence)
    return event


def refuse_kept(event: Event) -> None:
    """Raise Refused for an event that is changed from its own page."""
    if event.home:
        raise Refused(_("Dette hører til et kull. Endre tid og sted på kullets egen side, så følger alt med."))


def _make(by, organisation, uid: str, home: str, told: dict, places: int | None) -> Event:
    key = new_key()
    known = {"organisation": organisation, "uid": uid, "home": home, "key": key, "slug": f"samling-{key}"}
    event = Event.objects.create(**known, **told, published_at=timezone.now())
    open_seating(event, Seating.Mode.ROOM, places or 1)
    record(by=by, verb="keep_event", of=event, organisation=event.organisation_id, sequence=told["sequence"])
    return event


def _note_move(by, event: Event, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    EventChange.objects.create(
        event=event,
        by=by,
        former_starts_at=event.starts_at,
        former_ends_at=event.ends_at,
        former_place=event.place,
        former_address=event.address,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    event.moved_at = timezone.now()
