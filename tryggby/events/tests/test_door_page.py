"""At the door: by name, by code, without sign-up; each counted once; and a phone that was without network."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tryggby.events import actions
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import CheckIn, Seating, Signup
from tryggby.events.refusal import Refused
from tryggby.events.tests.people import signed_in
from tryggby.events.tests.test_places import counters_agree
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def event(solvik):
    """Kari's event with three places."""
    return EventFactory(organisation=solvik, room=3)


def arrived(event):
    return Seating.objects.get(event=event, mode="room").arrived


def guest(event, **given):
    signup = SignupFactory(event=event, **given)
    return actions.accept_offer(by=None, signup=signup) if signup.must_confirm else signup


def test_found_by_name_and_checked_in_once(kari, event):
    signup = guest(event, name="Amina Hassan")
    browser = signed_in(kari)
    assert "Amina Hassan" in browser.get(f"/arrangement/{event.key}/dor/?sok=hassan").content.decode()
    for _ in range(3):
        answer = browser.post(f"/arrangement/{event.key}/dor/kom/", {"kode": signup.key}, **JSON)
        assert answer.json()["ok"]
    assert (arrived(event), CheckIn.objects.count()) == (1, 1)
    browser.post(f"/arrangement/{event.key}/dor/kom/", {"kode": signup.key, "angre": "1"})
    assert (arrived(event), CheckIn.objects.count()) == (0, 0)
    counters_agree(event)


def test_the_code_of_the_ticket_opens_the_right_person_and_checks_nobody_in(kari, event):
    from tryggby.events import links

    signup = guest(event, name="Amina Hassan")
    ticket = links.ticket(signup).split("/", 3)[3]
    page = signed_in(kari).get(f"/{ticket}").content.decode()
    assert "Har plass i salen" in page
    assert arrived(event) == 0
    assert Client().get(f"/{ticket}").status_code == 302
    foreign = guest(EventFactory(), name="En annen")
    assert (
        "hører ikke til her"
        in signed_in(kari).get(f"/arrangement/{event.key}/dor/?kode={foreign.key}").content.decode()
    )
    answer = signed_in(kari).post(f"/arrangement/{event.key}/dor/kom/", {"kode": foreign.key}, **JSON)
    assert answer.status_code == 404


def test_without_sign_up_while_there_is_room(kari, event):
    guests = [guest(event) for _ in range(3)]
    browser, path = signed_in(kari), f"/arrangement/{event.key}/dor/uten/"
    refused = browser.post(path, {"name": "Ola", "once": "a"}, **JSON)
    assert (refused.status_code, refused.json()["may"]) == (409, True)
    assert "3 påmeldte er ikke kommet" in refused.json()["text"]
    for _ in range(2):
        assert browser.post(path, {"name": "Ola", "once": "b", "likevel": "1"}, **JSON).json()["ok"]
    assert arrived(event) == 1
    for signup in guests[:2]:
        actions.check_in(by=kari, event=event, signup=signup)
    full = browser.post(path, {"once": "c", "likevel": "1"}, **JSON)
    assert (full.status_code, full.json()["may"]) == (409, False)
    assert "Salen er full" in full.json()["text"]
    assert Signup.objects.count() == 4
    counters_agree(event)


def test_who_has_a_seat_is_let_in_even_when_others_came_without(kari, event):
    first = guest(event)
    for once in "ab":
        actions.walk_in(by=kari, event=event, once=once)
    assert actions.check_in(by=kari, event=event, signup=first).signup == first
    counters_agree(event)


def test_who_is_on_the_stream_or_waits_gets_a_seat_at_the_door(kari, event):
    watcher = guest(event, mode="stream")
    actions.check_in(by=kari, event=event, signup=watcher)
    assert Signup.objects.get(pk=watcher.pk).seating.mode == "room"
    assert Seating.objects.get(event=event, mode="stream").taken == 0
    for _ in range(2):
        guest(event)
    waiting = SignupFactory(event=event)
    with pytest.raises(actions.NoSeat):
        actions.check_in(by=kari, event=event, signup=waiting)
    actions.check_in(by=kari, event=event, signup=waiting, anyway=True)
    assert Seating.objects.get(event=event, mode="room").waiting == 0
    counters_agree(event)


def test_a_phone_tells_later_and_the_time_is_kept(kari, event):
    signup = guest(event)
    before = (timezone.now() - dt.timedelta(minutes=7)).replace(microsecond=0)
    path = f"/arrangement/{event.key}/dor/kom/"
    for _ in range(2):
        signed_in(kari).post(path, {"kode": signup.key, "tid": before.isoformat()}, **JSON)
    assert CheckIn.objects.get().at == before


@pytest.mark.parametrize(
    "told", ["1999-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "tull", "2026-13-45T99:99:99Z", "2026-11-22"]
)
def test_a_time_that_makes_no_sense_is_now(kari, event, told):
    signup = guest(event)
    signed_in(kari).post(f"/arrangement/{event.key}/dor/kom/", {"kode": signup.key, "tid": told}, **JSON)
    assert timezone.now() - CheckIn.objects.get().at < dt.timedelta(minutes=1)


def test_the_count_is_the_same_until_somebody_comes(kari, event):
    browser, path = signed_in(kari), f"/arrangement/{event.key}/dor/tall/"
    first = browser.get(path)
    assert first.json() == {"arrived": 0, "taken": 0, "places": 3}
    assert browser.get(path, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    actions.walk_in(by=kari, event=event, once="a")
    assert browser.get(path, HTTP_IF_NONE_MATCH=first["ETag"]).json()["arrived"] == 1


def test_a_doorkeeper_has_the_door_and_nothing_else(kari, odd, event):
    keeper = PersonFactory()
    browser = signed_in(kari)
    missing = browser.post(f"/arrangement/{event.key}/dorvakter/", {"email": "ingen@x.example"})
    assert missing.status_code == 422
    browser.post(f"/arrangement/{event.key}/dorvakter/", {"email": keeper.email})
    theirs = signed_in(keeper)
    signup = guest(event, email="amina@x.example")
    page = theirs.get(f"/arrangement/{event.key}/dor/")
    assert page.status_code == 200
    assert "amina@x.example" not in page.content.decode()
    assert theirs.post(f"/arrangement/{event.key}/dor/kom/", {"kode": signup.key}, **JSON).json()["ok"]
    for closed in ("", "behov/", "pameldte/", "endre/", "flytting/", "dorvakter/"):
        assert theirs.get(f"/arrangement/{event.key}/{closed}").status_code == 404
    browser.post(f"/arrangement/{event.key}/dorvakter/", {"fjern": event.doorkeepers.get().pk})
    assert theirs.get(f"/arrangement/{event.key}/dor/").status_code == 404


def test_the_door_is_shut_when_it_is_off_or_forgotten(kari, event):
    signup = guest(event)
    with time_machine.travel(event.ends_at + dt.timedelta(days=14), tick=False):
        actions.purge_due()
        with pytest.raises(Refused, match="slettet"):
            actions.walk_in(by=kari, event=event)
    other = EventFactory()
    mine = guest(other)
    actions.cancel_event(by=kari, event=other)
    with pytest.raises(Refused):
        actions.check_in(by=kari, event=other, signup=mine)
    with pytest.raises(Refused, match="annet arrangement"):
        actions.check_in(by=kari, event=other, signup=signup)


@pytest.mark.parametrize("given", [{"name": "N" * 500}, {"name": "http://x.example"}])
def test_bad_names_at_the_door_are_told(kari, event, given):
    answer = signed_in(kari).post(f"/arrangement/{event.key}/dor/uten/", given, **JSON)
    assert answer.status_code == 422
    assert not answer.json()["ok"]
