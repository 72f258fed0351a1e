"""The editors' place: closed for everybody but the owner's editors of today, and nothing leaves the house."""

import datetime as dt
import re

import pytest
from django.template import engines
from django.urls import URLPattern, get_resolver
from wagtail.models import Page

from tryggby.ground.door import today
from tryggby.knowledge.factories import ArticleFactory
from tryggby.knowledge.models import Article, Section
from tryggby.knowledge.tree import folder
from tryggby.organisations.door import Appointment
from tryggby.organisations.factories import AppointmentFactory, OrganisationFactory
from tryggby.people.door import Person
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
VALUES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12}


def wagtail_paths():
    """Every address of Wagtail's, with something in place of its arguments."""

    def walk(resolver, before):
        for piece in resolver.url_patterns:
            route = before + str(piece.pattern)
            if isinstance(piece, URLPattern):
                yield route
            else:
                yield from walk(piece, route)

    top = next(p for p in get_resolver().url_patterns if str(p.pattern) == "redaksjon/" and hasattr(p, "url_patterns"))
    for route in walk(top, "redaksjon/"):
        path = re.sub(r"\(\?P<\w+>[^)]*\)", "1", route).replace("^.*/$", "hva/som/helst/")
        path = re.sub(r"<(?:(\w+):)?\w+>", lambda found: VALUES.get(found[1] or "str", "x"), path)
        yield "/" + re.sub(r"[\^$\\]", "", path)


@pytest.fixture(autouse=True)
def _templates_as_they_run(monkeypatch):
    """Wagtail's templates lean on undefined variables being empty before filters; ours are strict elsewhere."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


PATHS = sorted(set(wagtail_paths()))


def _as(client, person):
    client.force_login(person, BACKEND)
    return client


def test_there_are_addresses_to_close():
    assert len(PATHS) > 100


def test_visitors_are_asked_to_sign_in(client, installation):
    faults = [path for path in PATHS if not client.get(path).headers.get("Location", "").startswith("/logg-inn/")]
    assert not faults


@pytest.mark.parametrize("roles", [[], sorted(set(Appointment.Role.values) - {"editor"})], ids=["none", "others"])
def test_nobody_but_editors_finds_anything(client, installation, roles):
    person = PersonFactory()
    for role in roles:
        AppointmentFactory(person=person, organisation=installation.owner, role=role)
    _as(client, person)
    answers = {
        (path, method): getattr(client, method)(path).status_code for path in PATHS for method in ("get", "post")
    }
    assert not [asked for asked, status in answers.items() if status != 404]


def test_an_editor_of_another_organisation_finds_nothing(client, installation):
    person = PersonFactory()
    AppointmentFactory(person=person, organisation=OrganisationFactory(), role=Appointment.Role.EDITOR)
    assert _as(client, person).get("/redaksjon/").status_code == 404


def test_the_door_closes_with_the_appointment(client, editor):
    assert _as(client, editor).get("/redaksjon/").status_code == 200
    editor.appointments.update(since=today() - dt.timedelta(days=9), until=today() - dt.timedelta(days=1))
    _as(client, Person.objects.get(pk=editor.pk))
    assert client.get("/redaksjon/").status_code == 404
    assert client.get("/redaksjon/pages/").status_code == 404


def test_only_here_the_policy_is_relaxed_and_only_for_this_host(client, editor):
    response = _as(client, editor).get("/redaksjon/")
    policy = response.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy and "http" not in policy and "unsafe-eval" not in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    other = client.get("/redaksjon/kunnskap/")
    assert "unsafe" not in other.headers["Content-Security-Policy"] and other.headers["X-Frame-Options"] == "DENY"
    page = response.content.decode()
    assert "gravatar" not in page and "releases.wagtail" not in page


@pytest.mark.parametrize(
    "path",
    [
        "",
        "images/",
        "snippets/knowledge/term/",
        "snippets/knowledge/theme/add/",
        "snippets/knowledge/film/add/",
        "account/",
    ],
)
def test_what_editors_use_opens(client, editor, path):
    assert _as(client, editor).get(f"/redaksjon/{path}").status_code == 200


@pytest.mark.parametrize(("kind", "place"), [("news", "nyheter"), ("plainpage", "sider"), ("article", "kunnskap")])
def test_no_text_is_offered_a_date_to_go_out_by(client, editor, kind, place):
    """Nothing publishes by the clock, so nobody may be led to wait for it."""
    page = _as(client, editor).get(f"/redaksjon/pages/add/knowledge/{kind}/{folder(place, 'nb').pk}/")
    assert page.status_code == 200
    assert "go_live_at" not in page.text and "tidsplan" not in page.text


@pytest.mark.parametrize("path", ["users/", "groups/", "sites/", "workflows/list/", "collections/"])
def test_people_and_machinery_are_not_editors_business(client, editor, path):
    assert _as(client, editor).get(f"/redaksjon/{path}").status_code in {302, 404}


def test_an_editor_sees_how_the_text_stands(client, editor):
    article = ArticleFactory(sources=[], markdown="Vi er her.", editor_notes="En jurist skal lese.")
    page = _as(client, editor).get(f"/redaksjon/pages/{article.pk}/edit/")
    assert page.status_code == 200
    for words in ("LIX", "Kilder mangler", "Faglig kontroll gjenstår", "Notat: En jurist skal lese."):
        assert words in page.content.decode()


def test_the_preview_is_the_public_page_in_a_frame(client, editor):
    article = ArticleFactory()
    _as(client, editor)
    shown = client.get(f"/redaksjon/pages/{article.pk}/view_draft/")
    assert shown.status_code == 200 and "Vi sier hva som skal skje." in shown.content.decode()
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_folders_are_not_made_by_hand(editor, client):
    ArticleFactory()
    assert not any(Section.can_create_at(page) for page in Page.objects.all())
    assert Article.can_create_at(Section.objects.get(slug="kunnskap", locale__language_code="nb"))


def test_a_theme_has_plain_fields_for_each_language(client, editor):
    html = _as(client, editor).get("/redaksjon/snippets/knowledge/theme/add/").text
    for name in ("name", "summary", "name_nn", "summary_nn", "name_en", "summary_en"):
        assert f'name="{name}"' in html
    assert "JSON" not in html and "{&quot;nn&quot;" not in html
