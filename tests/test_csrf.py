"""Forms on pages without a referrer: our own come through, foreign ones do not, and visitors get no cookie."""

import pytest
from django.test import Client

from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def post(secure=False, **headers):
    """A visitor's form, the one that signs in."""
    client = Client(enforce_csrf_checks=True)
    page = client.get("/logg-inn/", secure=secure)
    assert page.status_code == 200
    assert not page.cookies, "a visitor gets no cookie for a form"
    return client.post("/logg-inn/", {"demo": "nobody"}, secure=secure, headers=headers).status_code


def signed_in(**headers):
    """A form of somebody with a session; with `token` the page's own."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(PersonFactory(), "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/min-side/").status_code == 200
    token = client.cookies["csrftoken"].value
    given = {"csrfmiddlewaretoken": token} if headers.pop("token") else {}
    return client.post("/min-side/logg-ut-overalt/", given, headers=headers).status_code


def test_a_form_on_our_own_page_comes_through():
    assert post(origin="null", sec_fetch_site="same-origin") != 403
    assert post(origin="null", sec_fetch_site="same-origin", secure=True) != 403
    assert post(origin="http://testserver") != 403
    assert signed_in(token=True, origin="null", sec_fetch_site="same-origin") != 403


def ask_for_a_code(**headers):
    """The form on the sign-in page that asks for a code by mail."""
    client = Client(enforce_csrf_checks=True)
    assert 'action="/konto/login/code/"' in client.get("/logg-inn/").content.decode()
    return client.post("/konto/login/code/", {"email": PersonFactory().email}, headers=headers)


def test_a_visitor_may_ask_for_a_code_on_the_sign_in_page():
    answer = ask_for_a_code(origin="null", sec_fetch_site="same-origin")
    assert (answer.status_code, answer["Location"]) == (302, "/konto/login/code/confirm/")
    assert ask_for_a_code(origin="null", sec_fetch_site="cross-site").status_code == 403
    assert ask_for_a_code(origin="https://evil.example").status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_from_elsewhere_is_refused(site):
    assert post(origin="null", sec_fetch_site=site) == 403
    assert post(sec_fetch_site=site) == 403
    assert signed_in(token=True, origin="null", sec_fetch_site=site) == 403


def test_a_hidden_origin_without_the_browsers_word_is_refused_over_https():
    assert post(origin="null", secure=True) == 403


def test_a_foreign_origin_is_refused():
    assert post(origin="https://evil.example", sec_fetch_site="same-origin") == 403
    assert signed_in(token=True, origin="https://evil.example", sec_fetch_site="same-origin") == 403


def test_a_missing_token_is_refused_of_whoever_has_a_session():
    assert signed_in(token=False, origin="null", sec_fetch_site="same-origin") == 403
