"""A second step: app, reserve codes and passkeys."""

import base64
import hashlib
import hmac
import time

import pytest
from allauth.mfa.models import Authenticator

from tryggby.outbox.door import Message
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari():
    return PersonFactory(email="kari@lyngvik.example", password="en lang setning 42")


@pytest.fixture
def signed_in(client, kari):
    client.post("/konto/login/", {"login": kari.email, "password": "en lang setning 42"})
    client.post("/konto/reauthenticate/", {"password": "en lang setning 42"})
    return client


def code_of(secret):
    """The six digits of RFC 6238, as an app on a phone works them out."""
    counter = int(time.time() // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def activate(client):
    secret = client.get("/konto/2fa/totp/activate/").context["form"].secret
    return secret, client.post("/konto/2fa/totp/activate/", {"code": code_of(secret)})


def test_the_change_is_asked_about_again(client, kari):
    client.post("/konto/login/", {"login": kari.email, "password": "en lang setning 42"})
    answer = client.get("/konto/2fa/totp/activate/", follow=True)
    assert "Bekreft at det er deg" in answer.content.decode()


def test_an_app_is_connected_and_asked_for_at_sign_in(signed_in, kari, client):
    secret, answer = activate(signed_in)
    assert answer["Location"] == "/konto/2fa/recovery-codes/"
    codes = signed_in.get(answer["Location"]).context["unused_codes"]
    stored = Authenticator.objects.get(user=kari, type="totp").data["secret"]
    assert secret not in stored

    signed_in.post("/logg-ut/")
    first = client.post("/konto/login/", {"login": kari.email, "password": "en lang setning 42"})
    assert first["Location"].startswith("/konto/2fa/authenticate/")
    assert "Ett steg til" in client.get("/konto/2fa/authenticate/").content.decode()
    assert "_auth_user_id" not in client.session
    client.post("/konto/2fa/authenticate/", {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(kari.pk)


def test_a_wrong_code_does_not_connect(signed_in, kari):
    page = signed_in.get("/konto/2fa/totp/activate/")
    assert "<svg" in page.content.decode()
    answer = signed_in.post("/konto/2fa/totp/activate/", {"code": "000000"})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_the_app_is_disconnected(signed_in, kari):
    activate(signed_in)
    assert "Koble fra" in signed_in.get("/konto/2fa/totp/deactivate/").content.decode()
    signed_in.post("/konto/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()
    assert Message.objects.get(to=kari.email).subject == "En app er koblet fra"


def test_reserve_codes_are_shown_and_made_anew(signed_in):
    activate(signed_in)
    page = signed_in.get("/konto/2fa/").content.decode()
    assert "Se reservekodene" in page
    before = signed_in.get("/konto/2fa/recovery-codes/").context["unused_codes"]
    assert "Kodene du har fra før" in signed_in.get("/konto/2fa/recovery-codes/generate/").content.decode()
    signed_in.post("/konto/2fa/recovery-codes/generate/")
    assert signed_in.get("/konto/2fa/recovery-codes/").context["unused_codes"] != before
    assert signed_in.get("/konto/2fa/recovery-codes/download/")["Content-Type"].startswith("text/plain")


def test_the_passkey_page_renders_with_static_scripts_only(signed_in):
    page = signed_in.get("/konto/2fa/webauthn/add/")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'src="/static/mfa/js/webauthn.js"' in text
    assert '"creation_options"' in text
    assert "Tryggby" in text
    assert " onclick=" not in text


def test_passkeys_are_listed_renamed_and_removed(signed_in, kari):
    key = Authenticator.objects.create(
        user=kari, type="webauthn", data={"name": "Telefonen", "credential": {}, "passwordless": True}
    )
    assert "Telefonen" in signed_in.get("/konto/2fa/webauthn/").content.decode()
    signed_in.post(f"/konto/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Nettbrettet"})
    assert "Nettbrettet" in signed_in.get("/konto/2fa/webauthn/").content.decode()
    assert "Fjern" in signed_in.get(f"/konto/2fa/webauthn/keys/{key.pk}/remove/").content.decode()
    assert signed_in.post(f"/konto/2fa/webauthn/keys/{key.pk}/remove/").status_code == 302


def test_passkey_sign_in_gives_a_challenge_to_anyone(client):
    answer = client.get("/konto/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert "request_options" in answer.json()
