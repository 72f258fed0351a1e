"""What we said we would try is owed until we say how it went: to the children, the public and the leader."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from tryggby.ground.door import today
from tryggby.insight.door import leader_steps, read_unit
from tryggby.voices import actions
from tryggby.voices.factories import advice_for
from tryggby.voices.models import Advice
from tryggby.voices.seen import debt
from tryggby.voices.tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def tried(fjell, randi, kari):
    """Advice that everybody can read; Randi promised to have tried it within a week."""
    advice = advice_for(fjell, by=kari)
    day = today() + dt.timedelta(days=7)
    actions.reply_to_advice(by=randi, advice=advice, state="trying", text="Vi prøver.", owner="Rektor", due_on=day)
    return actions.publish_advice(by=randi, advice=advice)


def later(days: int):
    """So many days on."""
    return time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days))


def test_until_its_day_nothing_is_owed(tried, randi):
    with later(7):
        assert debt(Advice.objects.all()) == {"number": 0, "days": 0, "late": 0, "promised": 0}
        page = Client().get("/barna-sa/").content.decode()
        assert "skulle vært klart" not in page and "har et svar" in page
        assert tried.paraphrase not in signed_in(randi).get("/barnas-rad/").content.decode()


def test_past_its_day_everybody_sees_it_and_the_leader_is_asked(tried, fjell, randi):
    with later(8):
        assert debt(Advice.objects.all()) == {"number": 0, "days": 0, "late": 1, "promised": 1}
        page = Client().get("/barna-sa/?n=1").content.decode()
        assert "skulle vært klart" in page and "1 ting vi skulle ha prøvd" in page
        own = signed_in(randi).get("/barnas-rad/").content.decode()
        assert tried.paraphrase in own and "1 ting vi skulle ha prøvd" in own
        (step, *_others) = leader_steps(read_unit(fjell.key, ""), randi)
        assert (step.rule, step.title) == ("advice", "Fortell barna hvordan det gikk")


def test_a_newer_answer_pays_it(tried, fjell, randi):
    with later(8):
        actions.reply_to_advice(by=randi, advice=tried, state="done", text="Det er gjort.", owner="Rektor")
        assert debt(Advice.objects.all())["promised"] == 0 and not Advice.objects.owed(today()).exists()
        assert "skulle vært klart" not in Client().get("/barna-sa/?n=2").content.decode()


def test_what_was_taken_back_is_owed_to_nobody(tried, randi):
    actions.withdraw_advice(by=randi, advice=tried)
    with later(8):
        assert debt(Advice.objects.all())["promised"] == 0
