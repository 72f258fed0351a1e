"""What the cities agree to ask travels in the release, is counted, and is proposed where a channel is set up."""

import re

import pytest
from django.urls import reverse

from tryggby.network.actions import agree_on_question, drop_question, publish_release, set_focus_state, take_in_release
from tryggby.network.factories import signed
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.organisations.factories import AppointmentFactory, UnitFactory
from tryggby.voices.factories import ChannelFactory, ask_in_library

pytestmark = pytest.mark.django_db


def text(page) -> str:
    """What the page says."""
    return re.sub(r"\s+", " ", page.content.decode())


def test_what_was_agreed_is_in_the_release_network_by_network(solvik):
    point = solvik.network.points.get(number=1)
    set_focus_state(by=solvik.leila, point=point, city=solvik.own, state="talking")
    for slug in ("trygg", "hort"):
        agree_on_question(by=solvik.leila, network=solvik.network, slug=slug)
    made = publish_release(by=solvik.leila, city=solvik.own)
    assert content_of(made)["agreed"] == [{"network": solvik.network.slug, "questions": ["hort", "trygg"]}]
    drop_question(by=solvik.leila, network=solvik.network, slug="hort")
    again = publish_release(by=solvik.leila, city=solvik.own)
    assert again != made and content_of(again)["agreed"][0]["questions"] == ["trygg"]


def test_the_page_says_how_many_cities_agreed(solvik, client):
    ask_in_library("hort")
    ask_in_library("trygg")
    told = [
        {"network": solvik.network.slug, "questions": ["hort", "trygg"]},
        {"network": "et-annet", "questions": ["vaere"]},
    ]
    take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, agreed=told))
    client.force_login(solvik.leila)
    address = reverse("network:network", args=[solvik.network.key])
    page = text(client.get(address))
    assert page.count("(avtalt av 1 by)") == 2, "both are there to be taken in, with who agreed"
    client.post(reverse("network:questions", args=[solvik.network.key]), {"agree": "hort"})
    page = text(client.get(address))
    assert "avtalt av 2 byer" in page and page.count("(avtalt av 1 by)") == 1
    comparison = text(client.get(reverse("network:comparison", args=[solvik.network.key])))
    assert "2 byer har avtalt å spørre barn om dette" in comparison


def test_an_installation_that_has_asked_no_child_yet_agrees_on_a_question_too(solvik, client):
    client.force_login(solvik.leila)
    address, questions = (reverse(f"network:{page}", args=[solvik.network.key]) for page in ("network", "questions"))
    assert '<option value="hort">' in text(client.get(address))
    assert client.post(questions, {"agree": "hort"}).status_code == 302
    page = text(client.get(address))
    assert 'name="drop" value="hort"' in page and "avtalt av 1 by" in page
    assert client.post(questions, {"agree": "finnes-ikke"}).status_code == 404


@pytest.mark.shows("network.2")
@pytest.mark.parametrize(
    "agreed",
    [
        "all",
        [{"network": "x"}],
        [{"network": "x", "questions": "hort"}],
        [{"network": "x", "questions": ["<b>"]}],
        [{"network": "x", "questions": ["hort", "hort"]}],
        [{"network": "x", "questions": []}, {"network": "x", "questions": []}],
        [{"network": "x", "questions": ["hort"], "by": "Sara"}],
    ],
)
def test_what_is_not_written_as_agreed_is_refused(solvik, agreed):
    with pytest.raises(Refused) as refusal:
        take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, agreed=agreed))
    assert refusal.value.why == "shape"


def test_who_sets_up_a_channel_is_told_and_the_questions_are_filled_in(solvik, client):
    school = UnitFactory(organisation=solvik.owner, name="Solvik skole", service__code="skole")
    channel = ChannelFactory(unit=school, name="Solvik skole", asked=(), draft=True)
    agree_on_question(by=solvik.leila, network=solvik.network, slug="trygg")
    client.force_login(AppointmentFactory(organisation=solvik.owner, role="coordinator").person)
    address = reverse("voices:questions", args=[channel.key])
    page = text(client.get(address))
    assert "Dette spør byene i nettverket barn om" in page and re.search(r'value="lib-trygg" selected', page)
    drop_question(by=solvik.leila, network=solvik.network, slug="trygg")
    page = text(client.get(address))
    assert "Dette spør byene" not in page and not re.search(r'value="lib-trygg" selected', page)
