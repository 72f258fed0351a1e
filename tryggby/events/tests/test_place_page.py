"""One's own place: buttons do things, links do not, and a foreign or worn link opens nothing."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from tryggby.events import actions, tokens
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import Signup

pytestmark = pytest.mark.django_db


def path(signup, verb=""):
    return f"/pamelding/{tokens.token(signup)}/{verb}"


def say(client, signup, verb, **given):
    """Press a button; what the page says afterwards."""
    return client.post(path(signup, f"{verb}/"), given, follow=True).content.decode()


def test_a_held_place_is_confirmed_by_a_button(client):
    signup = SignupFactory(event=EventFactory(room=1))
    page = client.get(path(signup)).content.decode()
    assert "Vi holder av en plass til deg" in page
    assert "Plassen er din. Velkommen!" in say(client, signup, "svar", svar="ja")
    assert "Du har plass i salen." in client.get(path(signup)).content.decode()


def test_no_thanks_frees_it(client):
    signup = SignupFactory(event=EventFactory(room=1))
    assert "Plassen går til neste" in say(client, signup, "svar", svar="nei")
    assert "Du er meldt av." in client.get(path(signup)).content.decode()


def test_switch_wish_and_leave(client):
    event = EventFactory(room=2)
    first = SignupFactory(event=event)
    actions.accept_offer(by=None, signup=SignupFactory(event=event))
    assert "Da er det byttet." in say(client, first, "bytte", mode="stream")
    actions.accept_offer(by=None, signup=SignupFactory(event=event))
    assert "Salen er full" in say(client, first, "bytte", mode="room")
    assert "vi har notert at du heller vil komme" in client.get(path(first)).content.decode()
    assert "Da blir du på nett." in say(client, first, "onske", vil="nei")
    assert "Du er meldt av" in say(client, first, "avmelding")
    assert "Du er meldt av" in say(client, first, "avmelding")


def test_a_late_answer_says_that_it_is_too_late(client):
    signup = SignupFactory(event=EventFactory(room=1))
    with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False):
        assert "Fristen for å svare er gått ut" in say(client, signup, "svar", svar="ja")


@pytest.mark.parametrize("mode", ["", "tak", "room\nx"])
def test_a_mode_that_is_not_there_changes_nothing(client, mode):
    signup = SignupFactory()
    assert "har ikke den måten" in say(client, signup, "bytte", mode=mode)
    assert Signup.objects.get().seating.mode == "room"


@pytest.mark.parametrize("token", ["x", "-", "bcdfghjkmn-aaaaaaaaaaaaaaaaaaaa", "%00", "å-ø"])
def test_a_foreign_token_opens_nothing(client, token):
    SignupFactory()
    assert client.get(f"/pamelding/{token}/").status_code == 404
    assert client.post(f"/pamelding/{token}/avmelding/").status_code == 404


def test_one_purpose_does_not_open_another():
    signup = SignupFactory(event=EventFactory(), mode="stream")
    assert tokens.find(tokens.token(signup)) == signup
    assert tokens.find(tokens.token(signup, tokens.STREAM)) is None
    assert tokens.find(tokens.token(signup), tokens.STREAM) is None


def test_a_revoked_stream_link_opens_nothing_and_the_new_one_does(client):
    event = EventFactory(stream_url="https://sending.example/x")
    signup = SignupFactory(event=event, mode="stream")
    old = tokens.token(signup, tokens.STREAM)
    assert client.get(f"/sending/{old}/").status_code == 200
    fresh = actions.revoke_stream_link(by=None, signup=signup)
    assert client.get(f"/sending/{old}/").status_code == 404
    assert client.get(f"/sending/{tokens.token(fresh, tokens.STREAM)}/").status_code == 200
    actions.switch_mode(by=None, signup=signup, mode="room")
    assert client.get(f"/sending/{tokens.token(fresh, tokens.STREAM)}/").status_code == 404


def test_the_ticket_does_not_carry_the_personal_link(client):
    from tryggby.events import links

    signup = SignupFactory()
    assert tokens.token(signup) not in links.ticket(Signup.objects.select_related("event").get(pk=signup.pk))
