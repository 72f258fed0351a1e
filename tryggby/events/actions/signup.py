"""Sign up, switch between room and stream, wish for the room, cancel."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import mails, words
from tryggby.events.actions.needs import forget_needs, keep_needs
from tryggby.events.actions.places import (
    Seatings,
    again,
    give_back,
    lock,
    offer_end,
    offer_free_seats,
    take,
    wait,
)
from tryggby.events.models import Event, Seating, Signup
from tryggby.events.refusal import Refused
from tryggby.ground.door import claim, done, earlier
from tryggby.people.door import normalise_email

ROOM, STREAM = Seating.Mode.ROOM, Seating.Mode.STREAM


@dataclass(frozen=True)
class Receipt:
    """What a visitor is told: `confirmed`, `confirm` (the address) or `waiting`, and for which mode.

    It says nothing about whether the address was signed up before.
    """

    outcome: str
    mode: str
    signup: Signup


@transaction.atomic
def sign_up(
    *,
    by,
    event: Event,
    mode: str,
    name: str,
    email: str,
    workplace: str = "",
    needs: dict[str, str] | None = None,
    wants_room: bool = False,
    careful: bool = False,
    language: str = "nb",
    once: str | None = None,
) -> Receipt:
    """Give a visitor a place, hold one until the address is confirmed, or put them in the queue; send the mail.

    `careful` holds the place until the address is confirmed even where there are many. An address that is signed up
    already gets its link again, and the receipt looks the same. Raises Refused when sign-up is closed.
    """
    once_row = claim(once)
    if once_row is None:
        return _former_receipt(once or "")
    event, seatings = lock(event)
    seating = open_for_signup(event, seatings, mode)
    email = normalise_email(email)
    former = list(Signup.objects.filter(event=event, email=email).order_by("revision"))
    known = next((signup for signup in former if not signup.cancelled_at), None)
    if known:
        mails.known_already(again(known, event, seatings))
        return _receipt(once_row, _outcome(seating, careful), mode, known)
    outcome = _outcome(seating, careful)
    signup = Signup(event=event, seating=seating, name=words.line(name), email=email, workplace=words.line(workplace))
    signup.language, signup.revision = language, former[-1].revision + 1 if former else 0
    _place(signup, seatings, outcome, wants_room)
    keep_needs(signup, needs or {})
    mails.receipt(signup)
    record(by=by, verb="sign_up", of=signup, organisation=event.organisation_id, mode=mode, outcome=outcome)
    return _receipt(once_row, outcome, mode, signup)


@transaction.atomic
def switch_mode(*, by, signup: Signup, mode: str) -> Signup:
    """Move between room and stream. When the room is full, the wish is kept and the place on the stream too."""
    event, seatings = lock(signup.event)
    signup = again(signup, event, seatings)
    _check_changeable(event, signup)
    target = _seating(seatings, mode)
    if signup.seating.mode == mode:
        return signup
    if signup.must_confirm:
        raise Refused(_("Bekreft plassen først. Da kan du bytte etterpå."))
    if signup.offered_at and mode == ROOM:
        raise Refused(_("Det er en ledig plass til deg i salen. Si ja til den her på sida."))
    if target.is_full:
        if mode == STREAM:
            raise Refused(_("Det er fullt på nett. Du beholder plassen du har."))
        return _wish(by, signup, True)
    was_waiting = _leave(signup, seatings)
    take(target, signup)
    signup.seating, signup.confirmed_at = target, signup.confirmed_at or timezone.now()
    signup.waiting_since, signup.wants_room_since = None, was_waiting if mode == STREAM else None
    signup.revision += 1
    signup.save()
    record(by=by, verb="switch_mode", of=signup, organisation=event.organisation_id, mode=mode)
    mails.confirm(signup)
    offer_free_seats(event, seatings)
    return signup


@transaction.atomic
def wish_for_room(*, by, signup: Signup, wants: bool) -> Signup:
    """Note, or take back, that someone on the stream would rather come."""
    event, seatings = lock(signup.event)
    signup = again(signup, event, seatings)
    _check_changeable(event, signup)
    if signup.confirmed_at is None or signup.seating.mode != STREAM or ROOM not in seatings:
        raise Refused(_("Dette gjelder bare deg som har plass på nett."))
    if signup.offered_at:
        raise Refused(_("Det er en ledig plass til deg i salen. Svar på tilbudet først."))
    _wish(by, signup, wants)
    offer_free_seats(event, seatings)
    return again(signup, event, seatings)


@transaction.atomic
def cancel_signup(*, by, signup: Signup, tell: bool = True) -> Signup:
    """Give the place up; it is offered to the next. A second time changes nothing."""
    event, seatings = lock(signup.event)
    signup = again(signup, event, seatings)
    if signup.cancelled_at:
        return signup
    if event.is_over:
        raise Refused(_("Arrangementet er over, så det er ingenting å melde seg av."))
    if signup.arrival:
        raise Refused(_("Du er registrert som kommet."))
    was_confirmed = signup.confirmed_at is not None
    _leave(signup, seatings)
    signup.cancelled_at = timezone.now()
    signup.waiting_since = signup.wants_room_since = None
    signup.revision += 1
    signup.save()
    forget_needs(signup)
    record(by=by, verb="cancel_signup", of=signup, organisation=event.organisation_id, mode=signup.seating.mode)
    if tell:
        mails.cancelled_by_self(signup, was_confirmed)
    offer_free_seats(event, seatings)
    return signup


def _outcome(seating: Seating, careful: bool) -> str:
    if seating.is_full:
        return "waiting"
    return "confirm" if careful or seating.is_scarce else "confirmed"


def _receipt(once_row, outcome: str, mode: str, signup: Signup) -> Receipt:
    done(once_row, f"{signup.key} {outcome} {mode}")
    return Receipt(outcome, mode, signup)


def _former_receipt(once: str) -> Receipt:
    """The very receipt that the first of two equal forms got."""
    key, outcome, mode = earlier(once).split()
    return Receipt(outcome, mode, Signup.objects.select_related("seating", "event").get(key=key))


def _place(signup: Signup, seatings: Seatings, outcome: str, wants_room: bool) -> None:
    """Save the sign-up in its first state, with its seat or its place in the queue."""
    now, seating = timezone.now(), signup.seating
    if outcome == "waiting":
        signup.waiting_since = now
        signup.save()
        wait(seating, 1)
        return
    if outcome == "confirm":
        signup.offered_at, signup.offer_expires_at = now, offer_end(signup.event, now)
    else:
        signup.confirmed_at = now
        if wants_room and seating.mode == STREAM and ROOM in seatings and seatings[ROOM].is_full:
            signup.wants_room_since = now
    signup.save()
    if not take(seating, signup):
        raise Refused(_("Plassen ble tatt akkurat nå. Prøv en gang til."))


def _leave(signup: Signup, seatings: Seatings):
    """Free whatever the sign-up holds: its place, its offer, its place in the queue; returns since when it waited.

    Someone who passes over an offer has not been waiting any more.
    """
    waited = None if signup.offered_at else signup.waiting_since
    if signup.offered_at and signup.confirmed_at:
        give_back(seatings[ROOM], signup)
    if signup.confirmed_at or signup.offered_at:
        give_back(signup.seating, signup)
    elif waited:
        wait(signup.seating, -1)
    signup.offered_at = signup.offer_expires_at = None
    return waited


def _wish(by, signup: Signup, wants: bool) -> Signup:
    if signup.seating.mode == STREAM and signup.confirmed_at and bool(signup.wants_room_since) != wants:
        signup.wants_room_since = timezone.now() if wants else None
        signup.save(update_fields=["wants_room_since"])
        record(by=by, verb="wish_for_room", of=signup, organisation=signup.event.organisation_id, wants=wants)
    return signup


def open_for_signup(event: Event, seatings: Seatings, mode: str) -> Seating:
    if event.cancelled_at:
        raise Refused(_("Arrangementet er avlyst."))
    if not event.is_open:
        raise Refused(_("Påmeldingen er stengt."))
    return _seating(seatings, mode)


def _seating(seatings: Seatings, mode: str) -> Seating:
    if mode not in seatings:
        raise Refused(_("Dette arrangementet har ikke den måten å delta på."), "mode")
    return seatings[mode]


def _check_changeable(event: Event, signup: Signup) -> None:
    if signup.cancelled_at:
        raise Refused(_("Du er meldt av. Meld deg på igjen hvis du vil ha plass."))
    if event.cancelled_at:
        raise Refused(_("Arrangementet er avlyst."))
    if event.is_over:
        raise Refused(_("Arrangementet er over."))
