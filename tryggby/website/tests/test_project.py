"""The project page: the municipality's own words, what the house knows, and who may change it."""

import datetime as dt
import re

import pytest

from tryggby.audit.door import Entry
from tryggby.organisations.door import Installation
from tryggby.organisations.factories import (
    AppointmentFactory,
    InstallationFactory,
    OrganisationFactory,
    PartnershipFactory,
    UnitFactory,
)
from tryggby.people.factories import PersonFactory
from tryggby.website.actions import save_project
from tryggby.website.models import Project

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def owner(db):
    return InstallationFactory(owner__name="Solvik kommune").owner


def test_without_words_of_its_own_the_page_says_what_the_house_knows(client, owner):
    UnitFactory(organisation=owner, service__code="barnehage")
    PartnershipFactory(organisation=owner, partner=OrganisationFactory(name="Øst politidistrikt"))
    html = client.get("/prosjektet/").text
    assert "Øst politidistrikt" in html and "arnehage" in html
    assert "Hvem som betaler" not in html
    assert "Endre teksten" not in html


def test_words_of_its_own_are_shown_as_text(client, owner):
    save_project(
        by=None,
        organisation=owner,
        goal="Trygge barn.\n\n<b>Alle</b> voksne.",
        funding="Kommunen og statsforvalteren.",
        contacts="Prosjektleder: leder@solvik.example",
        since=dt.date(2026, 1, 1),
        until=dt.date(2028, 12, 31),
    )
    html = client.get("/prosjektet/").text
    assert "Trygge barn." in html and "&lt;b&gt;Alle" in html
    assert "statsforvalteren" in html and "leder@solvik.example" in html
    assert "januar 2026" in html and "desember 2028" in html


@pytest.mark.parametrize("role", ["coordinator", "editor"])
def test_coordinators_and_editors_change_it(client, owner, role):
    client.force_login(AppointmentFactory(organisation=owner, role=role).person, BACKEND)
    assert "Endre teksten" in client.get("/prosjektet/").text
    assert client.get("/prosjektet/rediger/").status_code == 200
    bad = client.post("/prosjektet/rediger/", {"goal": "Målet vårt", "since": "2027-01-01", "until": "2026-01-01"})
    assert bad.status_code == 422
    assert "Målet vårt" in bad.text and "etter starten" in bad.text
    long = client.post("/prosjektet/rediger/", {"goal": "x" * 2000})
    assert long.status_code == 422 and not Project.objects.exists()
    good = client.post("/prosjektet/rediger/", {"goal": "Målet vårt", "since": "2026-01-01"}, follow=True)
    assert "Teksten er lagret" in good.text and "Målet vårt" in good.text
    client.post("/prosjektet/rediger/", {"goal": "Nytt mål"})
    assert Project.objects.get().goal == "Nytt mål"


def test_two_editors_do_not_undo_each_other(client, owner):
    """A form that was opened before somebody mended the goal must not put the old one back unseen."""
    save_project(by=None, organisation=owner, goal="Gammelt mål", funding="Kommunen")
    client.force_login(AppointmentFactory(organisation=owner, role="editor").person, BACKEND)
    seen = re.search(r'name="seen" value="([^"]+)"', client.get("/prosjektet/rediger/").text)[1]
    save_project(by=None, organisation=owner, goal="Nytt mål", funding="Kommunen")
    mine = {"goal": "Gammelt mål", "funding": "Kommunen", "groups": "Alle som møter barn", "seen": seen}
    told = client.post("/prosjektet/rediger/", mine | {"contact_email": ""})
    assert told.status_code == 422
    assert "Noen andre har endret dette" in told.text and "Alle som møter barn" in told.text
    listed = re.search(r"gjelder det du har skrevet i: ([^.<]+)", told.text)[1]
    assert "Målet" in listed and "Hvem som betaler" not in listed
    assert Project.objects.get().goal == "Nytt mål"
    again = re.search(r'name="seen" value="([^"]+)"', told.text)[1]
    assert client.post("/prosjektet/rediger/", mine | {"goal": "Nytt mål", "seen": again}).status_code == 302
    assert (Project.objects.get().goal, Project.objects.get().groups) == ("Nytt mål", "Alle som møter barn")


def test_the_address_on_the_website_is_changed_when_another_takes_over(client, owner):
    """The set-up gives the first coordinator's own; it must not stand there when they have left."""
    Installation.objects.update(contact_email="ase@solvik.example")
    client.force_login(AppointmentFactory(organisation=owner, role="coordinator").person, BACKEND)
    assert 'value="ase@solvik.example"' in client.get("/prosjektet/rediger/").text
    bad = client.post("/prosjektet/rediger/", {"contact_email": "uten krøllalfa"})
    assert bad.status_code == 422 and "uten krøllalfa" in bad.text
    client.post("/prosjektet/rediger/", {"contact_email": "oppvekst@solvik.example"})
    client.logout()
    for path in ("/kontakt/", "/.well-known/security.txt"):
        page = client.get(f"{path}?ny").text
        assert "oppvekst@solvik.example" in page and "ase@solvik.example" not in page
    assert Entry.objects.filter(verb="change_contact").count() == 1


def test_others_may_not_change_it(client, owner):
    client.force_login(PersonFactory(), BACKEND)
    assert client.get("/prosjektet/rediger/").status_code == 404
    elsewhere = AppointmentFactory(organisation=OrganisationFactory(), role="coordinator").person
    client.force_login(elsewhere, BACKEND)
    assert client.post("/prosjektet/rediger/", {"goal": "x"}).status_code == 404
    client.logout()
    assert client.get("/prosjektet/rediger/").status_code == 302
