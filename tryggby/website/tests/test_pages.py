"""The open pages: no cookie, no session, kept for visitors, and set-up first on an empty installation."""

import re

import pytest

from tryggby.knowledge.factories import NewsFactory, PlainPageFactory
from tryggby.organisations.factories import InstallationFactory
from tryggby.packages.factories import make_release
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NAMES = ["dette-gjor-vi", "prosjektet", "ung", "foreldre", "for-ansatte", "kontakt", "personvern"]
NAMES += ["informasjonskapsler", "tilgjengelighet"]
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
    # No browser keeps children's pages; the server does (tests/proof/test_open_pages.py).
    assert response["Cache-Control"] == ("no-store" if path == "/ung/" else "public, max-age=30")
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


def test_a_signed_in_reader_of_nynorsk_finds_open_pages_without_prefix(client, installation):
    client.force_login(PersonFactory(language="nn"), BACKEND)
    for path in [*PAGES, "/arrangementer/", "/hjelp/", "/sok/", "/si-fra/"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert '<html lang="nb"' in answer.text, path
    assert '<html lang="nn"' in client.get("/nn/kontakt/").text
    assert '<html lang="nn"' in client.get("/min-side/").text


def test_a_signed_in_reader_of_nynorsk_is_led_to_closed_pages_in_nynorsk(client, installation):
    client.force_login(PersonFactory(language="nn"), BACKEND)
    assert client.get("/ovelser/?minutter=30").headers["Location"] == "/nn/ovelser/?minutter=30"
    assert '<html lang="nn"' in client.get("/nn/ovelser/").text
    client.force_login(PersonFactory(language="nb"), BACKEND)
    assert '<html lang="nb"' in client.get("/ovelser/").text


def test_a_page_that_is_nowhere_is_missing_in_ones_own_language(client, installation):
    client.force_login(PersonFactory(language="en"), BACKEND)
    answer = client.get("/finnes/ikke/")
    assert answer.status_code == 404
    assert '<html lang="en"' in answer.text


@pytest.mark.parametrize("path", ["/xx/", "/de/kontakt/", "/nb/kontakt/", "/NN/kontakt/"])
def test_an_unknown_language_is_a_kind_page(client, installation, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Vi finner ikke siden" in answer.text and "tel:116111" in answer.text


def test_languages_are_named_by_themselves_at_the_top_and_at_the_foot(client, installation):
    html = client.get("/kontakt/").text
    foot = html[html.index("<footer") :]
    for part in (html[: html.index("<main")], foot):
        assert 'lang="nn"' in part and ">Nynorsk</a>" in part and ">English</a>" in part
    assert 'href="/nn/kontakt/"' in foot


def test_the_statement_says_what_is_missing_and_its_dates(client, installation):
    html = client.get("/tilgjengelighet/").text
    for words in ("Krav 1.2.5", "22. november 2026", "22. november 2027", "?om=barrier", "Diskrimineringsnemnda"):
        assert words in html
    assert "have captions" in client.get("/en/tilgjengelighet/").text
    chosen = re.search(r'<input[^>]*value="barrier"[^>]*>', client.get("/si-fra/?om=barrier").text)
    assert chosen and "checked" in chosen[0]


def test_a_page_that_editors_made_has_an_address_of_its_own(client, installation):
    PlainPageFactory(slug="om-plakaten", title="Om plakaten")
    html = client.get("/om-plakaten/").text
    assert "Om plakaten" in html and "Prosjektet varer i tre år" in html
    english = client.get("/en/om-plakaten/").text
    assert '<div class="prose" lang="nb"' in english, "a text that is not translated says so, and keeps its language"
    assert client.get("/redaksjon/").status_code in {302, 404}


def test_the_project_page_shows_what_editors_wrote(client, installation):
    PlainPageFactory(slug="prosjektet", title="Prosjektet")
    assert "Prosjektet varer i tre år" in client.get("/prosjektet/").text


def test_news_in_the_readers_language_or_in_bokmal(client, installation):
    NewsFactory(title="Ny samling", slug="ny")
    assert "Ny samling" in client.get("/nyheter/").text
    assert "Ny samling" in client.get("/en/nyheter/").text
    assert 'lang="nb"' in client.get("/en/nyheter/ny/").text
    assert client.get("/nyheter/finnes-ikke/").status_code == 404
