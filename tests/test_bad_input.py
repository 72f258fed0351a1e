"""What goes wrong is answered with a kind page and the right number: help is there, and nothing is given away."""

from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from django.test import Client
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500  # noqa: F401 (read by the resolver)
from tryggby.organisations.factories import InstallationFactory
from tryggby.ui.door import public

ERRORS = {"vekk": Http404, "nei": PermissionDenied, "base": OperationalError, "feil": ZeroDivisionError}


@public
def breaks(request, how: str):
    """A page that cannot be made."""
    raise ERRORS[how]("hemmelig feilmelding")


urlpatterns = [path("brekk/<slug:how>/", breaks)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("how", "status"), [("vekk", 404), ("nei", 403), ("base", 503), ("feil", 500)])
def test_a_page_that_breaks_is_kind(how, status, caplog):
    answer = Client(raise_request_exception=False).get(f"/brekk/{how}/")
    assert answer.status_code == status
    assert "hemmelig" not in answer.text
    assert "tel:112" in answer.text and "tel:116111" in answer.text
    assert answer.text.count("<h1") == 1
    assert answer["Cache-Control"] == "private, no-store"
    if status == 503:
        assert answer["Retry-After"] == "60"
        assert 'href="/hjelp/"' in answer.text


@pytest.fixture
def installation(db):
    return InstallationFactory(owner__name="Solvik kommune")


@pytest.mark.parametrize("address", ["/finnes-ikke/", "/xx/", "/arrangementer/finnes-ikke/", "/%00/", "/" + "a" * 5000])
def test_a_broken_link_is_a_kind_page(installation, address):
    answer = Client().get(address, follow=True)
    assert answer.status_code == 404
    assert "Vi finner ikke siden" in answer.text and "tel:116111" in answer.text


def test_an_unknown_host_is_a_bad_request(installation):
    answer = Client(headers={"host": "evil.example"}).get("/")
    assert answer.status_code == 400
    assert "Vi forsto ikke" in answer.text


@pytest.mark.parametrize("body", [{"text": "x" * (5 * 1024 * 1024 + 1)}, {str(n): "x" for n in range(4001)}])
def test_too_much_is_told_so(installation, body):
    answer = Client().post("/si-fra/", urlencode(body), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "for stor" in answer.text and "tel:116111" in answer.text


def test_a_form_from_another_site_is_refused_kindly(installation):
    answer = Client(enforce_csrf_checks=True).post(
        "/si-fra/", {"text": "x"}, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert "last siden på nytt" in answer.text


def test_a_file_where_none_is_asked_for_does_no_harm(installation, tmp_path):
    path = tmp_path / "x.exe"
    path.write_bytes(b"MZ\0\0")
    with path.open("rb") as file:
        answer = Client().post("/si-fra/", {"text": file, "kind": "question"})
    assert answer.status_code == 422
    assert "Skriv hva det gjelder" in answer.text
