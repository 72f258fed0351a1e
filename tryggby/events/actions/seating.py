"""Open places, and change how many there are."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events.actions.places import lock, offer_free_seats
from tryggby.events.models import Event, Seat, Seating, Signup
from tryggby.events.refusal import Refused

# More is a typing error.
MOST = 20_000


def open_seating(event: Event, mode: str, places: int | None) -> Seating:
    """A seating with its seats, in the caller's transaction."""
    _check(mode, places)
    seating = Seating.objects.create(event=event, mode=mode, places=places)
    _add_seats(seating, places or 0)
    return seating


@transaction.atomic
def change_places(*, by, event: Event, mode: str, places: int | None) -> Seating:
    """Set how many places a mode has; None for no end (stream). New ones are offered to those who wait.

    Raises Refused below what is taken; then nothing has changed.
    """
    _check(mode, places)
    event, seatings = lock(event)
    if mode not in seatings:
        seating = open_seating(event, mode, places)
    else:
        seating = seatings[mode]
        if seating.places == places:
            return seating
        if places is not None and places < seating.taken:
            raise Refused(
                _("%(taken)s har plass allerede, så du kan ikke sette lavere enn %(taken)s.")
                % {"taken": seating.taken},
                "places",
            )
        _resize(seating, places)
    record(by=by, verb="change_places", of=event, organisation=event.organisation_id, mode=mode, places=places)
    offer_free_seats(event, seatings | {mode: seating})
    return seating


def _resize(seating: Seating, places: int | None) -> None:
    """Seats follow: free ones are taken away from the top, new ones added; endless seatings have none."""
    before = seating.places
    if places is None:
        Seat.objects.filter(seating=seating).delete()
    elif before is None:
        _add_seats(seating, places)
        _seat_everybody(seating)
    elif places > before:
        _add_seats(seating, places - before)
    else:
        free = Seat.objects.filter(seating=seating, signup__isnull=True).order_by("-number")
        Seat.objects.filter(pk__in=list(free.values_list("pk", flat=True)[: before - places])).delete()
    seating.places = places
    seating.save(update_fields=["places"])


def _seat_everybody(seating: Seating) -> None:
    """Those who had an endless place get a numbered one."""
    held = Signup.objects.live().filter(seating=seating, waiting_since__isnull=True).order_by("pk")
    seats = list(Seat.objects.filter(seating=seating).order_by("number"))
    for seat, signup in zip(seats, held, strict=False):
        seat.signup = signup
    Seat.objects.bulk_update(seats, ["signup"], batch_size=500)


def _add_seats(seating: Seating, count: int) -> None:
    first = (Seat.objects.filter(seating=seating).aggregate(last=Max("number"))["last"] or 0) + 1
    Seat.objects.bulk_create([Seat(seating=seating, number=first + n) for n in range(count)], batch_size=1000)


def _check(mode: str, places: int | None) -> None:
    if places is None and mode == Seating.Mode.ROOM:
        raise Refused(_("Skriv hvor mange det er plass til i salen."), "places")
    if places is not None and not 1 <= places <= MOST:
        raise Refused(_("Antall plasser må være mellom 1 og %(most)s.") % {"most": MOST}, "places")
