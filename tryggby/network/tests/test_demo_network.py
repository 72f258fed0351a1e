"""The shipped cities are signed, safe and whole, and the demo's network shows every state."""

import datetime as dt
import json

import pytest

from tryggby.network.contents import check_shape, check_thresholds
from tryggby.network.demo import FOLDER, build
from tryggby.network.document import check_signature, read
from tryggby.network.models import CityKey, CityRelease, Finding, Network, NetworkMembership
from tryggby.network.reading import Releases
from tryggby.organisations.factories import AppointmentFactory, MunicipalityFactory

ON = dt.date(2026, 11, 22)


def shipped() -> list[dict]:
    """Number, name and public key of each."""
    return json.loads((FOLDER / "keys.json").read_text("utf-8"))


@pytest.mark.parametrize("city", shipped(), ids=lambda city: city["name"])
def test_a_shipped_city_is_signed_and_safe(city):
    release, signature = read((FOLDER / f"{city['number']}.json").read_bytes())
    check_signature(release, signature, city["public"])
    check_shape(release)
    check_thresholds(release["tables"])
    assert release["city"] == {"number": city["number"], "name": city["name"]}


def test_some_cells_of_the_shipped_cities_are_hidden_and_no_private_key_is_shipped():
    cells = [
        cell
        for city in shipped()
        for table in read((FOLDER / f"{city['number']}.json").read_bytes())[0]["tables"]
        for cell in table["cells"]
    ]
    assert cells.count(None) > 10 and len(cells) - cells.count(None) > 50
    assert {path.suffix for path in FOLDER.iterdir()} == {".json"}
    assert all(set(city) == {"number", "name", "public"} for city in shipped())


def test_the_shipped_cities_have_advice_of_every_kind():
    files = [(FOLDER / f"{city['number']}.json").read_bytes() for city in shipped()]
    advice = [row for raw in files for row in read(raw)[0]["advice"]]
    assert len({row["theme"] for row in advice}) >= 6 and {row["age"] for row in advice} == {"under13", "from13"}
    assert {row["method"] for row in advice} >= {"group", "council", "dialogue", "letterbox", "channel"}


@pytest.mark.django_db
def test_the_demo_has_nine_cities_a_former_one_and_an_observer():
    leila = AppointmentFactory(role="network_coordinator", since=ON - dt.timedelta(days=420))
    MunicipalityFactory(organisation=leila.organisation, number="9901", name="Solvik")
    network = build(ON, organisation=leila.organisation, by=leila.person)
    assert len(network.cities(ON)) == 9
    places = NetworkMembership.objects.filter(network=network)
    assert places.filter(until__lt=ON).count() == 1 and places.filter(kind="observer").count() == 1
    assert [one.name for one in Network.objects.left_by(leila.person)] == ["Fjordnettverket"]
    assert CityKey.objects.exclude(ended_at=None).count() == 1, "one city has changed its key"
    assert Releases(network, frozenset()).agreed()["hort"] == 7, "six cities and our own"
    assert CityRelease.objects.newest().count() == 8, "one has not released yet"
    assert Finding.objects.filter(done_on=None).count() == 1 and Finding.objects.exclude(done_on=None).count() == 1
    board = Releases(network, frozenset()).board(list(network.points.all()))
    assert {told.state for _point, row in board for told in row} == {"", "talking", "writing", "adopted", "lived"}
