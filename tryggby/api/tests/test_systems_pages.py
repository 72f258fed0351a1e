"""The coordinator's pages: tokens and webhooks made, shown once and ended; deliveries seen and sent again."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tryggby.api.factories import ApiTokenFactory, WebhookFactory
from tryggby.api.models import ApiToken, Webhook
from tryggby.ground.door import today
from tryggby.outbox.door import Delivery
from tryggby.people.factories import PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def as_kari(city):
    client = Client()
    client.force_login(city.kari, BACKEND)
    return client


def new_token(city, **more):
    until = today() + dt.timedelta(days=30)
    return {"organisation": city.lyngvik.key, "name": "HR", "scopes": ["units:read"], "expires_on": until} | more


def new_webhook(city, **more):
    told = {"organisation": city.lyngvik.key, "name": "HR", "address": "https://8.8.8.8/webhook"}
    return told | {"tells": ["unit.changed"]} | more


def delivery_of(webhook, number=0, **more):
    return Delivery.objects.create(
        once=f"{webhook.pk}:{number}",
        to=webhook.address,
        signer=webhook.key,
        kind="unit.changed",
        about=webhook.about,
        body="{}",
        **more,
    )


def test_a_token_is_shown_once_and_opens(as_kari, city):
    page = as_kari.post("/oppsett/api/nokler/ny/", new_token(city, once="a" * 20))
    secret = re.search(r"data-secret>(tryggby-[\w-]{43})<", page.text)[1]
    assert "no-store" in page["Cache-Control"]
    token = ApiToken.objects.get(name="HR")
    assert secret not in str(vars(token)) and token.scopes == ["units:read"]
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/units", headers=headers).status_code == 200
    assert Client().get("/api/v1/completions", headers=headers).status_code == 403
    again = as_kari.post("/oppsett/api/nokler/ny/", new_token(city, once="a" * 20), follow=True)
    assert secret not in again.text and "lag en ny" in again.text
    page = as_kari.get("/oppsett/api/").text
    assert secret not in page and f"…{token.ending}" in page


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"scopes": ["alt"]}, {"expires_on": "2020-01-01"}, {"name": ""}])
def test_a_token_that_makes_no_sense_keeps_what_was_typed(as_kari, city, wrong):
    answer = as_kari.post("/oppsett/api/nokler/ny/", new_token(city, **wrong))
    assert answer.status_code == 422
    assert "name" in wrong or 'value="HR"' in answer.text


def test_a_token_is_revoked(as_kari, city):
    path = f"/oppsett/api/nokler/{city.token.key}/tilbaketrekking/"
    assert "Trekke tilbake" in as_kari.get(path).text
    assert as_kari.post(path).status_code == 302
    assert city.mine.ask("units").status_code == 401
    city.token.refresh_from_db()
    assert (city.token.state, city.token.revoked_by) == ("revoked", city.kari)


def test_a_webhooks_secret_is_shown_once(as_kari, city, settings):
    settings.DEMO = False
    page = as_kari.post("/oppsett/api/webhooker/ny/", new_webhook(city, once="b" * 20))
    secret = re.search(r"data-secret>(whsec_[\w+/=]{44})<", page.text)[1]
    webhook = Webhook.objects.get()
    again = as_kari.post("/oppsett/api/webhooker/ny/", new_webhook(city, once="b" * 20), follow=True)
    assert secret not in again.text and Webhook.objects.count() == 1
    assert secret not in as_kari.get(f"/oppsett/api/webhooker/{webhook.key}/").text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://kunnskap.example/", "https://"),
        ("https://10.0.0.8/webhook", "lukket nett"),
        ("https://[::1]/", "lukket nett"),
        ("https://[::1", "kan ikke leses"),
        ("https://kunnskap.invalid/", "finner ikke adressen"),
        ("https://bruker:ord@kunnskap.example/", "brukernavn"),
        ("http://127.0.0.1:8000/", "https://"),
    ],
)
def test_an_address_that_may_not_be_spoken_to_is_not_written_down(as_kari, city, settings, address, words):
    settings.DEMO = False
    answer = as_kari.post("/oppsett/api/webhooker/ny/", new_webhook(city, address=address))
    assert answer.status_code == 422 and words in answer.text and address in answer.text
    assert not Webhook.objects.exists()


def test_deliveries_are_seen_and_a_dead_one_is_sent_again(as_kari, city):
    webhook = WebhookFactory(organisation=city.lyngvik)
    dead = delivery_of(webhook, 1, state="dead", last_status=503, tries=24)
    delivery_of(webhook, 2, tries=2, last_error="slow")
    assert "0 tatt imot, 1 venter, 1 gitt opp" in as_kari.get("/oppsett/api/").text
    page = as_kari.get(f"/oppsett/api/webhooker/{webhook.key}/").text
    assert "Svarte med 503" in page and "Svarte ikke i tide" in page and page.count("Prøv igjen") == 1
    as_kari.post(f"/oppsett/api/webhooker/{webhook.key}/{dead.key}/")
    dead.refresh_from_db()
    assert (dead.state, dead.tries) == ("queued", 0)


def test_a_webhook_is_ended(as_kari, city):
    webhook = WebhookFactory(organisation=city.lyngvik)
    delivery_of(webhook)
    path = f"/oppsett/api/webhooker/{webhook.key}/slutt/"
    assert "Avslutte webhooken" in as_kari.get(path).text
    assert as_kari.post(path).status_code == 302
    assert "Avsluttet" in as_kari.get("/oppsett/api/").text
    assert as_kari.get(path).status_code == 404 and not Delivery.objects.exists()


def test_to_others_the_pages_are_not_there(city):
    webhook = WebhookFactory(organisation=city.lyngvik)
    dead, mine = delivery_of(webhook, 1, state="dead"), WebhookFactory(organisation=city.steinvik)
    paths = [
        f"nokler/{city.token.key}/tilbaketrekking/",
        f"webhooker/{webhook.key}/",
        f"webhooker/{webhook.key}/slutt/",
    ]
    paths += [f"webhooker/{webhook.key}/{dead.key}/", f"webhooker/{mine.key}/{dead.key}/"]
    for person in (city.siri, PersonFactory()):
        client = Client()
        client.force_login(person, BACKEND)
        for path in paths:
            assert client.get(f"/oppsett/api/{path}").status_code in {404, 405}
            assert client.post(f"/oppsett/api/{path}").status_code in {404, 405}
    assert client.get("/oppsett/api/").status_code == 404
    client.force_login(city.siri, BACKEND)
    assert client.post("/oppsett/api/webhooker/ny/", new_webhook(city)).status_code == 422
    page = client.get("/oppsett/api/").text
    assert webhook.key not in page and city.token.key not in page and mine.key in page
    dead.refresh_from_db()
    assert dead.state == "dead"


def test_the_page_costs_the_same_with_one_and_three(as_kari, city, django_assert_num_queries):
    def add(number):
        ApiTokenFactory(organisation=city.lyngvik)
        delivery_of(WebhookFactory(organisation=city.lyngvik), number)

    add(1)
    as_kari.get("/oppsett/api/")
    with CaptureQueriesContext(connection) as one:
        as_kari.get("/oppsett/api/")
    add(2)
    add(3)
    with django_assert_num_queries(len(one.captured_queries)):
        as_kari.get("/oppsett/api/")
