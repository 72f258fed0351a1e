"""What the processes of the race tests do at once, and what they find afterwards. Each runs threads of its own."""

import contextlib
import datetime as dt
import random
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import OperationalError, connection
from django.utils import timezone

from tryggby.events import actions
from tryggby.events.factories import EventFactory
from tryggby.events.models import CheckIn, Event, Seat, Seating, Signup
from tryggby.events.refusal import Refused
from tryggby.outbox.door import Message

THREADS = 4


def build(room: int) -> str:
    """An announced event; its key."""
    return EventFactory(room=room).key


def sign_up(key: str, first: int, count: int, at: float, mode: str = "room") -> int:
    """Sign up people number `first` and on, all at the instant `at`; every fifth sends the form twice."""
    event = Event.objects.get(key=key)

    def one(number: int) -> None:
        given = {"name": f"Person {number}", "email": f"p{number}@storm.example", "once": f"{mode}-{number}"}
        for _ in range(2 if number % 5 == 0 else 1):
            _patiently(lambda: actions.sign_up(by=None, event=event, mode=mode, wants_room=mode == "stream", **given))

    return _together(one, range(first, first + count), at)


def storm(key: str, seed: int, count: int, at: float) -> int:
    """Answer, switch, wish, cancel, check in and open seats, at random and all at once."""
    event = Event.objects.get(key=key)
    keys = list(Signup.objects.filter(event=event).order_by("pk").values_list("key", flat=True))

    def one(number: int) -> None:
        draw = random.Random(seed * 10_000 + number)
        signup = Signup.objects.select_related("event").get(key=draw.choice(keys))
        verb = draw.choice(VERBS)
        with contextlib.suppress(Refused):
            _patiently(lambda: verb(event, signup, draw))

    return _together(one, range(count), at)


def run_out(key: str) -> int:
    """Let every offer run out a minute ago."""
    past = timezone.now() - dt.timedelta(minutes=1)
    return Signup.objects.filter(event__key=key, offered_at__isnull=False).update(offer_expires_at=past)


def expire(at: float) -> int:
    """The worker's job, at the instant `at`."""
    time.sleep(max(0, at - time.time()))
    return actions.expire_offers()


def facts(key: str) -> dict:
    """What the rows say."""
    event = Event.objects.get(key=key)
    room, stream = (Seating.objects.get(event=event, mode=mode) for mode in ("room", "stream"))
    live = Signup.objects.live().filter(event=event)
    waiting = list(Signup.objects.queue(room).values_list("pk", flat=True))
    own = live.filter(seating=room, waiting_since__isnull=True)
    offered = live.filter(offered_at__isnull=False).exclude(seating=room, waiting_since__isnull=True)
    beyond = own.filter(seats__isnull=True).count()
    mails = {}
    for once, kind in Message.objects.values_list("once", "kind"):
        mails.setdefault(kind, []).append(once)
    return {
        "places": room.places,
        "taken": room.taken,
        "held": own.count() - beyond + offered.count(),
        "beyond": beyond,
        "seats": Seat.objects.filter(seating=room).count(),
        "seats_held": Seat.objects.filter(seating=room, signup__isnull=False).count(),
        "waiting": room.waiting,
        "queue": waiting,
        "stream_taken": stream.taken,
        "stream_rows": live.filter(seating=stream, waiting_since__isnull=True).count(),
        "arrived": room.arrived,
        "check_ins": CheckIn.objects.filter(signup__event=event).count(),
        "offers": sum(Signup.objects.filter(event=event).values_list("offers", flat=True)),
        "offer_mails": len(mails.get("event_offer", [])),
        "ended_mails": len(mails.get("event_offer_ended", [])),
        "receipts": len(mails.get("event_receipt", [])),
        "left": len(mails.get("event_left", [])),
        "wishes": Signup.objects.would_rather_come(event).count(),
        "free": room.free,
    }


def _patiently(work) -> None:
    """Again when the database was busy for too long, as a person would; the whole machine may be busy."""
    for turn in range(6):
        try:
            return work()
        except OperationalError:
            if turn == 5:
                raise


def _together(work, numbers, at: float) -> int:
    def one(number: int) -> int:
        try:
            work(number)
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        time.sleep(max(0, at - time.time()))
        return sum(pool.map(one, numbers))


def _accept(event, signup, draw):
    actions.accept_offer(by=None, signup=signup)


def _decline(event, signup, draw):
    actions.decline_offer(by=None, signup=signup)


def _cancel(event, signup, draw):
    actions.cancel_signup(by=None, signup=signup)


def _switch(event, signup, draw):
    actions.switch_mode(by=None, signup=signup, mode=draw.choice(["room", "stream"]))


def _wish(event, signup, draw):
    actions.wish_for_room(by=None, signup=signup, wants=draw.random() < 0.7)


def _more(event, signup, draw):
    places = Seating.objects.get(event=event, mode="room").places
    actions.change_places(by=None, event=event, mode="room", places=places + draw.choice([-3, -1, 1, 2]))


def _come(event, signup, draw):
    actions.check_in(by=None, event=event, signup=signup, anyway=draw.random() < 0.3)


VERBS = [_accept, _accept, _accept, _decline, _cancel, _cancel, _switch, _switch, _wish, _more, _come]
