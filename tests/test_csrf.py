"""Forms on pages without a referrer: our own come through, foreign ones do not."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def post(secure=False, **headers):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/logg-inn/", secure=secure)
    token = client.cookies["csrftoken"].value
    assert page.status_code == 200
    return client.post(
        "/logg-inn/", {"demo": "nobody", "csrfmiddlewaretoken": token}, secure=secure, headers=headers
    ).status_code


def test_a_form_on_our_own_page_comes_through():
    assert post(origin="null", sec_fetch_site="same-origin") != 403
    assert post(origin="null", sec_fetch_site="same-origin", secure=True) != 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_from_elsewhere_is_refused(site):
    assert post(origin="null", sec_fetch_site=site) == 403


def test_a_hidden_origin_without_the_browsers_word_is_refused_over_https():
    assert post(origin="null", secure=True) == 403


def test_a_foreign_origin_is_refused():
    assert post(origin="https://evil.example", sec_fetch_site="same-origin") == 403


def test_a_missing_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/logg-inn/", {"demo": "x"}, headers={"origin": "null", "sec-fetch-site": "same-origin"})
    assert response.status_code == 403
