"""The coordinator's pages: a token shown once, groups that wait, and what a group stands for."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tryggby.ground.door import today
from tryggby.organisations.door import Membership
from tryggby.people.factories import PersonFactory
from tryggby.scim.actions import set_rule
from tryggby.scim.factories import ScimGroupFactory
from tryggby.scim.models import GroupRule, ScimGroup, ScimToken

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def as_kari(city):
    client = Client()
    client.force_login(city.kari, BACKEND)
    return client


def new_token(city, **more):
    return {"organisation": city.lyngvik.key, "name": "Entra", "expires_on": today() + dt.timedelta(days=30)} | more


def test_a_token_is_shown_once_and_opens(as_kari, city):
    page = as_kari.post("/oppsett/scim/nokler/ny/", new_token(city, once="a" * 20))
    secret = re.search(r"data-secret>(tryggby-[\w-]{43})<", page.text)[1]
    assert "no-store" in page["Cache-Control"]
    token = ScimToken.objects.get(name="Entra", made_by=city.kari, expires_on=today() + dt.timedelta(days=30))
    assert secret not in str(vars(token)) and token.ending == secret[-4:]
    assert Client().get("/scim/v2/Users", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    again = as_kari.post("/oppsett/scim/nokler/ny/", new_token(city, once="a" * 20), follow=True)
    assert secret not in again.text and "lag en ny" in again.text
    assert ScimToken.objects.filter(expires_on=token.expires_on).count() == 1
    page = as_kari.get("/oppsett/scim/").text
    assert secret not in page and f"…{token.ending}" in page


@pytest.mark.parametrize("days", [-1, 1000])
def test_a_token_has_a_sensible_end(as_kari, city, days):
    answer = as_kari.post("/oppsett/scim/nokler/ny/", new_token(city, expires_on=today() + dt.timedelta(days=days)))
    assert answer.status_code == 422
    assert "inntil to år" in answer.text and 'value="Entra"' in answer.text


def test_a_token_is_revoked(as_kari, city):
    path = f"/oppsett/scim/nokler/{city.token.key}/tilbaketrekking/"
    assert "Trekke tilbake" in as_kari.get(path).text
    assert as_kari.post(path).status_code == 302
    assert city.entra.ask("GET", "Users").status_code == 401
    city.token.refresh_from_db()
    assert (city.token.state, city.token.revoked_by) == ("revoked", city.kari)


def test_a_group_is_mapped_moved_and_let_go(as_kari, city):
    key = city.entra.add_group("Lærere", city.entra.add_user())
    page = as_kari.get("/oppsett/scim/").text
    assert "Lærere" in page and "Vi gjetter ikke" in page
    path = f"/oppsett/scim/grupper/{key}/"
    assert "nora@lyngvik.example" in as_kari.get(path).text
    assert as_kari.post(path, {"unit": "", "role": ""}).status_code == 422
    assert as_kari.post(path, {"unit": city.foreign.key, "role": "employee"}).status_code == 422
    assert not GroupRule.objects.exists()
    for unit, role in ((city.school, "employee"), (city.nursery, "leader")):
        assert as_kari.post(path, {"unit": unit.key, "role": role}).status_code == 302
        held = Membership.objects.live().get(person__email="nora@lyngvik.example")
        assert (held.unit, held.role) == (unit, role)
    assert GroupRule.objects.count() == 2
    assert "Ingen grupper venter" in as_kari.get("/oppsett/scim/").text
    assert "Myra barnehage" in as_kari.get(path + "slutt/").text
    as_kari.post(path + "slutt/")
    assert not Membership.objects.live().filter(person__email="nora@lyngvik.example").exists()
    assert as_kari.get(path + "slutt/").status_code == 404


def test_what_needs_a_look_is_told(as_kari, city):
    key = city.entra.add_group("Lærere", city.entra.add_user(userName="nora-dahl"))
    set_rule(by=city.kari, group=ScimGroup.objects.get(key=key), unit=city.school, role="employee")
    assert "nora-dahl: Mangler en e-postadresse" in as_kari.get("/oppsett/scim/").text


def test_to_others_the_pages_are_not_there(city):
    group = ScimGroupFactory(organisation=city.lyngvik)
    for person in (city.siri, PersonFactory()):
        client = Client()
        client.force_login(person, BACKEND)
        for path in (
            f"nokler/{city.token.key}/tilbaketrekking/",
            f"grupper/{group.key}/",
            f"grupper/{group.key}/slutt/",
        ):
            assert client.get(f"/oppsett/scim/{path}").status_code == 404
            assert client.post(f"/oppsett/scim/{path}", {}).status_code == 404
    assert client.get("/oppsett/scim/").status_code == 404
    client.force_login(city.siri, BACKEND)
    assert group.display_name not in client.get("/oppsett/scim/").text
    assert client.post("/oppsett/scim/nokler/ny/", new_token(city)).status_code == 422


def test_the_page_costs_the_same_with_one_and_three(as_kari, city, django_assert_num_queries):
    def add(number):
        unmapped = ScimGroupFactory(organisation=city.lyngvik)
        mapped = ScimGroupFactory(organisation=city.lyngvik)
        set_rule(by=city.kari, group=mapped, unit=city.school, role="employee")
        city.entra.add_group(f"G{number}", city.entra.add_user(f"Person{number}"))
        return unmapped

    add(1)
    as_kari.get("/oppsett/scim/")
    with CaptureQueriesContext(connection) as one:
        as_kari.get("/oppsett/scim/")
    cost = len(one.captured_queries)
    add(2)
    add(3)
    with django_assert_num_queries(cost):
        as_kari.get("/oppsett/scim/")
