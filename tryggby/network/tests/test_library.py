"""The library of advice: what a city may release of it, and how it is found in another city."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from tryggby.ground.door import OSLO
from tryggby.network.actions import publish_release, take_in_release
from tryggby.network.contents import check_shape
from tryggby.network.document import OLDEST, read
from tryggby.network.factories import advice, signed
from tryggby.network.models import CityRelease
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.network.said import advice_of
from tryggby.organisations.factories import UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.voices.door import withdraw_advice
from tryggby.voices.factories import advice_for

pytestmark = pytest.mark.django_db
PAGE = "/nettverk/rad/"


def texts(client, **query) -> list[str]:
    """The advice on the page, in its order."""
    page = client.get(PAGE, query).content.decode()
    return re.findall(r'<h3 class="ds-heading" data-size="xs">([^<]+)</h3>', page)


@pytest.fixture
def school(solvik):
    """A unit in Solvik whose leader answers advice and whose coordinator reads it."""
    return UnitFactory(organisation=solvik.owner, name="Solvik skole", service__code="skole")


@pytest.fixture
def shelf(solvik, client):
    """Storvik has released four pieces of advice; Leila reads."""
    rows = [
        advice(text="Spør oss først."),
        advice(text="Et stille rom.", theme="place", service="barnehage", age="under13", method="dialogue"),
        advice(text="Si hvor lenge.", theme="time", service="helsestasjon", method="channel", until="2026-05-03"),
        advice(text="Dusjene trenger forheng.", theme="place", method="group", state="cannot"),
    ]
    take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, advice=rows))
    client.force_login(solvik.leila)
    return client


def test_what_travels_is_what_everybody_reads_already(solvik, school):
    nora, sara = PersonFactory(), PersonFactory()
    shown = advice_for(school, by=sara, answered_by=sara, published_by=nora, paraphrase="Et rom\nder ingen ser oss.")
    advice_for(school, by=sara, answered_by=sara, paraphrase="Ikke lest av to ennå.")
    gone = advice_for(school, by=sara, answered_by=sara, published_by=nora, paraphrase="Trukket tilbake.")
    withdraw_advice(by=nora, advice=gone)
    elsewhere = UnitFactory(service__code="barnehage")
    advice_for(elsewhere, by=sara, answered_by=sara, published_by=nora, paraphrase="En annen kommune.")
    made = publish_release(by=solvik.leila, city=solvik.own)
    (one,) = content_of(made)["advice"]
    assert (one["text"], one["method"], one["band"], one["state"]) == (
        "Et rom der ingen ser oss.",
        "group",
        "some",
        "done",
    )
    assert one["since"] == shown.since.isoformat() and one["answer"] == "Vi spør dere først fra nå av."
    check_shape(content_of(made))
    for word in (school.name, school.key, shown.key, sara.name, "Rektor", "Helsesykepleier"):
        assert word not in made.document


def test_the_city_chooses_whether_advice_is_in_its_release(solvik, school, client):
    advice_for(school, by=PersonFactory(), answered_by=PersonFactory(), published_by=PersonFactory())
    client.force_login(solvik.leila)
    page = client.get(reverse("network:releases")).content.decode()
    assert re.search(r'name="advice"[^>]+checked', page) and "Ta med 1 råd fra barn" in page
    client.post(reverse("network:release"), {"advice": "1"})
    assert len(content_of(CityRelease.objects.newest().get())["advice"]) == 1
    client.post(reverse("network:release"), {"advice": "1"})
    assert CityRelease.objects.count() == 1, "nothing is new"
    client.post(reverse("network:release"))
    made = CityRelease.objects.newest().get()
    assert (made.number, content_of(made)["advice"]) == (2, []), "what was released can be taken back"


def test_without_advice_the_next_release_has_none_and_the_box_remembers(solvik, school, client):
    advice_for(school, by=PersonFactory(), answered_by=PersonFactory(), published_by=PersonFactory())
    publish_release(by=solvik.leila, city=solvik.own)
    client.force_login(solvik.leila)
    point = reverse("network:focus_point", args=[solvik.network.key, 1])
    client.post(point, {"state": "talking"})
    client.post(reverse("network:release"))
    made = CityRelease.objects.newest().get()
    assert (made.number, content_of(made)["advice"]) == (2, [])
    assert not re.search(r'name="advice"[^>]+checked', client.get(reverse("network:releases")).content.decode())


def test_advice_is_found_by_theme_age_service_and_method(shelf):
    everything = ["Si hvor lenge.", "Dusjene trenger forheng.", "Et stille rom.", "Spør oss først."]
    assert texts(shelf) == everything, "the newest first, then by city and text"
    assert texts(shelf, tema="place") == ["Dusjene trenger forheng.", "Et stille rom."]
    assert texts(shelf, alder="under13") == ["Et stille rom."]
    assert texts(shelf, tjeneste="skole") == ["Dusjene trenger forheng.", "Spør oss først."]
    assert texts(shelf, maate="channel") == ["Si hvor lenge."]
    assert texts(shelf, tema="place", maate="group") == ["Dusjene trenger forheng."]
    assert texts(shelf, tema="nothing-like-it") == everything
    empty = shelf.get(PAGE, {"tema": "time", "alder": "under13"}).content.decode()
    assert "Ingen råd passer" in empty


def test_each_says_whose_it_is_and_from_which_release(shelf, solvik):
    page = re.sub(r"\s+", " ", shelf.get(PAGE, {"maate": "channel"}).content.decode())
    assert "Fra slipp nummer 1 fra Storvik" in page and reverse("network:city", args=[solvik.storvik.key]) in page
    assert "Skrevet til oss på nett" in page and "Alle voksne spør nå først." in page


def test_a_city_without_advice_and_who_is_in_no_network(solvik, client):
    client.force_login(solvik.leila)
    assert "Ingen av byene har sluppet råd ennå" in client.get(PAGE).content.decode()
    take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, advice=[advice()]))
    assert texts(client) == ["Spør oss før dere ringer hjem."]
    client.force_login(solvik.stranger)
    assert texts(client) == [], "not in a network with Storvik"
    client.force_login(PersonFactory())
    assert client.get(PAGE).status_code == 404


def test_the_library_turns_its_pages_and_asks_as_often_for_many(solvik, client, django_assert_max_num_queries):
    rows = [advice(text=f"Råd {number:02}") for number in range(45)]
    take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, advice=rows))
    client.force_login(solvik.leila)
    with django_assert_max_num_queries(14):
        assert len(texts(client)) == 20
    assert texts(client, side="3", tema="sharing") == [f"Råd {number:02}" for number in range(40, 45)]
    assert len(texts(client, side="0")) == 20 and len(texts(client, side="99")) == 5


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"text": "x" * 301},
        {"text": "to\nlinjer"},
        {"answer": ""},
        {"state": "waiting"},
        {"age": "from18"},
        {"band": "12"},
        {"theme": "<b>"},
        {"until": "2026-01-01"},
        {"on": ""},
        {"unit": "Solvik skole"},
    ],
)
def test_advice_that_is_not_written_as_agreed_is_refused(solvik, changes):
    raw = signed(solvik.storvik, solvik.private, advice=[advice() | changes])
    with pytest.raises(Refused) as refusal:
        take_in_release(by=solvik.leila, raw=raw)
    assert refusal.value.why == "shape"


@pytest.mark.shows("network.2")
def test_a_release_of_the_schema_before_advice_is_refused_as_old(solvik):
    before = signed(solvik.storvik, solvik.private, schema=OLDEST - 1)
    with pytest.raises(Refused) as refusal:
        take_in_release(by=solvik.leila, raw=before)
    assert refusal.value.why == "old"


def test_what_was_taken_in_before_there_was_advice_can_still_be_read(solvik, client):
    made = take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private))
    CityRelease.objects.filter(pk=made.pk).update(document=made.document.replace('"advice":[],', ""))
    made.refresh_from_db()
    assert "advice" not in made.document and content_of(made)["advice"] == []
    client.force_login(solvik.leila)
    assert client.get(PAGE).status_code == 200


def test_no_figures_are_needed_for_advice_to_travel(solvik, school):
    advice_for(school, by=PersonFactory(), answered_by=PersonFactory(), published_by=PersonFactory())
    made = publish_release(by=solvik.leila, city=solvik.own)
    release, _signature = read(made.document.encode())
    assert release["tables"] == [] and len(advice_of(solvik.own)) == len(release["advice"]) == 1
    assert dt.date.fromisoformat(release["advice"][0]["on"]) <= made.made_at.astimezone(OSLO).date()
