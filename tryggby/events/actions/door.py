"""At the door: who came, by code, by name or without sign-up. Reading a code twice counts one person once."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import words
from tryggby.events.actions.places import Seatings, again, give_back, lock, take, wait
from tryggby.events.models import CheckIn, Event, Seating, Signup
from tryggby.events.refusal import Refused
from tryggby.ground.door import claim, done, earlier

ROOM = Seating.Mode.ROOM
# A phone without network may tell later, but not after this long.
LATE = dt.timedelta(hours=12)


class NoSeat(Refused):
    """There is no free seat for this person; the doorkeeper may let them in all the same (`anyway`)."""


@transaction.atomic
def check_in(
    *,
    by,
    event: Event,
    signup: Signup,
    how: str = CheckIn.How.NAME,
    at: dt.datetime | None = None,
    anyway: bool = False,
) -> CheckIn:
    """Note that someone came. `at` is the time on a phone that was without network.

    Someone on the stream or in the queue gets a free seat; without one NoSeat is raised, unless `anyway`.
    """
    if signup.event_id != event.pk:
        raise Refused(_("Billetten gjelder et annet arrangement."))
    event, seatings = lock(event)
    signup = again(signup, event, seatings)
    known = CheckIn.objects.filter(signup=signup).first()
    if known:
        return known
    _check_open(event, seatings)
    if signup.cancelled_at:
        raise Refused(_("Denne plassen er meldt av. Registrer uten påmelding om det er plass."))
    if not (signup.confirmed_at and signup.seating.mode == ROOM):
        _seat_now(signup, seatings, anyway)
    return _arrive(by, signup, seatings[ROOM], how, _at(at))


@transaction.atomic
def walk_in(
    *, by, event: Event, name: str = "", workplace: str = "", anyway: bool = False, at=None, once: str | None = None
) -> CheckIn:
    """Someone came without signing up. Without a free seat NoSeat is raised, unless `anyway`."""
    once_row = claim(once)
    if once_row is None:
        return CheckIn.objects.select_related("signup").get(signup__key=earlier(once or ""))
    event, seatings = lock(event)
    _check_open(event, seatings)
    now = timezone.now()
    signup = Signup(event=event, seating=seatings[ROOM], confirmed_at=now, walked_in_at=now)
    signup.name, signup.workplace = words.line(name) or _("Gjest"), words.line(workplace)
    signup.save()
    if not take(seatings[ROOM], signup):
        _check_anyway(seatings[ROOM], anyway)
    done(once_row, signup.key)
    return _arrive(by, signup, seatings[ROOM], CheckIn.How.WALK_IN, _at(at))


@transaction.atomic
def undo_check_in(*, by, event: Event, signup: Signup) -> None:
    """It was the wrong person. Someone without sign-up disappears again."""
    event, seatings = lock(event)
    signup = again(signup, event, seatings)
    deleted, _rows = CheckIn.objects.filter(signup=signup, signup__event=event).delete()
    if not deleted:
        return
    seatings[ROOM].arrived -= 1
    seatings[ROOM].save(update_fields=["arrived"])
    if signup.walked_in_at and not signup.email:
        give_back(seatings[ROOM], signup)
        signup.cancelled_at = timezone.now()
        signup.save(update_fields=["cancelled_at"])
    record(by=by, verb="undo_check_in", of=signup, organisation=event.organisation_id)


def _arrive(by, signup: Signup, room: Seating, how: str, at: dt.datetime) -> CheckIn:
    arrival = CheckIn.objects.create(signup=signup, by=by, how=how, at=at)
    room.arrived += 1
    room.save(update_fields=["arrived"])
    record(by=by, verb="check_in", of=signup, organisation=signup.event.organisation_id, how=how)
    return arrival


def _seat_now(signup: Signup, seatings: Seatings, anyway: bool) -> None:
    """Give a stream person, a waiting or an unconfirmed one a place in the room here and now."""
    room = seatings[ROOM]
    holds_room = signup.offered_at is not None and (signup.confirmed_at is not None or signup.seating.mode == ROOM)
    if not holds_room and not take(room, signup):
        _check_anyway(room, anyway)
    if signup.confirmed_at or (signup.offered_at and signup.seating.mode != ROOM):
        give_back(signup.seating, signup)
    elif signup.waiting_since and not signup.offered_at:
        wait(signup.seating, -1)
    signup.seating, signup.confirmed_at = room, signup.confirmed_at or timezone.now()
    signup.waiting_since = signup.wants_room_since = signup.offered_at = signup.offer_expires_at = None
    signup.walked_in_at = timezone.now()
    signup.save()


def _check_anyway(room: Seating, anyway: bool) -> None:
    """Beyond the seats only while somebody with a seat has not come, and only if the doorkeeper says so."""
    missing = room.taken - room.arrived
    if missing <= 0:
        raise Refused(_("Salen er full: %(arrived)s er kommet.") % {"arrived": room.arrived})
    if not anyway:
        raise NoSeat(_("Alle plassene er tatt, men %(missing)s påmeldte er ikke kommet ennå.") % {"missing": missing})


def _check_open(event: Event, seatings: Seatings) -> None:
    if ROOM not in seatings:
        raise Refused(_("Dette arrangementet er bare på nett."))
    if event.cancelled_at or not event.published_at:
        raise Refused(_("Arrangementet er ikke åpent."))
    if event.purged_at:
        raise Refused(_("Navnene er slettet, så døra er stengt."))


def _at(at: dt.datetime | None) -> dt.datetime:
    now = timezone.now()
    return at if at and now - LATE <= at <= now else now
