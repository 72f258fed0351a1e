"""The open pages: no cookie, no session, kept for visitors, and set-up first on an empty installation."""

import pytest

from tryggby.organisations.factories import InstallationFactory
from tryggby.packages.factories import make_release

pytestmark = pytest.mark.django_db
NAMES = ["dette-gjor-vi", "ung", "foreldre", "for-ansatte", "kontakt", "personvern", "tilgjengelighet"]
PAGES = ["/", *(f"/{name}/" for name in NAMES)]


@pytest.fixture
def installation(db):
    return InstallationFactory(owner__name="Solvik kommune", contact_email="oppvekst@solvik.example")


def test_an_empty_installation_begins_with_the_set_up(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"] == "/oppsett/"


@pytest.mark.parametrize("path", PAGES)
def test_an_open_page_sets_no_cookie_and_may_be_kept(client, installation, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert "Jeg trenger hjelp" in response.content.decode()


@pytest.mark.parametrize("prefix", ["nn", "en"])
def test_every_open_page_has_an_address_in_each_language(client, installation, prefix):
    for path in PAGES:
        response = client.get(f"/{prefix}{path}")
        assert response.status_code == 200
        assert f'lang="{prefix}"' in response.content.decode()


def test_an_unknown_language_is_404(client, installation):
    assert client.get("/xx/").status_code == 404


def test_what_we_do_names_the_packages(client, installation):
    make_release()
    assert "Pakken liten" in client.get("/dette-gjor-vi/").content.decode()


def test_the_page_of_whoever_is_signed_in_is_not_kept(client, installation, django_user_model):
    client.force_login(django_user_model.objects.create_user("kari@solvik.example", given_name="Kari"))
    assert "private" in client.get("/")["Cache-Control"]
