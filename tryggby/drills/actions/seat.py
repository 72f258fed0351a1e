"""Take part: a seat, a role, a choice, pass, stop. Nobody is named, nothing is logged.

A seat is known by a random token that only the phone has; the database keeps its hash until the run is closed.
"""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tryggby.drills.actions.state import locked, save
from tryggby.drills.models import Choice, DrillRun, Seat
from tryggby.drills.refusal import Refused

# More phones than anybody leads at once; a stop for whoever would fill a run with seats.
MOST_SEATS = 400


def seat_of(run: DrillRun, token: str) -> Seat | None:
    """The seat that a phone holds in a run, or None."""
    seat = Seat.objects.filter(run=run, token=hash_of(token)).first() if token else None
    if seat is not None:
        seat.run = run
    return seat


@transaction.atomic
def take_seat(*, by=None, run: DrillRun, role: str = "", once: str | None = None) -> str:
    """Give a phone a seat and return its token, which is kept nowhere else. `by` is None: participants
    have no account. The same form twice is one seat: its token is made from the form's key, which is not kept.
    """
    token = (
        salted_hmac("tryggby.drills.seat", f"{run.key}:{once}", algorithm="sha256").hexdigest()
        if once
        else secrets.token_urlsafe(24)
    )
    if seat_of(run, token):
        return token
    # Held until the seat is there: a run that is closed in this instant leaves no seat behind.
    now = DrillRun.objects.select_for_update().only("code", "door_closed_at").get(pk=run.pk)
    if now.code is None or now.door_closed_at is not None:
        raise Refused(_("Det er ikke mulig å bli med nå. Du kan følge med på storskjermen eller sammen med en annen."))
    if run.seats.count() >= MOST_SEATS:
        raise Refused(_("Øvelsen er full. Du kan følge med sammen med en annen."))
    Seat.objects.create(run=run, token=hash_of(token), role=_role(run, role))
    return token


@transaction.atomic
def choose_role(*, by=None, seat: Seat, role: str) -> Seat:
    """Take another role, or none: the one who watches."""
    seat.role = _role(seat.run, role)
    _keep(seat, "role")
    return seat


@transaction.atomic
def choose(*, by=None, seat: Seat, decision: str, option: str) -> Choice | None:
    """Answer the decision point that is open; it may be changed until the answers are shown. None when it is closed."""
    run = seat.run
    row = next((row for row in run.drill.body["decisions"] if row["id"] == decision), None)
    if row is None or run.decision != decision or decision in run.shown:
        return None
    if option not in {item["id"] for item in row["options"]}:
        return None
    choice, _created = Choice.objects.update_or_create(seat=seat, decision=decision, defaults={"option": option})
    return choice


@transaction.atomic
def pass_over(*, by=None, seat: Seat) -> Seat:
    """Sit out, without a reason. Nobody else can see it."""
    if seat.passed_at is None:
        seat.passed_at = timezone.now()
        _keep(seat, "passed_at")
    return seat


@transaction.atomic
def come_back(*, by=None, seat: Seat) -> Seat:
    """Take part again."""
    if seat.passed_at is not None:
        seat.passed_at = None
        _keep(seat, "passed_at")
    return seat


@transaction.atomic
def stop_run(*, by=None, run: DrillRun) -> DrillRun:
    """Stop for everybody, at any time. Which seat it came from is not handed in, so it can be kept nowhere."""
    run = locked(run)
    if run.opened_at and not run.closed_at and run.stopped_at is None:
        run.clock_used, run.clock_since = run.elapsed(), None
        run.stopped_at = timezone.now()
        save(run)
    return run


def _keep(seat: Seat, field: str) -> None:
    """Write one field; a seat that went with the run in this instant is not there any more, and nothing is wrong."""
    Seat.objects.filter(pk=seat.pk).update(**{field: getattr(seat, field)})


def _role(run: DrillRun, role: str) -> str:
    return role if role in {row["id"] for row in run.drill.body["roles"]} else ""


def hash_of(token: str) -> str:
    """What the database keeps of a phone's token."""
    return hashlib.sha256(token.encode()).hexdigest()
