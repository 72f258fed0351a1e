"""Move an event, or cancel it; everybody is told once, and one calendar entry follows."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import mails, words
from tryggby.events.actions.kept import refuse_kept
from tryggby.events.actions.places import lock
from tryggby.events.models import Event, EventChange, Signup
from tryggby.events.refusal import Refused
from tryggby.ground.door import OSLO

# Times that keep their distance from the start.
FOLLOWING = ("doors_at", "reminder_at", "stream_mail_at", "closes_at")


@transaction.atomic
def move_event(
    *,
    by,
    event: Event,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str | None = None,
    address: str | None = None,
    because: str = "",
) -> Event:
    """Give an announced event another time or place. Doors, programme, reminder and stream mail follow on the clock.

    SEQUENCE grows, former times are kept, everybody on the lists gets one mail. The same again changes nothing.
    """
    event, _seatings = _locked(event)
    place = event.place if place is None else words.line(place)
    address = event.address if address is None else words.line(address)
    if (event.starts_at, event.ends_at, event.place, event.address) == (starts_at, ends_at, place, address):
        return event
    _check_movable(event, starts_at, ends_at)
    change = EventChange.objects.create(
        event=event,
        by=by,
        former_starts_at=event.starts_at,
        former_ends_at=event.ends_at,
        former_place=event.place,
        former_address=event.address,
        starts_at=starts_at,
        ends_at=ends_at,
        because=words.line(because),
    )
    _shift(event, starts_at)
    event.starts_at, event.ends_at, event.place, event.address = starts_at, ends_at, place, address
    event.sequence += 1
    event.moved_at = event.changed_at = timezone.now()
    event.save()
    signups = _told(event)
    mails.tell_moved(event, change, signups)
    record(
        by=by,
        verb="move_event",
        of=event,
        organisation=event.organisation_id,
        former=change.former_starts_at.isoformat(),
        starts_at=starts_at.isoformat(),
        told=len(signups),
    )
    return event


@transaction.atomic
def cancel_event(*, by, event: Event, because: str = "") -> Event:
    """Call it off. Everybody on the lists gets one mail and the calendar entry goes. A second time changes nothing."""
    event, _seatings = _locked(event)
    if event.cancelled_at:
        return event
    if not event.published_at:
        raise Refused(_("Et utkast kan slettes, men ikke avlyses."))
    if event.is_over:
        raise Refused(_("Arrangementet er over, og kan ikke avlyses."))
    event.cancelled_at = event.changed_at = timezone.now()
    event.cancelled_because = words.line(because)
    event.sequence += 1
    event.save()
    signups = _told(event)
    mails.tell_cancelled(event, signups)
    record(by=by, verb="cancel_event", of=event, organisation=event.organisation_id, told=len(signups))
    return event


def told_when_moved(event: Event) -> int:
    """How many would be told: for the preview."""
    return Signup.objects.live().filter(event=event).exclude(email="").count()


def _locked(event: Event):
    refuse_kept(event)
    Event.objects.select_for_update().get(pk=event.pk)
    return lock(event)


def _told(event: Event) -> list[Signup]:
    """Everybody with an address who has a place or waits; unconfirmed addresses get nothing they did not ask for."""
    signups = list(Signup.objects.live().filter(event=event).select_related("seating").order_by("pk"))
    told = [signup for signup in signups if signup.email and not signup.must_confirm]
    for signup in told:
        signup.event = event
    return told


def _shift(event: Event, starts_at: dt.datetime) -> None:
    """Move what follows by the same time on the wall clock, also over the change to summer time."""
    wall = starts_at.astimezone(OSLO).replace(tzinfo=None) - event.starts.replace(tzinfo=None)
    for name in FOLLOWING:
        if at := getattr(event, name):
            setattr(event, name, _later(at, wall))
    slots = list(event.slots.all())
    for slot in slots:
        slot.starts_at = _later(slot.starts_at, wall)
    event.slots.bulk_update(slots, ["starts_at"])
    if starts_at > timezone.now():
        event.reminded_at = None if event.reminder_at and event.reminder_at > timezone.now() else event.reminded_at
        event.stream_mailed_at = (
            None if event.stream_mail_at and event.stream_mail_at > timezone.now() else event.stream_mailed_at
        )


def _later(at: dt.datetime, wall: dt.timedelta) -> dt.datetime:
    local = at.astimezone(OSLO).replace(tzinfo=None) + wall
    return local.replace(tzinfo=OSLO).astimezone(dt.UTC)


def _check_movable(event: Event, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if not event.published_at:
        raise Refused(_("Et utkast flyttes ved å endre det."))
    if event.cancelled_at:
        raise Refused(_("Arrangementet er avlyst."))
    if event.is_over:
        raise Refused(_("Arrangementet er over, og kan ikke flyttes."))
    if starts_at <= timezone.now():
        raise Refused(_("Den nye tiden er passert. Velg en tid fram i tid."), "starts")
    if ends_at <= starts_at:
        raise Refused(_("Slutten må være etter starten."), "ends")
