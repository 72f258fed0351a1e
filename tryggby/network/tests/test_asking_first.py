"""What cannot be undone is asked about first: ending a key, a place, and taking a city's figures away; and names."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.network.actions import found_network, join_city, take_in_release
from tryggby.network.factories import CityFactory, NetworkFactory, advice, signed
from tryggby.network.models import City, CityRelease, Network
from tryggby.network.refusal import Refused

pytestmark = pytest.mark.django_db


def text(page) -> str:
    """What the page says."""
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.fixture
def leila(solvik, client):
    """Leila is signed in, and Storvik has released figures, a focus point and advice."""
    said = {"network": solvik.network.slug, "point": 3, "state": "lived", "routine": "Ta med en voksen, utgave 4"}
    said |= {"evidence": "Barna sier ja", "next": "Øve mer", "on": "2026-05-01"}
    take_in_release(by=None, raw=signed(solvik.storvik, solvik.private, focus=[said], advice=[advice()]))
    client.force_login(solvik.leila)
    return client


def shown(client, solvik) -> list[bool]:
    """Whether Storvik's figures, focus point and advice can be seen."""
    comparison = text(client.get(reverse("network:comparison", args=[solvik.network.key])))
    point = text(client.get(reverse("network:focus_point", args=[solvik.network.key, 3])))
    return ["city-charts" in comparison, "utgave 4" in point, "Spør oss før" in text(client.get("/nettverk/rad/"))]


def test_a_key_ends_after_a_question_and_nothing_it_signed_is_shown(leila, solvik):
    assert shown(leila, solvik) == [True, True, True]
    key = solvik.storvik.keys.get()
    address = reverse("network:key_end", args=[key.key])
    page = text(leila.get(address))
    assert "Trekke tilbake nøkkelen til Storvik?" in page and "blir borte hos dere" in page
    key.refresh_from_db()
    assert key.ended_at is None, "looking ends nothing"
    assert "Vises ikke, nøkkelen er trukket tilbake" in text(leila.post(address, follow=True))
    assert shown(leila, solvik) == [False, False, False]
    assert "Vises ikke</span>" in text(leila.get(reverse("network:releases")))
    assert leila.get(address).status_code == 404, "it has ended"


def test_ones_own_key_ends_with_a_word_about_what_comes_next(leila, solvik):
    leila.post(reverse("network:focus_point", args=[solvik.network.key, 1]), {"state": "talking"})
    leila.post(reverse("network:release"))
    address = reverse("network:key_end", args=[solvik.own.keys.get().key])
    page = text(leila.get(address))
    assert "Trekke tilbake deres egen nøkkel?" in page and "få den nye nøkkelen lest opp" in page
    page = text(leila.post(address, follow=True))
    assert "Slipp tallene på nytt, så får dere en ny" in page and "Last ned fila" not in page
    assert "Slipp nummer 1 står nå" in text(leila.post(reverse("network:release"), follow=True))
    assert solvik.own.keys.filter(ended_at=None).count() == 1


def test_a_citys_figures_are_taken_away_after_a_question(leila, solvik):
    address = reverse("network:figures_end", args=[solvik.storvik.key])
    assert "Ta bort tallene fra Storvik?" in text(leila.get(address))
    assert CityRelease.objects.newest().exists()
    assert "Tallene fra Storvik er tatt bort." in text(leila.post(address, follow=True))
    assert shown(leila, solvik) == [False, False, False] and not CityRelease.objects.exclude(document="").exists()
    assert leila.get(address).status_code == 404, "there is nothing to take away"


def test_ones_own_figures_are_not_taken_away_there(leila, solvik):
    assert leila.post(reverse("network:figures_end", args=[solvik.own.key])).status_code == 404
    assert leila.post(reverse("network:city_name", args=[solvik.own.key]), {"name": "X"}).status_code == 404


def test_a_coordinator_who_reads_ends_nothing(solvik, client):
    client.force_login(solvik.ingrid)
    addresses = [
        reverse("network:key_end", args=[solvik.storvik.keys.get().key]),
        reverse("network:figures_end", args=[solvik.storvik.key]),
        reverse("network:city_name", args=[solvik.storvik.key]),
        reverse("network:naming", args=[solvik.network.key]),
        reverse("network:membership", args=[solvik.network.memberships.first().key]),
        reverse("network:membership_end", args=[solvik.network.memberships.first().key]),
    ]
    assert [client.post(address).status_code for address in addresses] == [404] * 6
    assert "Endre navn og kode" not in text(client.get(reverse("network:network", args=[solvik.network.key])))


def test_the_own_place_ends_after_a_question_and_the_city_comes_back(leila, solvik):
    place = solvik.network.memberships.get(city=solvik.own)
    address = reverse("network:membership_end", args=[place.key])
    assert "Skal byen deres ut av nettverket?" in text(leila.get(address))
    page = leila.post(address, {"until": ""})
    assert page.status_code == 422 and solvik.network.memberships.get(city=solvik.own).until is None
    yesterday = today() - dt.timedelta(days=1)
    page = leila.post(address, {"until": yesterday.isoformat()}, follow=True)
    assert page.status_code == 200 and page.request["PATH_INFO"] == reverse("network:networks")
    assert "Her har dere vært med" in text(page) and "Bli med igjen" in text(page)
    again = {"name": solvik.network.name, "code": solvik.network.slug}
    page = leila.post(reverse("network:networks"), again, follow=True)
    assert "Dere er med igjen." in text(page) and "Fokuspunktene" in text(page)
    assert [row.since for row in solvik.network.memberships.filter(city=solvik.own).order_by("since")][1] == today()
    assert Network.objects.count() == 1


def test_a_place_that_was_ended_by_mistake_today_is_taken_up_again(leila, solvik):
    place = solvik.network.memberships.get(city=solvik.own)
    leila.post(reverse("network:membership_end", args=[place.key]), {"until": today().isoformat()})
    found_network(by=solvik.leila, organisation=solvik.owner, name=solvik.network.name, code=solvik.network.slug)
    place.refresh_from_db()
    assert place.until is None and solvik.network.memberships.filter(city=solvik.own).count() == 1


def test_dates_that_were_written_down_wrong_are_put_right(leila, solvik):
    place = solvik.network.memberships.get(city=solvik.storvik)
    later = today() + dt.timedelta(days=100)
    leila.post(reverse("network:membership_end", args=[place.key]), {"until": place.since.isoformat()})
    assert not shown(leila, solvik)[0], "the last day was to be in a hundred days, and became the first day"
    address = reverse("network:membership", args=[place.key])
    assert f'href="{address}"' in text(leila.get(reverse("network:cities", args=[solvik.network.key])))
    assert f'value="{place.since.isoformat()}"' in text(leila.get(address)), "one begins with what stands there"
    days = {"since": place.since.isoformat(), "until": later.isoformat()}
    assert "Datoene er rettet." in text(leila.post(address, days, follow=True))
    assert shown(leila, solvik)[0] and Entry.objects.filter(verb="date_city_membership").count() == 1
    leila.post(address, days | {"until": ""})
    place.refresh_from_db()
    assert place.until is None
    page = leila.post(address, days | {"until": (place.since - dt.timedelta(days=1)).isoformat()})
    assert page.status_code == 422 and "Siste dag kan ikke være før den første." in text(page)


def test_a_city_that_was_taken_in_a_hundred_years_ahead_comes_in_today(leila, solvik):
    ahead = {"number": "9933", "name": "Vågan", "kind": "member", "since": "2126-11-23"}
    cities = reverse("network:cities", args=[solvik.network.key])
    leila.post(cities, ahead)
    assert "er med fra før" in text(leila.post(cities, ahead | {"since": today().isoformat()}))
    place = solvik.network.memberships.get(city__number="9933")
    leila.post(reverse("network:membership", args=[place.key]), {"since": today().isoformat(), "until": ""})
    assert "Vågan" in [city.name for city in solvik.network.cities()]


def test_two_places_of_a_city_share_no_day(leila, solvik):
    first = solvik.network.memberships.get(city=solvik.storvik)
    ended = today() - dt.timedelta(days=30)
    leila.post(reverse("network:membership_end", args=[first.key]), {"until": ended.isoformat()})
    second = join_city(
        by=solvik.leila, network=solvik.network, number="9911", name="Storvik", since=today() - dt.timedelta(days=10)
    )
    for place, since, until in (
        (first, first.since, None),
        (first, first.since, second.since),
        (second, ended, None),
        (second, first.since - dt.timedelta(days=9), today()),
    ):
        days = {"since": since.isoformat(), "until": until.isoformat() if until else ""}
        page = leila.post(reverse("network:membership", args=[place.key]), days)
        assert page.status_code == 422 and "Byen har en annen plass i de dagene." in text(page)
    page = leila.post(reverse("network:membership_end", args=[first.key]), {"until": today().isoformat()})
    assert page.status_code == 422 and "Byen har en annen plass i de dagene." in text(page)
    days = {"since": (ended + dt.timedelta(days=1)).isoformat(), "until": ""}
    assert leila.post(reverse("network:membership", args=[second.key]), days).status_code == 302


def test_the_own_place_does_not_move_to_days_where_nobody_could_put_it_right(leila, solvik):
    place = solvik.network.memberships.get(city=solvik.own)
    address = reverse("network:membership", args=[place.key])
    page = leila.post(address, {"since": (today() + dt.timedelta(days=1)).isoformat(), "until": ""})
    assert page.status_code == 422 and "Dere er med allerede." in text(page)
    gone = {"since": place.since.isoformat(), "until": (today() - dt.timedelta(days=1)).isoformat()}
    page = leila.post(address, gone, follow=True)
    assert page.request["PATH_INFO"] == reverse("network:networks") and "Her har dere vært med" in text(page)


def test_who_was_never_in_does_not_come_in_by_the_name(leila, solvik):
    NetworkFactory(slug="fjordnettverket", name="Fjordnettverket", cities=[solvik.storvik])
    page = leila.post(reverse("network:networks"), {"name": "Fjordnettverket"})
    assert page.status_code == 422 and "her fra før" in text(page)
    assert not Network.objects.get(slug="fjordnettverket").memberships.filter(city=solvik.own).exists()


def test_where_another_city_here_is_in_it_that_city_takes_one_in_again(solvik):
    other = CityFactory(number="9933", organisation=solvik.stranger.appointments.get().organisation)
    solvik.network.memberships.create(city=other)
    solvik.network.memberships.filter(city=solvik.own).update(until=today() - dt.timedelta(days=3))
    with pytest.raises(Refused) as refusal:
        found_network(by=solvik.leila, organisation=solvik.owner, name="X", code=solvik.network.slug)
    assert refusal.value.why == "ask"


def test_a_network_that_others_began_is_founded_with_their_code(leila, solvik):
    page = leila.post(reverse("network:networks"), {"name": "Storbyene", "code": "Ikke sånn"})
    assert page.status_code == 422 and "bindestrek" in text(page) and "Storbyene" in text(page)
    leila.post(reverse("network:networks"), {"name": "Storbyene", "code": " Storbynettverket "})
    made = Network.objects.get(name="Storbyene")
    assert made.slug == "storbynettverket"
    assert "<code>storbynettverket</code>" in text(leila.get(reverse("network:network", args=[made.key])))


def test_two_cities_that_spelt_it_differently_find_each_other_by_the_code(leila, solvik):
    address = reverse("network:naming", args=[solvik.network.key])
    board = reverse("network:network", args=[solvik.network.key])
    taken = NetworkFactory(slug="et-annet")
    page = leila.post(address, {"name": "Storbynettverk", "code": taken.slug})
    assert page.status_code == 422 and "Et annet nettverk her har den koden" in text(page)
    leila.post(address, {"name": "Storbynettverk", "code": "storbynettverk"})
    page = text(leila.get(board))
    assert "Rutinen brukes i hverdagen" not in page, "Storvik writes another code"
    code = solvik.network.slug
    assert f"Storvik: <code>{code}</code>" in page
    page = leila.post(address, {"name": "Storbynettverk", "code": code}, follow=True)
    assert "Rutinen brukes i hverdagen" in text(page) and "Noen byer bruker" not in text(page)


def test_a_number_that_is_in_says_whose_it_is_and_keeps_what_was_typed(leila, solvik):
    address = reverse("network:cities", args=[solvik.network.key])
    sent = {"number": "9911", "name": "Storevik", "kind": "member", "since": today().isoformat()}
    page = leila.post(address, sent)
    assert page.status_code == 422 and "Storvik har nummer 9911 og er med fra før." in text(page)
    assert 'value="Storevik"' in text(page) and City.objects.get(number="9911").name == "Storvik"
    CityFactory(number="9944", name="Fjordby")
    page = leila.post(address, sent | {"number": "9944", "name": "Fjordbyen"})
    assert page.status_code == 422 and "Fjordby har nummer 9944 her." in text(page)
    assert leila.post(address, sent | {"number": "9944", "name": "fjordby"}).status_code == 302
    assert solvik.network.memberships.count() == 3


def test_a_misspelt_name_is_put_right(leila, solvik):
    join_city(by=solvik.leila, network=solvik.network, number="9955", name="Granhvan")
    granhavn = City.objects.get(number="9955")
    address = reverse("network:city_name", args=[granhavn.key])
    assert leila.post(address, {"name": " "}).status_code == 422
    page = text(leila.post(address, {"name": "Granhavn"}, follow=True))
    assert "Navnet er rettet." in page and "Granhvan" not in page
