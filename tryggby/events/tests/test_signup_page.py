"""Sign-up in two requests: what goes in, what is refused, and what it says."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tryggby.events import rate
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import NeedCount, SealedNeeds, Signup
from tryggby.events.models.event import Event
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db

KARI = {"name": "Kari Berg", "email": "kari@solvik.example", "workplace": "Furulia barnehage", "mode": "room"}


def fill(client, event, wait=5, **given):
    """Open the form, take a moment, send it."""
    path = f"/arrangementer/{event.slug}/pamelding/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = client.get(path)
        assert page.status_code == 200
        hidden = dict(re.findall(r'name="(once|started)" value="([^"]+)"', page.content.decode()))
        clock.shift(wait)
        return client.post(path, {**hidden, **KARI, **given})


def test_two_requests_are_enough_and_the_receipt_says_where_the_mail_went(client):
    event = EventFactory()
    answer = fill(client, event)
    assert answer.status_code == 200
    assert "Takk! Du er påmeldt." in answer.content.decode()
    assert "kari@solvik.example" in answer.content.decode()
    signup = Signup.objects.get()
    assert (signup.state, signup.name, signup.workplace) == ("confirmed", "Kari Berg", "Furulia barnehage")


def test_sent_twice_it_is_one_sign_up(client):
    event = EventFactory()
    path = f"/arrangementer/{event.slug}/pamelding/"
    fill(client, event, once="same")
    again = fill(client, event, once="same")
    assert "Du er påmeldt" in again.content.decode()
    assert Signup.objects.count() == Message.objects.count() == 1
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "given, says",
    [
        ({"name": ""}, "Navn"),
        ({"name": "K" * 500}, "Skriv kortere. Det er plass til 120 tegn, og du har brukt 500."),
        ({"name": "Se https://falsk.example"}, "Skriv bare navnet ditt."),
        ({"name": "😀😀"}, "Skriv navnet ditt med bokstaver."),
        ({"email": "kari"}, "Skriv en e-postadresse"),
        ({"email": ""}, "Skriv e-postadressen din"),
        ({"email": "kari@x.example\nBcc: alle@x.example"}, "Skriv en e-postadresse"),
        ({"email": "kari@x.example\r\nSubject: x"}, "Skriv en e-postadresse"),
        ({"mode": ""}, "Velg om du vil være i salen eller på nett."),
        ({"mode": "hjemme"}, "hjemme"),
        ({"homepage": "http://spam.example"}, "må være tomt"),
        ({"started": "falsk"}, "litt fort"),
    ],
)
def test_bad_input_gives_a_clear_message_and_keeps_what_was_typed(client, given, says):
    event = EventFactory()
    answer = fill(client, event, **given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert "Furulia barnehage" in text
    assert not Signup.objects.exists()
    assert not Message.objects.exists()


def test_a_form_sent_at_once_asks_for_a_moment_and_then_goes_through(client):
    event = EventFactory()
    answer = fill(client, event, wait=1)
    assert answer.status_code == 422
    assert "litt fort" in answer.content.decode()
    assert fill(client, event, wait=3).status_code == 200


@pytest.mark.parametrize(
    "name, kept",
    [
        ("Kari 😀 Berg", "Kari 😀 Berg"),
        ("فاطمة حسن", "فاطمة حسن"),
        ("Ka\u202eri\u2066 Berg", "Kari Berg"),
        ("Kari\r\nBcc: x", "Kari Bcc: x"),
        ("Kari\u0000 Berg", "Kari Berg"),
        ("<b>Kari</b>", "<b>Kari</b>"),
    ],
)
def test_names_of_the_world_are_kept_and_tricks_taken_out(client, name, kept):
    answer = fill(client, EventFactory(), name=name)
    assert answer.status_code == 200
    assert Signup.objects.get().name == kept


def test_needs_are_sealed_and_counted(client):
    event = EventFactory(asks=["allergy", "wheelchair"])
    fill(client, event, need_allergy="peanøtter", need_wheelchair="on")
    sealed = bytes(SealedNeeds.objects.get().sealed)
    assert "peanøtter".encode() not in sealed
    assert dict(NeedCount.objects.values_list("kind", "number")) == {"allergy": 1, "wheelchair": 1}


def test_when_the_room_is_full_one_may_wait_or_take_the_stream_and_wish(client):
    event = EventFactory(room=1)
    SignupFactory(event=event)
    assert "Du står på venteliste" in fill(client, event).content.decode()
    other = fill(Client(), event, email="ola@x.example", mode="stream", wants_room="on")
    assert "Du har plass på nett." in other.content.decode()
    assert Signup.objects.get(email="ola@x.example").wants_room_since


def test_the_receipt_does_not_tell_who_is_signed_up(client):
    event = EventFactory()
    first = fill(client, event).content.decode()
    second = fill(Client(), event, name="En annen").content.decode()
    mask = re.compile(r'value="[^"]*"|nonce="[^"]*"')
    assert mask.sub("", first) == mask.sub("", second)


def test_many_from_one_place_must_confirm_and_too_many_are_asked_to_wait(client, monkeypatch):
    monkeypatch.setattr(rate, "CAREFUL", 1)
    monkeypatch.setattr(rate, "TOO_MANY", 2)
    event = EventFactory()
    assert "Du er påmeldt" in fill(Client(), event, email="a@x.example").content.decode()
    assert "Bekreft plassen i e-posten" in fill(Client(), event, email="b@x.example").content.decode()
    answer = fill(Client(), event, email="c@x.example")
    assert answer.status_code == 422
    assert "svært mange" in answer.content.decode()
    assert Signup.objects.count() == 2


def test_closed_cancelled_unannounced_and_foreign_pages(client):
    closed = EventFactory(closes_at=timezone.now() - dt.timedelta(hours=1))
    assert "Påmeldingen er stengt" in client.get(f"/arrangementer/{closed.slug}/pamelding/").content.decode()
    draft = EventFactory(draft=True)
    internal = EventFactory(kind=Event.Kind.INTERNAL)
    for slug in (draft.slug, internal.slug, "finnes-ikke"):
        assert client.get(f"/arrangementer/{slug}/pamelding/").status_code == 404


@pytest.mark.shows("events.6")
def test_the_whole_sign_up_is_two_requests_and_few_queries(client, django_assert_max_num_queries):
    event = EventFactory()
    fill(client, event, email="warm@x.example")
    with django_assert_max_num_queries(36):
        assert fill(Client(), event).status_code == 200
