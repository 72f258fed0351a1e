"""The ways in: mailed code, password, the demo's buttons; and where they lead."""

import re

import pytest

from tryggby.outbox.door import Message
from tryggby.people.factories import PersonFactory
from tryggby.people.models import Person

pytestmark = pytest.mark.django_db
CODE = "/konto/login/code/"
CONFIRM = "/konto/login/code/confirm/"


@pytest.fixture
def amina():
    return PersonFactory(given_name="Amina", family_name="Hassan", email="amina@lyngvik.example")


@pytest.fixture
def demo_leader():
    return PersonFactory(given_name="Berit", family_name="Lie", demo_name="leder")


def signed_in(client):
    return client.session.get("_auth_user_id")


def code_mailed_to(address):
    text = Message.objects.get(to=address).text
    return re.search(r"^([A-Z0-9-]{6,})$", text, re.MULTILINE)[1]


def test_the_page_offers_code_password_and_passkey(client, settings):
    settings.DEMO = False
    page = client.get("/logg-inn/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Send meg en kode" in text
    assert "Logg inn med passnøkkel" in text
    assert "Bruk passord" in text
    assert 'name="demo"' not in text
    assert " style=" not in text


def test_a_closed_page_asks_for_sign_in_and_leads_back(client):
    assert client.get("/min-side/")["Location"] == "/logg-inn/?next=/min-side/"


def test_a_mailed_code_signs_in(client, amina):
    answer = client.post(CODE, {"email": "Amina@lyngvik.example", "next": "/min-side/"}, follow=True)
    assert answer.request["PATH_INFO"] == CONFIRM
    message = Message.objects.get(to="amina@lyngvik.example")
    assert message.state == "queued"
    assert message.subject == "Koden din for å logge inn"
    done = client.post(CONFIRM, {"code": code_mailed_to(amina.email), "next": "/min-side/"})
    assert done["Location"] == "/min-side/"
    assert signed_in(client) == str(amina.pk)
    assert Message.objects.count() == 1


def test_the_mail_is_in_the_receivers_language(client, amina):
    amina.language = "en"
    amina.save()
    client.post(CODE, {"email": amina.email})
    assert Message.objects.get().text.count(code_mailed_to(amina.email)) == 1


def test_a_wrong_code_is_refused_and_five_end_it(client, amina):
    client.post(CODE, {"email": amina.email})
    for _ in range(4):
        page = client.post(CONFIRM, {"code": "000000"})
        assert page.status_code == 200
        assert "Skriv inn koden" in page.content.decode()
    assert client.post(CONFIRM, {"code": "000000"}).status_code == 302
    client.post(CONFIRM, {"code": code_mailed_to(amina.email)})
    assert signed_in(client) is None


def test_a_known_and_an_unknown_address_look_alike(client, amina):
    pages = []
    for address in (amina.email, "ukjent@lyngvik.example"):
        client.cookies.clear()
        page = client.post(CODE, {"email": address}, follow=True)
        assert Message.objects.filter(to=address).count() == 1
        text = page.content.decode().replace(address, "X")
        pages.append((page.status_code, page.redirect_chain, re.sub(r'value="[A-Za-z0-9_-]{20,}"', "", text)))
    assert pages[0] == pages[1]


def test_a_person_who_has_left_gets_no_code(client, amina):
    Person.objects.filter(pk=amina.pk).update(left_at="2026-01-01T00:00Z")
    client.post(CODE, {"email": amina.email})
    assert Message.objects.get().subject == "Noen prøvde å logge inn"


def test_password_signs_in(client):
    kari = PersonFactory(email="kari@lyngvik.example", password="en lang setning 42")
    client.post("/konto/login/", {"login": "kari@lyngvik.example", "password": "feil"})
    assert signed_in(client) is None
    answer = client.post("/konto/login/", {"login": "KARI@lyngvik.example", "password": "en lang setning 42"})
    assert answer["Location"] == "/start/"
    assert signed_in(client) == str(kari.pk)


def test_many_wrong_passwords_are_slowed(client):
    PersonFactory(email="kari@lyngvik.example", password="en lang setning 42")
    answers = [
        client.post("/konto/login/", {"login": "kari@lyngvik.example", "password": f"feil {n}"}) for n in range(7)
    ]
    assert "For mange" in answers[-1].content.decode()
    client.post("/konto/login/", {"login": "kari@lyngvik.example", "password": "en lang setning 42"})
    assert signed_in(client) is None


def test_many_codes_to_one_address_are_refused(client, amina):
    for _ in range(12):
        client.cookies.clear()
        client.post(CODE, {"email": amina.email})
    assert Message.objects.count() <= 3


def test_nobody_registers_alone(client):
    page = client.get("/konto/signup/")
    assert "Du får tilgang gjennom jobben" in page.content.decode()
    client.post("/konto/signup/", {"email": "ny@lyngvik.example", "password1": "en lang setning 42"})
    assert not Person.objects.exists()


def test_a_demo_button_signs_in_at_once(client, demo_leader):
    assert "Leder – Berit Lie" in client.get("/logg-inn/").content.decode()
    answer = client.post("/logg-inn/", {"demo": "leder"})
    assert answer["Location"] == "/start/"
    assert signed_in(client) == str(demo_leader.pk)


def test_a_demo_button_changes_person(client, demo_leader, amina):
    client.force_login(amina)
    assert client.post("/logg-inn/", {"demo": "leder", "next": "/min-side/"})["Location"] == "/min-side/"
    assert signed_in(client) == str(demo_leader.pk)


@pytest.mark.parametrize("name", ["ukjent", "", "leder"])
def test_the_demo_button_is_no_way_in_outside_the_demo(client, demo_leader, settings, name):
    settings.DEMO = name != "leder"
    assert client.post("/logg-inn/", {"demo": name}).status_code == 404
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "wanted",
    [
        "https://ond.example/",
        "//ond.example/",
        "/\\ond.example/",
        "\\\\ond.example",
        "http:ond.example",
        "javascript:alert(1)",
        "///ond.example",
        "/\t/ond.example",
        "ond.example",
        "https:///ond.example",
    ],
)
def test_sign_in_never_leads_to_another_host(client, demo_leader, wanted):
    assert client.post("/logg-inn/", {"demo": "leder", "next": wanted})["Location"] == "/start/"
    client.post("/logg-ut/")
    PersonFactory(email="kari@lyngvik.example", password="en lang setning 42")
    form = {"login": "kari@lyngvik.example", "password": "en lang setning 42", "next": wanted}
    assert client.post("/konto/login/", form)["Location"] == "/start/"


def test_who_is_signed_in_is_sent_on(client, amina, settings):
    settings.DEMO = False
    client.force_login(amina)
    assert client.get("/logg-inn/?next=/min-side/")["Location"] == "/min-side/"


def test_sign_out_asks_first(client, amina):
    client.force_login(amina)
    assert "Vil du logge ut?" in client.get("/logg-ut/").content.decode()
    assert signed_in(client)
    client.post("/logg-ut/")
    assert not signed_in(client)


def test_a_forgotten_password_is_made_anew_by_mail(client, amina):
    client.post("/konto/password/reset/", {"email": amina.email})
    link = re.search(r"http://[^/]+(/konto/password/reset/key/\S+)", Message.objects.get().text)[1]
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "en lang setning 42", "password2": "en lang setning 42"})
    amina.refresh_from_db()
    assert amina.check_password("en lang setning 42")
