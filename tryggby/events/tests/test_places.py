"""Places, one step at a time: who gets one, who waits, who is next."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from tryggby.events import actions
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import Event, Seat, Seating, Signup
from tryggby.events.refusal import Refused
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db


def seating(event, mode="room"):
    return Seating.objects.get(event=event, mode=mode)


def fresh(signup):
    return Signup.objects.select_related("seating", "event").get(pk=signup.pk)


def kinds(signup):
    return list(Message.objects.filter(to=signup.email).order_by("pk").values_list("kind", flat=True))


def counters_agree(event):
    """The counters say what the rows say, and nobody sits on two seats or on none."""
    for one in Seating.objects.filter(event=event):
        live = Signup.objects.live().filter(event=event)
        own = live.filter(seating=one, waiting_since__isnull=True).count()
        offered = live.filter(seating=one, waiting_since__isnull=False, offered_at__isnull=False).count()
        into_room = (
            live.filter(confirmed_at__isnull=False, offered_at__isnull=False).count() if one.mode == "room" else 0
        )
        beyond = live.filter(seating=one, walked_in_at__isnull=False, seats__isnull=True).count()
        beyond = beyond if one.places is not None else 0
        assert one.taken == own + offered + into_room - beyond
        assert one.waiting == Signup.objects.queue(one).count()
        if one.places is not None:
            assert Seat.objects.filter(seating=one).count() == one.places
            assert Seat.objects.filter(seating=one, signup__isnull=False).count() == one.taken


def test_a_place_where_there_are_many_is_confirmed_at_once():
    signup = SignupFactory(event=EventFactory(room=60))
    assert signup.state == "confirmed"
    assert signup.seats.get().number == 1
    assert kinds(signup) == ["event_receipt"]


def test_a_scarce_place_is_held_until_the_address_is_confirmed():
    event = EventFactory(room=2)
    SignupFactory(event=event)
    second = SignupFactory(event=event)
    assert second.must_confirm
    confirmed = actions.accept_offer(by=None, signup=second)
    assert confirmed.state == "confirmed"
    assert actions.accept_offer(by=None, signup=second).state == "confirmed"
    assert kinds(second) == ["event_receipt", "event_confirmed"]
    counters_agree(event)


def test_who_is_too_late_waits_in_order_and_is_offered_what_becomes_free():
    event = EventFactory(room=1)
    first, second, third = (SignupFactory(event=event) for _ in range(3))
    actions.accept_offer(by=None, signup=first)
    assert [fresh(s).state for s in (second, third)] == ["waiting", "waiting"]
    actions.cancel_signup(by=None, signup=first)
    assert [fresh(s).state for s in (second, third)] == ["offered", "waiting"]
    actions.decline_offer(by=None, signup=second)
    assert [fresh(s).state for s in (second, third)] == ["cancelled", "offered"]
    counters_agree(event)
    assert kinds(third) == ["event_receipt", "event_offer"]


def test_those_on_the_stream_who_would_rather_come_are_asked_before_the_list():
    event = EventFactory(room=1)
    holder = SignupFactory(event=event)
    waiting = SignupFactory(event=event)
    watcher = SignupFactory(event=event, mode="stream", wants_room=True)
    actions.cancel_signup(by=None, signup=holder)
    assert fresh(watcher).state == "offered"
    assert fresh(waiting).state == "waiting"
    moved = actions.accept_offer(by=None, signup=watcher)
    assert moved.seating.mode == "room"
    assert moved.revision == 1
    assert seating(event, "stream").taken == 0
    counters_agree(event)


def test_an_offer_that_runs_out_goes_on_and_the_watcher_keeps_the_stream():
    event = EventFactory(room=1)
    holder = SignupFactory(event=event)
    waiting = SignupFactory(event=event)
    watcher = SignupFactory(event=event, mode="stream", wants_room=True)
    actions.cancel_signup(by=None, signup=holder)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25), tick=False):
        with pytest.raises(Refused, match="Fristen"):
            actions.accept_offer(by=None, signup=watcher)
        assert actions.expire_offers() == 1
        assert actions.expire_offers() == 0
        assert fresh(watcher).state == "confirmed"
        assert fresh(watcher).wants_room_since is None
        assert fresh(waiting).state == "offered"
    assert "event_offer_ended" in kinds(watcher)
    counters_agree(event)


def test_an_address_that_is_never_confirmed_gets_no_more_mail():
    event = EventFactory(room=1)
    signup = SignupFactory(event=event)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25), tick=False):
        actions.expire_offers()
    assert fresh(signup).state == "cancelled"
    assert kinds(signup) == ["event_receipt"]
    counters_agree(event)


def test_switching_frees_the_seat_for_the_next():
    event = EventFactory(room=1)
    first = actions.accept_offer(by=None, signup=SignupFactory(event=event))
    second = SignupFactory(event=event)
    moved = actions.switch_mode(by=None, signup=first, mode="stream")
    assert moved.seating.mode == "stream"
    assert fresh(second).state == "offered"
    back = actions.switch_mode(by=None, signup=first, mode="room")
    assert back.seating.mode == "stream"
    assert back.wants_room_since
    counters_agree(event)


def test_who_waits_may_take_the_stream_and_keeps_the_place_in_the_order():
    event = EventFactory(room=1)
    SignupFactory(event=event)
    waiting = SignupFactory(event=event)
    moved = actions.switch_mode(by=None, signup=waiting, mode="stream")
    assert moved.state == "confirmed"
    assert moved.wants_room_since == waiting.waiting_since
    assert seating(event).waiting == 0
    counters_agree(event)


def test_a_known_address_gets_its_link_again_and_the_receipt_tells_nothing():
    event = EventFactory(room=60)
    first = SignupFactory(event=event, email="kari@lyngvik.example")
    receipt = actions.sign_up(by=None, event=event, mode="room", name="En annen", email="Kari@lyngvik.example ")
    assert receipt.outcome == "confirmed"
    assert receipt.signup.pk == first.pk
    assert seating(event).taken == 1
    assert Message.objects.filter(to="kari@lyngvik.example").count() == 2


def test_the_same_form_twice_is_one_sign_up_and_one_receipt():
    event = EventFactory()
    given = {"by": None, "event": event, "mode": "room", "name": "Kari", "email": "kari@x.example", "once": "abc"}
    first, second = actions.sign_up(**given), actions.sign_up(**given)
    assert first == second
    assert Message.objects.count() == 1


def test_who_comes_back_has_a_calendar_number_above_the_former():
    event = EventFactory()
    first = SignupFactory(event=event, email="kari@x.example")
    actions.cancel_signup(by=None, signup=first)
    again = SignupFactory(event=event, email="kari@x.example")
    assert again.revision > fresh(first).revision
    counters_agree(event)


def test_fewer_places_than_taken_is_refused_and_changes_nothing():
    event = EventFactory(room=60)
    for _ in range(3):
        SignupFactory(event=event)
    with pytest.raises(Refused, match="3 har plass allerede"):
        actions.change_places(by=None, event=event, mode="room", places=2)
    assert seating(event).places == 60
    actions.change_places(by=None, event=event, mode="room", places=3)
    assert seating(event).is_full
    counters_agree(event)


def test_more_places_are_offered_to_those_who_wait():
    event = EventFactory(room=1)
    signups = [SignupFactory(event=event) for _ in range(4)]
    actions.change_places(by=None, event=event, mode="room", places=3)
    assert [fresh(s).state for s in signups] == ["offered", "offered", "offered", "waiting"]
    counters_agree(event)


@pytest.mark.parametrize("places", [0, -1, 20_001])
def test_places_that_make_no_sense_are_refused(places):
    event = EventFactory()
    with pytest.raises(Refused):
        actions.change_places(by=None, event=event, mode="room", places=places)


def test_an_endless_stream_may_get_an_end_and_lose_it_again():
    event = EventFactory()
    signups = [SignupFactory(event=event, mode="stream") for _ in range(3)]
    actions.change_places(by=None, event=event, mode="stream", places=3)
    late = SignupFactory(event=event, mode="stream")
    assert fresh(late).state == "waiting"
    assert sorted(s.seats.get().number for s in signups) == [1, 2, 3]
    counters_agree(event)
    actions.change_places(by=None, event=event, mode="stream", places=None)
    assert fresh(late).state == "offered"
    counters_agree(event)


@pytest.mark.shows("events.1")
def test_the_database_itself_refuses_to_sell_a_seat_twice():
    event = EventFactory(room=60)
    first, second = SignupFactory(event=event), SignupFactory(event=event)
    room = seating(event)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(seating=room, number=1, signup=second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(seating=room, number=3).update(signup=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seating.objects.filter(pk=room.pk).update(taken=61)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signup.objects.filter(pk=second.pk).update(email=first.email)


def test_nothing_is_offered_once_it_has_begun():
    event = EventFactory(room=1)
    holder, waiting = SignupFactory(event=event), SignupFactory(event=event)
    with time_machine.travel(event.starts_at + dt.timedelta(minutes=5), tick=False):
        actions.cancel_signup(by=None, signup=holder)
        assert fresh(waiting).state == "waiting"


def test_sign_up_is_closed_for_a_cancelled_past_or_unannounced_event():
    given = {"by": None, "mode": "room", "name": "Kari", "email": "kari@x.example"}
    draft, cancelled, past = EventFactory(draft=True), EventFactory(), EventFactory()
    actions.cancel_event(by=None, event=cancelled)
    Event.objects.filter(pk=past.pk).update(
        starts_at=timezone.now() - dt.timedelta(hours=3), ends_at=timezone.now() - dt.timedelta(hours=1)
    )
    for event in (draft, cancelled, past):
        with pytest.raises(Refused):
            actions.sign_up(event=event, **given)
    assert Signup.objects.count() == 0
