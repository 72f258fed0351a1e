"""The endpoint: whose token, what it reaches, versions, bulk, what Entra sends, and hostile requests."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.scim.actions import revoke_token
from tryggby.scim.models import ScimAccount, ScimGroup, ScimToken
from tryggby.scim.protocol import filters, reading
from tryggby.scim.tests.conftest import ENTERPRISE, GROUP, PATCH, USER

BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer feil", "Basic dHJ5Z2dieQ==", "Bearer " + "x" * 4000])
def test_without_a_token_nothing_is_told(city, header):
    for path in ("Users", "ServiceProviderConfig", "finnes-ikke"):
        answer = Client().get(f"/scim/v2/{path}", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/scim+json"
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_or_old_token_opens_nothing(city):
    assert city.entra.ask("GET", "Users").status_code == 200
    revoke_token(by=city.kari, token=city.token)
    assert city.entra.ask("GET", "Users").status_code == 401
    ScimToken.objects.update(revoked_at=None, revoked_by=None, expires_on="2026-01-01")
    assert city.entra.ask("GET", "Users").status_code == 401


def test_a_session_is_no_token_and_no_cookie_is_set(city, client):
    client.force_login(city.kari, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/scim/v2/Users").status_code == 401
    answer = Client().get("/scim/v2/Users", headers={"Authorization": "Bearer tryggby-lyngvik"})
    assert (answer.status_code, dict(answer.cookies), answer["Cache-Control"]) == (200, {}, "no-store")


def test_a_page_of_another_site_is_turned_away(city):
    client = Client(enforce_csrf_checks=True)
    headers = {"Authorization": "Bearer tryggby-lyngvik"}
    body = json.dumps({"schemas": [USER], "userName": "nora"})
    ask = {"content_type": "application/scim+json"}
    assert client.post("/scim/v2/Users", body, headers=headers, **ask).status_code == 201
    foreign = headers | {"Origin": "https://ond.example"}
    assert client.post("/scim/v2/Users", body, headers=foreign, **ask).status_code == 403


@pytest.mark.shows("drills.4")
def test_one_organisations_token_reaches_none_of_anothers(city):
    nora = city.entra.add_user()
    group = city.entra.add_group("Lærere", nora)
    for kind, key in (("Users", nora), ("Groups", group)):
        assert city.neighbour.ask("GET", f"{kind}/{key}").status_code == 404
        assert city.neighbour.ask("DELETE", f"{kind}/{key}").status_code == 404
        assert city.neighbour.patch(f"{kind}/{key}", ("replace", "displayName", "x")).status_code == 404
        assert city.neighbour.ask("GET", kind).body["totalResults"] == 0
    body = {"schemas": [GROUP], "displayName": "Tyv", "members": [{"value": nora}]}
    assert city.neighbour.ask("POST", "Groups", body).status_code == 400
    assert not ScimGroup.objects.filter(organisation=city.steinvik).exists()
    assert city.neighbour.add_user() != nora


def test_a_user_name_is_one_accounts_whatever_the_case(city):
    city.entra.add_user()
    answer = city.entra.ask("POST", "Users", {"schemas": [USER], "userName": "NORA@lyngvik.example"})
    assert (answer.status_code, answer.body["scimType"]) == (409, "uniqueness")
    emil = city.entra.add_user("Emil")
    answer = city.entra.patch(f"Users/{emil}", ("replace", "userName", "nora@lyngvik.example"))
    assert (answer.status_code, answer.body["scimType"]) == (409, "uniqueness")


def test_what_we_have_no_use_for_is_never_stored(city):
    nora = city.entra.add_user(phoneNumbers=[{"value": "99 99 99 99", "type": "work"}], nickName="Nusse")
    answer = city.entra.patch(f"Users/{nora}", ("Add", 'phoneNumbers[type eq "mobile"].value', "99 99 99 99"))
    assert answer.status_code == 204
    row = ScimAccount.objects.get()
    assert "99 99" not in json.dumps(row.body) and "Nusse" not in json.dumps(row.body)
    assert set(row.body) == {"schemas", "userName", "name", "active"}


def test_what_entra_sends_is_understood(city):
    nora = city.entra.add_user()
    chief = city.entra.add_user("Lise")
    answer = city.entra.patch(
        f"Users/{nora}",
        ("Add", f"{ENTERPRISE}:department", "Oppvekst"),
        ("Add", f"{ENTERPRISE}:manager", chief),
        ("Replace", None, {"active": "False", "name.familyName": "Berg", f"{ENTERPRISE}:costCenter": "4100"}),
        ("Add", 'emails[type eq "work"].value', "nora@lyngvik.example"),
    )
    assert answer.status_code == 204, answer.body
    body = city.entra.ask("GET", f"Users/{nora}").body
    assert (body["active"], body["name"]["familyName"], body["emails"][0]["type"]) == (False, "Berg", "work")
    assert body[ENTERPRISE]["department"] == "Oppvekst"
    assert body[ENTERPRISE]["manager"]["value"] == chief
    group = city.entra.add_group("Lærere", nora, chief)
    told = {"schemas": [PATCH], "Operations": [{"op": "Remove", "path": "members", "value": [{"value": nora}]}]}
    assert city.entra.ask("PATCH", f"Groups/{group}", told).status_code == 204
    members = city.entra.ask("GET", f"Groups/{group}").body["members"]
    assert [member["value"] for member in members] == [chief]
    assert "members" not in city.entra.ask("GET", f"Groups/{group}?excludedAttributes=members").body


def test_a_version_that_is_not_the_newest_is_refused(city):
    nora = city.entra.add_user()
    first = city.entra.ask("GET", f"Users/{nora}")["ETag"]
    assert city.entra.patch(f"Users/{nora}", ("replace", "title", "A"), **{"If-Match": first}).status_code == 204
    assert city.entra.patch(f"Users/{nora}", ("replace", "title", "B"), **{"If-Match": first}).status_code == 412
    assert city.entra.ask("GET", f"Users/{nora}").body["title"] == "A"
    now = city.entra.ask("GET", f"Users/{nora}")["ETag"]
    assert city.entra.ask("GET", f"Users/{nora}", **{"If-None-Match": now}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ('userName eq "EMIL@lyngvik.example"', ["emil"]),
        ('externalId eq "e-1" and active eq true', ["emil"]),
        ('name.givenName sw "L"', ["lise"]),
        ('userName eq "emil@lyngvik.example" or userName eq "lise@lyngvik.example"', ["emil", "lise"]),
        (f'{ENTERPRISE}:employeeNumber eq "7"', ["nora"]),
        ('not (userName eq "nora@lyngvik.example")', ["emil", "lise"]),
        ('userName eq "ingen"', []),
    ],
)
def test_filters_find_what_they_say(city, asked, names):
    city.entra.add_user(number="7")
    city.entra.add_user("Emil", externalId="e-1")
    city.entra.add_user("Lise", active=False)
    found = city.entra.ask("POST", "Users/.search", {"filter": asked}).body
    assert sorted(user["userName"].split("@")[0] for user in found.get("Resources", [])) == names
    assert found["totalResults"] == len(names)


def test_pages_follow_each_other(city):
    keys = [city.entra.add_user(f"P{number}") for number in range(5)]
    found = []
    for start in (1, 3, 5):
        page = city.entra.ask("GET", f"Users?startIndex={start}&count=2").body
        assert page["totalResults"] == 5
        found += [user["id"] for user in page["Resources"]]
    assert found == keys


def test_a_page_costs_as_many_queries_whatever_its_length(city, django_assert_num_queries):
    city.entra.add_user("En")
    city.entra.ask("GET", "Users")
    with django_assert_num_queries(5):
        assert city.entra.ask("GET", "Users").body["itemsPerPage"] == 1
    city.entra.add_user("To")
    city.entra.add_user("Tre")
    with django_assert_num_queries(5):
        assert city.entra.ask("GET", "Users").body["itemsPerPage"] == 3


def test_bulk_does_what_it_can_and_says_what_it_could_not(city):
    city.entra.add_user("Emil")
    operations = [
        {"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": [USER], "userName": "nora"}},
        {"method": "POST", "path": "/Users", "bulkId": "b", "data": {"schemas": [USER], "userName": "nora"}},
        {
            "method": "POST",
            "path": "/Groups",
            "bulkId": "c",
            "data": {"schemas": [GROUP], "displayName": "G", "members": [{"value": "bulkId:a"}]},
        },
    ]
    answer = city.entra.ask("POST", "Bulk", {"schemas": [BULK], "Operations": operations})
    assert [row["status"] for row in answer.body["Operations"]] == ["201", "409", "201"]
    assert ScimGroup.objects.get().members.get().account.user_name == "nora"
    many = {"schemas": [BULK], "Operations": operations * 50}
    assert city.entra.ask("POST", "Bulk", many).status_code == 413
    assert ScimAccount.objects.count() == 2


def test_each_write_is_in_the_log_with_the_token(city):
    nora = city.entra.add_user()
    city.entra.patch(f"Users/{nora}", ("replace", "title", "Lærer"))
    entry = Entry.objects.filter(verb="change_scim_account").get()
    assert (entry.actor, entry.facts) == (None, {"token": city.token.key, "changed": ["title"]})


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"a":' * 20_000,
        b'{"schemas":' + b"[" * 50_000,
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        json.dumps({"schemas": [USER]}),
        json.dumps({"schemas": [USER], "userName": 5}),
        json.dumps({"schemas": [USER], "userName": ["a"]}),
        json.dumps({"schemas": ["urn:ukjent"], "userName": "a"}),
        json.dumps({"schemas": USER, "userName": "a"}),
        json.dumps({"schemas": [USER], "userName": "a\u0000b"}),
        json.dumps({"schemas": [USER], "userName": "x" * 256}),
        json.dumps({"schemas": [USER], "userName": "a", "title": "x" * 100_000}),
        json.dumps({"schemas": [USER], "userName": "a", "active": "kanskje"}),
        json.dumps({"schemas": [USER], "userName": "a", "emails": "a@b.example"}),
        json.dumps({"schemas": [USER], "userName": "a", "emails": [{"value": "a@b.example"}] * 1000}),
        json.dumps({"schemas": [USER], "userName": "a", "name": {"givenName": {"x": 1}}}),
    ],
)
def test_what_makes_no_sense_is_refused_whole(city, body):
    answer = city.entra.ask("POST", "Users", body)
    assert answer.status_code == 400, answer.body
    assert answer.body["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert not ScimAccount.objects.exists()


@pytest.mark.shows("drills.4")
def test_what_is_too_large_is_refused_unread(city):
    answer = city.entra.ask("POST", "Users", b" " * (1024 * 1024 + 1))
    assert answer.status_code == 413
    assert city.entra.ask("POST", "Users", b" " * (6 * 1024 * 1024)).status_code == 413


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("(" * 900 + 'title eq "a"' + ")" * 900, {200, 400}),
        ("not (" * 300 + 'title eq "a"' + ")" * 300, {200, 400}),
        ('title eq "' + "a" * 3000 + '"', {400}),
        ("userName", {400}),
        ('userName eq "a" or', {400}),
        ("finnes.ikke eq 1", {200, 400}),
        ("'; DROP TABLE scim_scimaccount; --", {400}),
        ('userName eq "\u0000"', {200, 400}),
    ],
)
def test_hostile_filters_are_answered_calmly(city, asked, status):
    city.entra.add_user()
    answer = city.entra.client.get(
        "/scim/v2/Users", {"filter": asked}, headers={"Authorization": f"Bearer {city.entra.secret}"}
    )
    assert answer.status_code in status
    assert ScimAccount.objects.count() == 1


def test_a_filter_that_would_look_at_everybody_is_refused(city, monkeypatch):
    monkeypatch.setattr(filters, "MOST_TRIED", 1)
    city.entra.add_user()
    city.entra.add_user("Emil")
    answer = city.entra.ask("GET", 'Users?filter=title eq "x"')
    assert (answer.status_code, answer.body["scimType"]) == (400, "tooMany")
    assert city.entra.ask("GET", 'Users?filter=userName eq "emil@lyngvik.example"').body["totalResults"] == 1


def test_too_many_requests_are_asked_to_wait(city, monkeypatch):
    monkeypatch.setattr(reading, "MOST_A_MINUTE", 2)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    statuses = [city.entra.ask("GET", "Users").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_guessing_tokens_is_slowed_down(city, monkeypatch):
    monkeypatch.setattr(reading, "MOST_WRONG", 2)
    statuses = [Client().get("/scim/v2/Users").status_code for _ in range(3)]
    assert statuses == [401, 401, 429]
    assert city.entra.ask("GET", "Users").status_code == 200


@pytest.mark.parametrize("path", ["Me", "Users/finnes-ikke", "Ukjent", "Users/a/b", "../../start/"])
def test_what_is_not_there_is_told_in_scim(city, path):
    answer = city.entra.ask("GET", path)
    assert answer.status_code in (404, 501)
