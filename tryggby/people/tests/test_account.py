"""Min side: details, sessions, and what is stored."""

import pytest
from django.test import Client

from tryggby.audit.door import Entry
from tryggby.outbox.door import Message
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    return PersonFactory(given_name="Amina", family_name="Hassan", email="amina@lyngvik.example", demo_name="ansatt")


@pytest.fixture
def at_home(client, amina):
    client.post("/logg-inn/", {"demo": "ansatt"})
    return client


def test_name_and_language_are_the_persons_own(at_home, amina):
    form = {"given_name": " Amina ", "family_name": "Hassan Lie", "language": "nn"}
    assert at_home.post("/min-side/", form)["Location"] == "/min-side/"
    amina.refresh_from_db()
    assert (amina.name, amina.language) == ("Amina Hassan Lie", "nn")
    assert Entry.objects.get().verb == "change_details"
    assert 'lang="nn"' in at_home.get("/min-side/").content.decode()


def test_bad_details_are_kept_and_explained(at_home, amina):
    page = at_home.post("/min-side/", {"given_name": "", "family_name": "Uskrevet", "language": "xx"})
    assert page.status_code == 422
    assert "Uskrevet" in page.content.decode()
    amina.refresh_from_db()
    assert amina.given_name == "Amina"


def test_log_out_everywhere_ends_other_sessions_too(at_home, amina):
    phone = Client()
    phone.force_login(amina)
    assert phone.get("/min-side/").status_code == 200
    assert at_home.post("/min-side/logg-ut-overalt/").status_code == 302
    assert phone.get("/min-side/").status_code == 302
    assert at_home.get("/min-side/").status_code == 302
    assert Entry.objects.get().verb == "end_sessions"


def test_a_person_sees_what_is_stored_and_only_own_acts(at_home, amina):
    other = PersonFactory()
    Entry.objects.create(actor=amina.pk, verb="change_details", kind="people.person", object_id=str(amina.pk))
    Entry.objects.create(actor=other.pk, verb="end_sessions", kind="people.person", object_id=str(other.pk))
    text = at_home.get("/min-side/lagret/").content.decode()
    assert "amina@lyngvik.example" in text
    assert "Endret navn eller språk" in text
    assert "Logget ut overalt" not in text


def test_the_list_of_acts_costs_the_same_for_one_and_three(at_home, amina, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def entry():
        Entry.objects.create(actor=amina.pk, verb="change_details", kind="people.person", object_id="1")

    entry()
    with CaptureQueriesContext(
        connection,
    ) as one:
        at_home.get("/min-side/lagret/")
    entry(), entry()
    with django_assert_num_queries(len(one)):
        at_home.get("/min-side/lagret/")


def test_a_new_address_is_confirmed_by_mail(at_home, amina):
    page = at_home.post("/konto/email/", {"email": "Ny@lyngvik.example", "action_add": ""}, follow=True)
    assert "ny@lyngvik.example" in page.content.decode()
    amina.refresh_from_db()
    assert amina.email == "amina@lyngvik.example"
    mail = Message.objects.get(to="ny@lyngvik.example")
    path = mail.text.split("testserver")[1].split()[0]
    assert "Bekreft e-posten" in at_home.get(path).content.decode()
    at_home.post(path)
    amina.refresh_from_db()
    assert amina.email == "ny@lyngvik.example"


def test_somebody_elses_address_cannot_be_taken(at_home, amina):
    PersonFactory(email="kari@lyngvik.example")
    at_home.post("/konto/email/", {"email": "kari@lyngvik.example", "action_add": ""})
    amina.refresh_from_db()
    assert amina.email == "amina@lyngvik.example"


@pytest.mark.parametrize("path", ["/konto/password/set/", "/konto/email/", "/konto/2fa/", "/konto/2fa/webauthn/"])
def test_the_settings_pages_use_our_layout(at_home, path):
    page = at_home.get(path)
    assert page.status_code == 200
    assert "ui/staff.html" in [template.name for template in page.templates]
    assert " style=" not in page.content.decode()


def test_a_password_is_made_and_changed(at_home, amina):
    new = {"password1": "en lang setning 42", "password2": "en lang setning 42"}
    assert at_home.post("/konto/password/set/", new)["Location"]
    amina.refresh_from_db()
    assert amina.check_password("en lang setning 42")
    page = at_home.get("/konto/password/change/")
    assert "Passordet du har nå" in page.content.decode()
    assert "Du har laget et passord." in Message.objects.get().text
