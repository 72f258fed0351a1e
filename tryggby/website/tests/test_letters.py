"""The open forms: what is taken in, what is refused with the text kept, and what is never stored."""

import datetime as dt
import re

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.ground.door import oslo, today
from tryggby.organisations.factories import AppointmentFactory, InstallationFactory
from tryggby.outbox.door import Message
from tryggby.people.factories import PersonFactory
from tryggby.website.models import ContactMessage
from tryggby.website.sealing import opened
from tryggby.website.views import letters

pytestmark = pytest.mark.django_db
INGRID = {"kind": "question", "text": "Når er neste seminar?", "name": "Ingrid Moen", "email": "ingrid@solvik.example"}
SIGNED_IN = settings.SESSION_COOKIE_NAME
NASTY = '<script>alert("x")</script> {{ 7|add:7 }} \u202eolleh 😀'


@pytest.fixture
def installation(db):
    made = InstallationFactory(owner__name="Solvik kommune")
    AppointmentFactory(organisation=made.owner, role="coordinator")
    return made


def fill(client, path, wait=5, **given):
    """Open the form, take a moment, send it."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = client.get(path)
        assert page.status_code == 200
        assert not page.cookies or SIGNED_IN in client.cookies
        hidden = dict(re.findall(r'name="(once|started)" value="([^"]+)"', page.text))
        clock.shift(wait)
        return client.post(path, hidden | given)


def test_a_message_is_taken_in_and_told_by_mail(client, installation):
    answer = fill(client, "/si-fra/", **INGRID)
    assert answer.status_code == 200
    assert "Vi har fått det" in answer.text
    message = ContactMessage.objects.get()
    assert opened(message.sealed, message.key) == {k: INGRID[k] for k in ("name", "email", "text")}
    mail = Message.objects.get()
    assert mail.to == "ingrid@solvik.example"
    assert INGRID["text"] not in mail.text, "the form must not mail a stranger's words"
    assert not answer.cookies


def test_what_is_stored_is_sealed(client, installation, django_db_blocker):
    fill(client, "/si-fra/", **INGRID)
    row = ContactMessage.objects.values().get()
    assert b"Ingrid" not in bytes(row["sealed"])
    assert "Ingrid" not in str({**row, "sealed": ""})


def test_a_form_sent_twice_is_one_message(client, installation):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hidden = dict(re.findall(r'name="(once|started)" value="([^"]+)"', client.get("/si-fra/").text))
        clock.shift(5)
        pages = [client.post("/si-fra/", hidden | INGRID).text for _ in range(2)]
    assert pages[0] == pages[1]
    assert ContactMessage.objects.count() == Message.objects.count() == 1


def test_another_text_after_back_is_another_message(client, installation):
    """Back shows the form as it was sent, with its hidden key; what is written then must not be thrown away."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hidden = dict(re.findall(r'name="(once|started)" value="([^"]+)"', client.get("/si-fra/").text))
        clock.shift(5)
        for text in ("Det første", "Det andre", "Det andre"):
            assert "Vi har fått det" in client.post("/si-fra/", hidden | INGRID | {"text": text}).text
    kept = [opened(message.sealed, message.key)["text"] for message in ContactMessage.objects.order_by("pk")]
    assert kept == ["Det første", "Det andre"]


def test_an_employee_who_is_signed_in_is_not_named_in_the_log(client, installation):
    client.force_login(PersonFactory(), "allauth.account.auth_backends.AuthenticationBackend")
    fill(client, "/si-fra/", **(INGRID | {"name": "", "email": ""}))
    assert Entry.objects.get(verb="send_message").actor is None


def test_without_an_address_nobody_is_mailed(client, installation):
    answer = fill(client, "/si-fra/", **(INGRID | {"email": "", "name": ""}))
    assert "vi kan ikke svare deg" in answer.text
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"text": "x" * 5000}, "Skriv kortere"),
        ({"text": ""}, "Skriv hva det gjelder"),
        ({"kind": "nothing"}, "id_kind"),
        ({"email": "ingen adresse"}, "Skriv en e-postadresse"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "Skriv en e-postadresse"),
        ({"name": "x" * 200}, "Skriv kortere"),
        ({"homepage": "https://spam.example"}, "må være tomt"),
        ({"text": "null\0tegn"}, "text"),
    ],
)
def test_bad_input_is_answered_kindly_and_the_text_is_kept(client, installation, given, word):
    answer = fill(client, "/si-fra/", **(INGRID | given))
    assert answer.status_code == 422
    assert word in answer.text
    assert "Det du har skrevet, er tatt vare på" in answer.text
    if "text" not in given:
        assert INGRID["text"] in answer.text
    assert not ContactMessage.objects.exists()


def test_hostile_text_is_text(client, installation):
    answer = fill(client, "/si-fra/", **(INGRID | {"text": NASTY, "email": "feil"}))
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_a_form_sent_at_once_is_asked_to_wait(client, installation):
    answer = fill(client, "/si-fra/", wait=0, **INGRID)
    assert answer.status_code == 422
    assert "litt fort" in answer.text
    assert INGRID["text"] in answer.text


def test_many_from_one_place_get_no_mail_and_too_many_are_asked_to_wait(client, installation, monkeypatch):
    monkeypatch.setattr(letters, "QUIET", 1)
    monkeypatch.setattr(letters, "TOO_MANY", 2)
    assert [fill(client, "/si-fra/", **INGRID).status_code for _ in range(2)] == [200, 200]
    assert Message.objects.count() == 1
    answer = fill(client, "/si-fra/", **INGRID)
    assert answer.status_code == 429
    assert INGRID["text"] in answer.text
    assert ContactMessage.objects.count() == 2


def test_the_childrens_form_asks_no_name_and_puts_help_first(client, installation):
    html = client.get("/si-fra/ung/").text
    assert html.index("tel:116111") < html.index("<form")
    form = html[html.index('<form method="post" novalidate') :]
    assert {*re.findall(r'name="(\w+)"', form)} == {
        "csrfmiddlewaretoken",
        "once",
        "kind",
        "text",
        "started",
        "homepage",
    }
    assert "Solvik kommune" in html and "ikke på kvelden" in html
    assert "<title>Nettvett</title>" in html


def test_a_childs_message_keeps_the_day_alone_and_no_trace_of_where(client, installation):
    answer = fill(client, "/si-fra/ung/", kind="hard", text="Jeg skjønte ikke alt.")
    assert answer.status_code == 200
    assert "116 111" in answer.text
    message = ContactMessage.objects.get()
    assert message.received_at == oslo(today(), dt.time(0))
    assert opened(message.sealed, message.key) == {"text": "Jeg skjønte ikke alt."}
    assert not apps.get_model("ground", "RateMark").objects.exists()
    assert not Message.objects.exists()
    assert not Entry.objects.filter(kind="website.contactmessage").exists(), "an entry would tell when"


def test_the_mark_of_a_childs_form_leads_to_no_message_and_keeps_the_day_alone(client, installation):
    fill(client, "/si-fra/ung/", kind="hard", text="Jeg skjønte ikke alt.")
    mark = apps.get_model("ground", "Once").objects.get()
    assert (mark.result, mark.at) == ("", oslo(today(), dt.time(0)))


def test_a_childs_form_sent_twice_is_one_message_and_another_text_is_another(client, installation):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hidden = dict(re.findall(r'name="(once|started)" value="([^"]+)"', client.get("/si-fra/ung/").text))
        clock.shift(5)
        for text in ("Rare ord", "Rare ord", "Fine bilder"):
            answer = client.post("/si-fra/ung/", hidden | {"kind": "hard", "text": text})
            assert answer.status_code == 200
    assert ContactMessage.objects.count() == 2


def test_a_child_may_just_tap(client, installation):
    assert fill(client, "/si-fra/ung/", kind="good").status_code == 200
    answer = fill(client, "/si-fra/ung/", text="Uten valg")
    assert answer.status_code == 422
    assert "Velg det som passer best" in answer.text
    assert "Uten valg" in answer.text


def test_without_a_named_reader_children_get_no_text_field(client):
    InstallationFactory(owner__name="Solvik kommune")
    html = client.get("/si-fra/ung/").text
    assert 'name="text"' not in html
    assert "leser det" not in html, "nobody is there who reads"
    fill(client, "/si-fra/ung/", kind="hard", text="Ingen leser dette")
    message = ContactMessage.objects.get()
    assert opened(message.sealed, message.key) == {"text": ""}


def test_before_the_set_up_there_is_nobody_to_write_to(client):
    assert "ingen som kan lese" in client.get("/si-fra/").text
    assert client.get("/si-fra/ung/").status_code == 200
    assert client.post("/si-fra/", INGRID).status_code == 422
    assert not ContactMessage.objects.exists()


def test_too_many_unread_childrens_messages_say_so(client, installation, monkeypatch):
    monkeypatch.setattr("tryggby.website.actions.contact.MOST_UNREAD", 1)
    assert fill(client, "/si-fra/ung/", kind="hard").status_code == 200
    answer = fill(client, "/si-fra/ung/", kind="hard", text="Enda en")
    assert answer.status_code == 429
    assert "i morgen" in answer.text
    assert "Enda en" in answer.text


@pytest.mark.parametrize(
    ("path", "given", "over"),
    [
        ("/si-fra/", INGRID | {"text": "Linje én\r\n" * 900}, 900 * 9 - 1 - 4000),
        ("/si-fra/ung/", {"kind": "good", "text": "x" * 700}, 100),
    ],
)
def test_too_long_a_text_is_kept_whole_and_told_how_much_is_too_much(client, installation, path, given, over):
    html = client.get(path).text
    assert "maxlength" not in html, "a browser cuts what is pasted and says nothing"
    answer = fill(client, path, **given)
    kept = given["text"].strip().replace("\r\n", "\n")
    assert answer.status_code == 422
    assert kept in answer.text.replace("\r\n", "\n")
    assert f"og du har {over} for mange." in answer.text
    assert ContactMessage.objects.count() == 0
