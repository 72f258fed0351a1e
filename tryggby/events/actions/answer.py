"""Answer an offer, or let it run out; the seat goes on to the next."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import mails
from tryggby.events.actions.needs import forget_needs
from tryggby.events.actions.places import Seatings, again, give_back, lock, offer_free_seats
from tryggby.events.models import Event, Seating, Signup
from tryggby.events.refusal import Refused


@transaction.atomic
def accept_offer(*, by, signup: Signup) -> Signup:
    """Take the offered place, or confirm the address that a place is held for. A second yes changes nothing."""
    event, seatings = lock(signup.event)
    signup = again(signup, event, seatings)
    _check_open(event)
    if signup.cancelled_at:
        raise Refused(_("Plassen er allerede gitt videre. Du kan melde deg på igjen."))
    if signup.offered_at is None:
        if signup.confirmed_at:
            return signup
        raise Refused(_("Det er ingen ledig plass til deg akkurat nå. Du står fortsatt på ventelista."))
    if signup.offer_expires_at is None or signup.offer_expires_at <= timezone.now():
        raise Refused(_("Fristen for å svare er gått ut, og plassen er gitt videre."))
    moved = signup.confirmed_at is not None
    if moved:
        give_back(signup.seating, signup)
        signup.seating, signup.wants_room_since = seatings[Seating.Mode.ROOM], None
        signup.revision += 1
    signup.confirmed_at = timezone.now()
    signup.waiting_since = signup.offered_at = signup.offer_expires_at = None
    signup.save()
    record(by=by, verb="accept_offer", of=signup, organisation=event.organisation_id, mode=signup.seating.mode)
    mails.confirm(signup)
    if moved:
        offer_free_seats(event, seatings)
    return signup


@transaction.atomic
def decline_offer(*, by, signup: Signup) -> Signup:
    """Say no. Stream people keep their place on the stream; others leave the list."""
    event, seatings = lock(signup.event)
    signup = again(signup, event, seatings)
    if signup.offered_at is None:
        return signup
    _pass_on(signup, seatings)
    record(by=by, verb="decline_offer", of=signup, organisation=event.organisation_id)
    offer_free_seats(event, seatings)
    return signup


def expire_offers(now=None) -> int:
    """Pass on every place whose offer has run out; returns how many. Each event is one transaction."""
    now = now or timezone.now()
    expired = Signup.objects.with_expired_offer(now)
    count = 0
    for event in Event.objects.filter(pk__in=expired.values("event")).order_by("pk"):
        count += _expire(event, now)
    return count


@transaction.atomic
def _expire(event: Event, now) -> int:
    event, seatings = lock(event)
    expired = list(Signup.objects.with_expired_offer(now).filter(event=event).order_by("offer_expires_at", "pk"))
    for signup in expired:
        signup = again(signup, event, seatings)
        unknown = signup.must_confirm
        _pass_on(signup, seatings)
        record(by=None, verb="expire_offer", of=signup, organisation=event.organisation_id)
        if not unknown and event.state == "published":
            mails.offer_ran_out(signup)
    offer_free_seats(event, seatings)
    return len(expired)


def _pass_on(signup: Signup, seatings: Seatings) -> None:
    """Free the offered seat. The wish, or the place in the queue, ends with it, so that nobody is offered twice."""
    on_stream = signup.confirmed_at is not None
    give_back(seatings[Seating.Mode.ROOM] if on_stream else signup.seating, signup)
    signup.offered_at = signup.offer_expires_at = signup.waiting_since = signup.wants_room_since = None
    if not on_stream:
        signup.cancelled_at = timezone.now()
        forget_needs(signup)
    signup.save()


def _check_open(event: Event) -> None:
    if event.cancelled_at:
        raise Refused(_("Arrangementet er avlyst."))
    if event.is_over:
        raise Refused(_("Arrangementet er over."))
