"""The set-up page of an empty installation."""

import pytest

from tryggby.audit.door import Entry
from tryggby.organisations.models import Installation
from tryggby.organisations.set_up_code import set_up_code

pytestmark = pytest.mark.django_db
ANSWERS = {
    "code": set_up_code(),
    "owner_kind": "municipality",
    "owner_name": "Lyngvik kommune",
    "municipality_number": "3001",
    "department": "Oppvekst",
    "coordinator_name": "Kari Anne Berg",
    "coordinator_email": "Kari@lyngvik.example",
    "brand_colour": "#1F5F6B",
}


def test_an_empty_installation_is_set_up_and_the_coordinator_is_in(client):
    assert "La oss sette opp" in client.get("/oppsett/").content.decode()
    answer = client.post("/oppsett/", ANSWERS)
    assert answer["Location"] == "/enheter/"
    made = Installation.objects.get()
    assert (made.owner.name, made.brand_colour, made.department) == ("Lyngvik kommune", "#1f5f6b", "Oppvekst")
    assert made.owner.numbers.get().number == "3001"
    appointment = made.owner.appointments.get()
    assert (appointment.person.name, appointment.person.email) == ("Kari Anne Berg", "kari@lyngvik.example")
    assert client.get("/enheter/").status_code == 200
    assert Entry.objects.filter(verb="set_up_installation").count() == 1


def test_there_is_no_such_page_afterwards(client, city):
    assert client.get("/oppsett/").status_code == 404
    assert client.post("/oppsett/", ANSWERS).status_code == 404
    assert Installation.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": ""}, "Oppstartskode"),
        ({"code": "ABCD-EFGH-JKMN"}, "Koden stemmer ikke"),
        ({"municipality_number": ""}, "Skriv kommunenummeret"),
        ({"municipality_number": "12"}, "fire siffer"),
        ({"brand_colour": "blå"}, "Skriv fargen"),
        ({"coordinator_email": "kari"}, "e-post"),
        ({"owner_name": ""}, "Navn"),
    ],
)
def test_wrong_answers_are_explained_and_kept(client, change, words):
    page = client.post("/oppsett/", ANSWERS | change)
    text = page.content.decode()
    assert page.status_code == 422
    assert words in text
    assert "Kari Anne Berg" in text
    assert not Installation.objects.exists()


def test_the_code_comes_with_the_address_and_may_be_typed_carelessly(client, settings):
    page = client.get(f"/oppsett/?kode={set_up_code()}").content.decode()
    assert f'value="{set_up_code()}"' in page
    client.post("/oppsett/", ANSWERS | {"code": set_up_code().lower().replace("-", " ")})
    assert Installation.objects.exists()
    before, settings.SECRET_KEY = set_up_code(), "another installation's key"
    assert set_up_code() != before


def test_others_than_municipalities_have_no_number(client):
    client.post("/oppsett/", ANSWERS | {"owner_kind": "regional", "municipality_number": ""})
    assert not Installation.objects.get().owner.numbers.exists()


def test_a_light_colour_is_commented_on(client):
    page = client.post("/oppsett/", ANSWERS | {"brand_colour": "#ffee00"}, follow=True)
    assert "Fargen er lys" in page.content.decode()
