"""The one place where seats change hands: lock, take, give back, and offer what became free to the next.

Everything here runs inside the caller's transaction and after `lock`.
"""

import datetime as dt

from django.utils import timezone

from tryggby.events.models import Event, Seat, Seating, Signup

DAY = dt.timedelta(hours=24)
SHORTEST = dt.timedelta(minutes=30)

Seatings = dict[str, Seating]


def lock(event: Event) -> tuple[Event, Seatings]:
    """Lock the event's seatings and read the event afresh: whoever comes next waits until this transaction ends."""
    seatings = Seating.objects.select_for_update().filter(event=event.pk).order_by("pk")
    held = {seating.mode: seating for seating in seatings}
    fresh = Event.objects.select_related("organisation").get(pk=event.pk)
    for seating in held.values():
        seating.event = fresh
    return fresh, held


def again(signup: Signup, event: Event, seatings: Seatings) -> Signup:
    """The sign-up as it is now that the seatings are locked."""
    fresh = Signup.objects.get(pk=signup.pk)
    fresh.event = event
    fresh.seating = next(seating for seating in seatings.values() if seating.pk == fresh.seating_id)
    return fresh


def take(seating: Seating, signup: Signup) -> bool:
    """Give the sign-up the lowest free seat; False when all are taken."""
    if seating.places is not None:
        seat = Seat.objects.filter(seating=seating, signup__isnull=True).order_by("number").first()
        if seat is None or not Seat.objects.filter(pk=seat.pk, signup__isnull=True).update(signup=signup):
            return False
    seating.taken += 1
    seating.save(update_fields=["taken"])
    return True


def give_back(seating: Seating, signup: Signup) -> None:
    """Free the sign-up's place in this seating."""
    if seating.places is not None and not Seat.objects.filter(seating=seating, signup=signup).update(signup=None):
        return  # a walk-in who was let in beyond the seats holds none
    seating.taken -= 1
    seating.save(update_fields=["taken"])


def wait(seating: Seating, change: int) -> None:
    """One more, or one less, in the queue."""
    seating.waiting += change
    seating.save(update_fields=["waiting"])


def offer_end(event: Event, now: dt.datetime) -> dt.datetime:
    """When an offer made now runs out: a day, or half of what is left, but not under half an hour."""
    return now + max(min(DAY, (event.starts_at - now) / 2), SHORTEST)


def offer_free_seats(event: Event, seatings: Seatings) -> list[Signup]:
    """Offer every free seat to the next in order, and tell them; returns who got an offer.

    In the room: stream people who would rather come, then the waiting list. Nothing is offered once it has begun.
    """
    from tryggby.events import mails

    now = timezone.now()
    if event.state != "published" or event.starts_at <= now:
        return []
    offered = []
    for seating in seatings.values():
        while not seating.is_full:
            signup = _next(event, seating)
            if signup is None or not take(seating, signup):
                break
            if signup.waiting_since:
                wait(seating, -1)
            signup.offered_at, signup.offer_expires_at = now, offer_end(event, now)
            signup.offers += 1
            signup.save(update_fields=["offered_at", "offer_expires_at", "offers"])
            mails.offer(signup, seating)
            offered.append(signup)
    return offered


def _next(event: Event, seating: Seating) -> Signup | None:
    wish = None
    if seating.mode == Seating.Mode.ROOM:
        wish = Signup.objects.would_rather_come(event).first()
    signup = wish or Signup.objects.queue(seating).first()
    if signup:
        signup.event = event
    return signup
