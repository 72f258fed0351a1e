"""Units and completions: whose token, which scope, what it reaches, pages that skip nothing."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from tryggby.api.actions import revoke_token
from tryggby.api.models import ApiToken
from tryggby.api.protocol import own_data
from tryggby.ground.door import today
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.packages.factories import CompletionFactory
from tryggby.people.factories import PersonFactory

OWN = ("units", "completions")


def finished(city):
    """The part that everybody here finishes."""
    return {"release": city.part.release, "part": city.part.identifier}


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer feil", "Basic dHJ5Z2dieQ==", "Bearer " + "x" * 4000])
def test_without_a_token_nothing_is_told(city, header):
    for path in (*OWN, f"units/{city.school.key}", f"completions/{city.hers.pk}"):
        answer = Client().get(f"/api/v1/{path}", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Cache-Control"] == "no-store" and not answer.cookies


def test_a_revoked_or_old_token_opens_nothing(city):
    assert city.mine.ask("units").status_code == 200
    revoke_token(by=city.kari, token=city.token)
    assert city.mine.ask("units").status_code == 401
    ApiToken.objects.update(revoked_at=None, revoked_by=None, expires_on=today() - dt.timedelta(days=1))
    assert city.mine.ask("units").status_code == 401


def test_a_session_is_no_token(city, client):
    client.force_login(city.kari, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/api/v1/units").status_code == 401


@pytest.mark.parametrize(("scope", "open_path", "shut"), [("units:read", *OWN), ("completions:read", *OWN[::-1])])
def test_a_token_reads_only_what_it_was_made_for(city, scope, open_path, shut):
    ApiToken.objects.filter(pk=city.token.pk).update(scopes=[scope])
    assert city.mine.ask(open_path).status_code == 200
    answer = city.mine.ask(shut)
    assert answer.status_code == 403
    assert answer.body["status"] == 403 and answer.body["detail"] == f"{shut}:read"


@pytest.mark.shows("network.4")
def test_a_token_of_one_organisation_reads_none_of_another(city):
    for system, unit, done, person, other in (
        (city.mine, city.school, city.hers, city.nora, (city.foreign, city.his, city.per)),
        (city.neighbour, city.foreign, city.his, city.per, (city.school, city.hers, city.nora)),
    ):
        assert [one["id"] for one in system.ask("units").body["items"]] == [unit.key]
        found = system.ask("completions")
        assert [one["id"] for one in found.body["items"]] == [str(done.pk)]
        assert found.body["items"][0]["person"]["email"] == person.email
        assert system.ask(f"units/{unit.key}").body["name"] == unit.name
        assert system.ask(f"completions/{done.pk}").body["person"]["id"] == person.key
        foreign_unit, foreign_done, foreigner = other
        assert system.ask(f"units/{foreign_unit.key}").status_code == 404
        assert system.ask(f"completions/{foreign_done.pk}").status_code == 404
        for path in OWN:
            text = system.ask(path).content.decode()
            assert foreigner.email not in text and foreigner.key not in text and foreign_unit.key not in text


def test_what_was_finished_in_another_job_is_not_told(city):
    """Eva came to Lyngvik last week; what she finished in Steinvik before that is not Lyngvik's."""
    eva = PersonFactory(given_name="Eva", external_id="S-99")
    MembershipFactory(person=eva, unit=city.foreign, until=today() - dt.timedelta(days=8))
    MembershipFactory(person=eva, unit=city.school, since=today() - dt.timedelta(days=7))
    before = CompletionFactory(person=eva, **finished(city), at=timezone.now() - dt.timedelta(days=30))
    assert city.mine.ask(f"completions/{before.pk}").status_code == 404
    assert city.neighbour.ask(f"completions/{before.pk}").status_code == 200
    before.delete()
    after = CompletionFactory(person=eva, **finished(city), at=timezone.now())
    found = city.mine.ask(f"completions/{after.pk}").body
    assert found["person"] == {"id": eva.key, "external_id": None, "email": eva.email}
    assert city.neighbour.ask(f"completions/{after.pk}").status_code == 404


def test_who_finished_what_and_when(city):
    one = city.mine.ask("completions").body["items"][0]
    assert one["person"] == {"id": city.nora.key, "external_id": "A-17", "email": city.nora.email}
    assert (one["package"], one["part"]) == (city.part.release.package.identifier, city.part.identifier)
    assert one["version"] == city.part.release.version
    assert one["finished_at"] == city.hers.at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def test_pages_give_every_row_once(city, django_assert_num_queries):
    for _ in range(6):
        person = PersonFactory()
        MembershipFactory(person=person, unit=city.school)
        CompletionFactory(person=person, **finished(city))
        UnitFactory(organisation=city.lyngvik)
    for path in OWN:
        whole = [one["id"] for one in city.mine.ask(path).body["items"]]
        assert len(whole) == 7
        seen, after = [], ""
        while after is not None:
            page = city.mine.ask(f"{path}?limit=3&after={after}").body
            seen += [one["id"] for one in page["items"]]
            after = page["next"]
        assert seen == whole
    for limit in (1, 3):
        with django_assert_num_queries(2):
            city.mine.ask(f"completions?limit={limit}")


def test_since_when(city):
    near, far = (timezone.now() - dt.timedelta(days=days) for days in (1, 3))
    assert city.mine.ask(f"completions?since={far:%Y-%m-%dT%H:%M:%SZ}").body["items"]
    assert not city.mine.ask(f"completions?since={near:%Y-%m-%dT%H:%M:%SZ}").body["items"]
    assert city.mine.ask("completions?since=0001-01-01T00:00:00%2B14:00").body["items"]
    assert not city.mine.ask("completions?since=9999-12-31T23:59:60-14:00").body["items"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=mange", "limit"),
        ("after=tull", "after"),
        ("after=WyJ4Il0", "after"),
        ("after=WzFlOTk5XQ", "after"),
        ("since=i-går", "since"),
        ("since=2026-01-01", "since"),
        ("since=2026-13-01T00:00:00Z", "since"),
    ],
)
def test_what_makes_no_sense_is_said_so(city, query, name):
    answer = city.mine.ask(f"completions?{query}")
    assert (answer.status_code, answer.body["parameters"]) == (422, [name])


@pytest.mark.parametrize(
    ("asked", "language", "words"),
    [
        ("", "nb", "Det finnes ikke her"),
        ("de, en;q=0.4", "en", None),
        ("nn-NO,nb;q=0.5", "nn", None),
        ("no", "nb", "Det finnes ikke her"),
        ("fr", "nb", "Det finnes ikke her"),
    ],
)
def test_a_no_is_in_the_readers_language(city, asked, language, words):
    answer = city.mine.ask("finnes-ikke", **{"Accept-Language": asked})
    assert answer.status_code == 404
    assert answer["Content-Language"] == language
    assert words is None or answer.body["title"] == words


def test_an_answer_that_is_the_same_is_not_sent_again(city):
    first = city.mine.ask("units")
    assert first["Cache-Control"] == "private, no-cache"
    again = city.mine.ask("units", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    UnitFactory(organisation=city.lyngvik)
    assert city.mine.ask("units", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_more_than_anybody_needs_is_turned_away(city, monkeypatch):
    monkeypatch.setattr(own_data, "MOST_A_MINUTE", 3)
    assert [city.mine.ask("units").status_code for _ in range(5)] == [200] * 3 + [429] * 2
    monkeypatch.setattr(own_data, "MOST_WRONG", 3)
    answers = [Client().get("/api/v1/units", headers={"Authorization": "Bearer x"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 2
    assert answers[-1]["Retry-After"] == "60"


def test_a_token_remembers_when_it_was_used(city):
    assert city.token.last_used_at is None
    city.mine.ask("units")
    city.token.refresh_from_db()
    assert city.token.last_used_at is not None
