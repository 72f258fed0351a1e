"""The editors' overview: what needs care, in words, at the price of one list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tryggby.knowledge.factories import ArticleFactory
from tryggby.knowledge.models import ExpertReview, Shipment

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor, BACKEND)
    return client


def test_the_list_says_what_needs_care(desk):
    ArticleFactory(title="Uten kilder", sources=[], markdown="Vi er her.", review_on="2020-01-01")
    page = desk.get("/redaksjon/kunnskap/").content.decode()
    for words in ("Uten kilder", "Kilder mangler", "Faglig kontroll gjenstår", "Skulle vært kontrollert igjen"):
        assert words in page


def test_the_list_costs_the_same_for_one_and_three(desk):
    ArticleFactory()
    counts = []
    for _round in range(2):
        desk.get("/redaksjon/kunnskap/")
        with CaptureQueriesContext(connection) as caught:
            desk.get("/redaksjon/kunnskap/")
        counts.append(len(caught))
        ArticleFactory()
        ArticleFactory()
    assert counts[0] == counts[1]


def test_a_control_is_noted_and_bad_input_is_kept(desk, editor):
    article = ArticleFactory()
    address = f"/redaksjon/kunnskap/kontroll/{article.pk}/"
    wrong = desk.post(address, {"reviewer": "Kari Lie", "on": "2099-01-01", "note": "Bra"})
    assert wrong.status_code == 422 and "Kari Lie" in wrong.content.decode()
    assert desk.post(address, {"reviewer": "Kari Lie, psykolog", "on": "2026-11-01"}).status_code == 302
    assert ExpertReview.objects.get().recorded_by == editor


def test_a_newer_edition_that_is_gone_says_so(desk):
    article = ArticleFactory()
    Shipment.objects.create(
        language="nb", slug="finnes-ikke", page_id=article.pk, digest="a", offered="b", offered_at=timezone.now()
    )
    assert "En ny utgave finnes" in desk.get("/redaksjon/kunnskap/").content.decode()
    assert desk.post(f"/redaksjon/kunnskap/utgave/{article.pk}/").headers["Location"] == "/redaksjon/kunnskap/"


@pytest.mark.parametrize("path", ["", "kontroll/1/", "utgave/1/"])
def test_others_find_nothing(client, installation, path):
    from tryggby.people.factories import PersonFactory

    client.force_login(PersonFactory(), BACKEND)
    assert client.get(f"/redaksjon/kunnskap/{path}").status_code == 404
    assert client.post(f"/redaksjon/kunnskap/{path}").status_code == 404
