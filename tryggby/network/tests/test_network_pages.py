"""The pages: who sees what, the board, nine charts on one scale, and a finding on the agenda."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from nacl.signing import SigningKey

from tryggby.audit.door import Entry
from tryggby.ground.door import private_file, today
from tryggby.network.actions import (
    agree_on_question,
    end_city_membership,
    finish_finding,
    found_network,
    join_city,
    lift_finding,
    set_focus_state,
    take_in_release,
    trust_city_key,
)
from tryggby.network.document import stamp
from tryggby.network.factories import CityFactory, FindingFactory, signed, table, trust
from tryggby.network.models import AgreedQuestion, Finding, FocusState, Network
from tryggby.network.refusal import Refused
from tryggby.voices.factories import ask_in_library

pytestmark = pytest.mark.django_db
NAMES = ["Bergnes", "Elvheim", "Fjordby", "Granhavn", "Lauvstad", "Moland by", "Nordvåg"]


def text(page) -> str:
    """What the page says."""
    return re.sub(r"\s+", " ", page.content.decode())


def in_english(client, person, address: str):
    """The page as the person reads it from now on."""
    person.language = "en"
    person.save(update_fields=["language"])
    return client.get(address)


@pytest.fixture
def nine(solvik):
    """Storvik and seven more have released; Storvik hides two answers, Nordvåg has released nothing."""
    hidden = table((None, None, 8, 20, 30, 29), number=100)
    take_in_release(by=None, raw=signed(solvik.storvik, solvik.private, tables=[hidden]))
    for place, name in enumerate(NAMES):
        city, private = CityFactory(name=name, number=f"992{place}"), SigningKey(bytes([place]) * 32)
        solvik.network.memberships.create(city=city, since=today() - dt.timedelta(days=300))
        trust(city, private)
        if name != "Nordvåg":
            take_in_release(by=None, raw=signed(city, private))
    return solvik


@pytest.mark.shows("network.5")
def test_the_coordinator_compares_nine_cities_and_puts_a_finding_on_the_agenda(nine, client):
    client.force_login(nine.leila)
    address = reverse("network:comparison", args=[nine.network.key])
    page = client.get(address)
    names = re.findall(r"<strong>([^<]+)</strong>", text(page).split('class="city-charts"')[1].split("</div>")[0])
    assert names == sorted([*NAMES, "Solvik", "Storvik"]), "all nine, by name"
    assert text(page).count("hidden-share") == 2 and "Deres by" in text(page)
    day = today() + dt.timedelta(days=9)
    scope = re.search(r'name="scope" value="([^"]+)"', text(page)).group(1)
    sent = {"scope": scope, "text": "Tre byer hører mer", "meets_on": day.isoformat()}
    assert "Tre byer hører mer" in text(client.post(address, sent, follow=True))
    finding = Finding.objects.get()
    assert [row["city"] for row in finding.provenance] == sorted([*NAMES[:-1], "Storvik"])
    assert all(len(row["digest"]) == 64 for row in finding.provenance)
    hidden = next(row for row in finding.provenance if row["city"] == "Storvik")
    assert hidden["cells"].count(None) == 2, "what was hidden stays hidden in the copy"
    agenda, shown = (reverse("network:agenda", args=[nine.network.key]), reverse("network:finding", args=[finding.key]))
    assert all(
        "Hører de voksne på deg her? (Skole og SFO · 13 år og eldre)" in text(client.get(a)) for a in (agenda, shown)
    )
    for address in (agenda, shown):
        english = text(in_english(client, nine.leila, address))
        assert "Do the adults here listen to you? (" in english and "13 and older)" in english
        assert "Hører de voksne" not in english and "Ja, veldig" not in english and "13 år" not in english


def test_a_city_is_told_its_key_and_its_address_before_and_after_the_first_release(solvik, client, settings):
    settings.BASE_URL = "https://solvik.example"
    client.force_login(solvik.leila)
    own = reverse("network:city", args=[solvik.own.key])
    assert f'href="{own}"' in text(client.get(reverse("network:releases")))
    page = text(client.get(own))
    assert "Dere får en nøkkel første gang dere slipper tall." in page and "ta imot tall fra byen" not in page
    assert "<code>https://solvik.example/nettverk/slipp.json</code>" in page
    client.post(reverse("network:focus_point", args=[solvik.network.key, 1]), {"state": "talking"})
    page = text(client.post(reverse("network:release"), follow=True))
    assert "Slipp nummer 1 står nå." in page and "Nøkkelen er ny. Les den opp for de andre byene" in page
    client.post(reverse("network:focus_point", args=[solvik.network.key, 1]), {"state": "writing"})
    page = text(client.post(reverse("network:release"), follow=True))
    assert "Slipp nummer 2 står nå." in page and "Nøkkelen er ny" not in page
    assert "slipp.json" not in text(client.get(reverse("network:city", args=[solvik.storvik.key])))


def test_after_a_lost_key_the_page_says_which_one_signs(solvik, client):
    client.force_login(solvik.leila)
    focus = reverse("network:focus_point", args=[solvik.network.key, 1])
    client.post(focus, {"state": "talking"})
    client.post(reverse("network:release"))
    private_file("network", f"{solvik.own.keys.get().public[:32]}.key").unlink()
    client.post(focus, {"state": "writing"})
    assert "Nøkkelen er ny." in text(client.post(reverse("network:release"), follow=True))
    page = text(client.get(reverse("network:city", args=[solvik.own.key])))
    assert page.count("er signert med denne.") == 1 and page.count("Er denne mistet, så trekk den tilbake.") == 1


def test_who_only_looks_on_is_told_who_writes(solvik, client):
    client.force_login(solvik.ingrid)
    page = text(client.get(reverse("network:networks")))
    assert "Det er nettverkskoordinatoren som oppretter nettverk" in page
    assert f'href="{reverse("organisations:role_new")}"' in page
    client.force_login(solvik.leila)
    assert "Du ser på" not in text(client.get(reverse("network:networks")))


def test_a_finding_lifted_as_words_is_still_read_and_says_its_language(solvik, client):
    row = {"city": "Storvik", "release": 1, "digest": "a" * 64, "since": "2026-01-05", "until": "2026-06-14"}
    finding = FindingFactory(
        network=solvik.network, provenance=[row | {"number": 30, "cells": [["Ja, veldig", 20], ["Nei", None]]}]
    )
    client.force_login(solvik.leila)
    page = text(in_english(client, solvik.leila, reverse("network:finding", args=[finding.key])))
    assert '<p class="muted" lang="nb">Hører de voksne' in page and '<th scope="col" lang="nb">Ja, veldig</th>' in page


def test_our_focus_points_are_translated_and_a_networks_own_say_their_language(solvik, client):
    solvik.network.points.filter(number=6).update(title="Barn i to hjem", text="")
    client.force_login(solvik.leila)
    address = reverse("network:network", args=[solvik.network.key])
    with translation.override("en"):
        shipped = translation.gettext("Et felles syn på barnet")
    page = text(in_english(client, solvik.leila, address))
    assert f">1. {shipped}</a>" in page and ' lang="nb">6. Barn i to hjem</a>' in page
    assert page.count('lang="nb">') == 1
    own = text(client.get(reverse("network:focus_point", args=[solvik.network.key, 6])))
    assert '<h1 class="ds-heading" data-size="lg" lang="nb">Barn i to hjem</h1>' in own


def test_the_comparison_asks_the_database_as_often_for_one_city_as_for_nine(
    nine, client, django_assert_max_num_queries
):
    client.force_login(nine.leila)
    address = reverse("network:comparison", args=[nine.network.key])
    client.get(address)
    with django_assert_max_num_queries(22):
        assert client.get(address).status_code == 200


def test_the_alphabet_ends_with_ae_oe_and_aa(solvik, client):
    names = ["Årvik", "Ørnes", "Ærøy", "Zinken", "Aspelund"]
    for number, name in enumerate(names):
        solvik.network.memberships.create(city=CityFactory(number=f"992{number}", name=name))
    order = ["Aspelund", "Solvik", "Storvik", "Zinken", "Ærøy", "Ørnes", "Årvik"]
    assert [city.name for city in solvik.network.cities()] == order
    client.force_login(solvik.leila)
    shown = re.findall(r'<th scope="row"><a[^>]*>([^<]+)', text(client.get(reverse("network:releases"))))
    assert shown == [name for name in order if name != "Solvik"]


def test_a_comparison_without_figures_says_so(solvik, client):
    client.force_login(solvik.leila)
    page = client.get(reverse("network:comparison", args=[solvik.network.key]))
    assert "Ingen av byene har sluppet tall ennå" in text(page)


def test_figures_that_have_run_out_are_compared_no_more(solvik, client):
    raw = signed(solvik.storvik, solvik.private, valid_until=stamp(timezone.now() + dt.timedelta(days=3)))
    take_in_release(by=None, raw=raw)
    client.force_login(solvik.leila)
    comparison, releases = reverse("network:comparison", args=[solvik.network.key]), reverse("network:releases")
    assert "<svg" in client.get(comparison).content.decode().split("city-charts")[1]
    assert "Gått ut" not in text(client.get(releases))
    with time_machine.travel(timezone.now() + dt.timedelta(days=4)):
        client.force_login(solvik.leila)
        assert "Ingen av byene har sluppet tall ennå" in text(client.get(comparison))
        assert "Gått ut" in text(client.get(releases))


def test_what_is_wrong_in_a_finding_is_said_and_what_was_typed_is_kept(nine, client):
    client.force_login(nine.leila)
    address = reverse("network:comparison", args=[nine.network.key])
    sent = {"scope": "skole.from13.hort.1.five", "text": "Tre byer hører mer", "meets_on": "2020-01-01"}
    page = client.post(address, sent)
    assert page.status_code == 422 and "Møtet har vært" in text(page) and "Tre byer hører mer" in text(page)
    assert not Finding.objects.exists()


def test_what_one_wrote_of_a_question_that_is_gone_is_not_put_on_another(nine, client):
    """While somebody writes, the city's next release comes without the question."""
    client.force_login(nine.leila)
    address = reverse("network:comparison", args=[nine.network.key])
    sent = {"scope": "skole.from13.borte.1.five", "text": "Tre byer hører mer", "meets_on": today().isoformat()}
    page = client.post(address, sent)
    assert page.status_code == 422 and not Finding.objects.exists()
    assert "Ingen av byene har tall for dette spørsmålet nå" in text(page) and "Tre byer hører mer" in text(page)
    again = re.search(r'name="scope" value="([^"]+)"', text(page)).group(1)
    assert again == "skole.from13.hort.1.five", "what is shown is what the next try is about"


def test_the_same_form_twice_makes_one_finding(nine):
    facts = {"scope": "skole.from13.hort.1.five", "text": "Et funn", "meets_on": today(), "once": "a" * 20}
    first = lift_finding(by=nine.leila, network=nine.network, **facts)
    assert lift_finding(by=nine.leila, network=nine.network, **facts) == first


def test_a_finding_is_dealt_with_once_the_cities_agreed(solvik, client):
    finding = FindingFactory(network=solvik.network)
    with pytest.raises(Refused):
        finish_finding(by=solvik.leila, finding=finding, decided=" ")
    client.force_login(solvik.leila)
    address = reverse("network:finding", args=[finding.key])
    page = client.post(address, {"decided": "Vi spør barna hvorfor"}, follow=True)
    assert "Vi spør barna hvorfor" in text(page)
    finding.refresh_from_db()
    assert finding.done_on == today()


def test_a_finding_with_the_wrong_words_is_taken_off_and_one_that_is_agreed_on_stays(solvik, client):
    finding, agreed = (FindingFactory(network=solvik.network, text="Om Per i 7B") for _two in range(2))
    finish_finding(by=solvik.leila, finding=agreed, decided="Vi spør igjen")
    for person, status in ((solvik.ingrid, 404), (solvik.stranger, 404), (solvik.leila, 302)):
        client.force_login(person)
        for one in (finding, agreed):
            assert client.post(reverse("network:finding_removal", args=[one.key])).status_code == status
    assert list(Finding.objects.all()) == [agreed]
    logged = Entry.objects.get(verb="drop_finding")
    assert "Per i 7B" not in f"{logged.facts} {logged}", "the log does not keep the words"


def test_a_finding_that_the_meeting_did_not_come_to_is_moved_to_the_next(solvik, client):
    finding = FindingFactory(network=solvik.network, meets_on=today() - dt.timedelta(days=3))
    client.force_login(solvik.leila)
    address, later = reverse("network:finding", args=[finding.key]), today() + dt.timedelta(days=20)
    page = client.post(address, {"move": "1", "meets_on": (today() - dt.timedelta(days=1)).isoformat()})
    assert page.status_code == 422 and "Møtet har vært" in text(page)
    assert client.post(address, {"move": "1", "meets_on": later.isoformat()}).status_code == 302
    finding.refresh_from_db()
    assert (finding.meets_on, finding.done_on, finding.decided) == (later, None, "")
    client.force_login(solvik.ingrid)
    client.post(address, {"move": "1", "meets_on": today().isoformat()})
    finding.refresh_from_db()
    assert finding.meets_on == later, "who only reads moves nothing"


@pytest.mark.parametrize("name", ["network", "cities", "comparison", "agenda"])
def test_who_is_in_no_network_with_them_finds_nothing(solvik, client, name):
    address = reverse(f"network:{name}", args=[solvik.network.key])
    client.force_login(solvik.stranger)
    assert client.get(address).status_code == 404
    client.force_login(solvik.ingrid)
    assert client.get(address).status_code == 200


def test_a_coordinator_reads_and_writes_nothing(solvik, client):
    client.force_login(solvik.ingrid)
    point = reverse("network:focus_point", args=[solvik.network.key, 2])
    client.post(point, {"state": "writing"})
    client.post(reverse("network:cities", args=[solvik.network.key]), {"number": "9950", "name": "X", "kind": "member"})
    assert client.post(reverse("network:questions", args=[solvik.network.key]), {"agree": "hort"}).status_code == 404
    assert client.post(reverse("network:release")).status_code == 404
    assert not FocusState.objects.exists() and solvik.network.memberships.count() == 2


def test_an_observer_sees_and_says_nothing(solvik, client):
    solvik.network.memberships.filter(city=solvik.own).update(kind="observer")
    client.force_login(solvik.leila)
    page = client.get(reverse("network:network", args=[solvik.network.key]))
    assert page.status_code == 200 and "Ta inn et spørsmål" not in text(page)
    with pytest.raises(Refused):
        join_city(by=solvik.leila, network=solvik.network, number="9950", name="Nyby")


def test_a_city_that_left_is_not_on_the_board_but_in_the_list(solvik, client):
    place = solvik.network.memberships.get(city=solvik.storvik)
    end_city_membership(by=solvik.leila, membership=place, until=today() - dt.timedelta(days=1))
    client.force_login(solvik.leila)
    assert "Storvik" not in text(client.get(reverse("network:network", args=[solvik.network.key])))
    shown = text(client.get(reverse("network:cities", args=[solvik.network.key])))
    assert "Storvik" in shown
    links = re.findall(r'href="(/nettverk/slipp/by/[^"]+)"', shown)
    assert [client.get(link).status_code for link in links] == [200], "its page is gone, the own city's is there"


def test_the_board_shows_what_each_city_says_itself(solvik, client):
    said = {"network": solvik.network.slug, "point": 3, "state": "lived", "routine": "Ta med en voksen, utgave 4"}
    said |= {"evidence": "Barna sier ja", "next": "Øve mer", "on": "2026-05-01"}
    take_in_release(by=None, raw=signed(solvik.storvik, solvik.private, focus=[said]))
    client.force_login(solvik.leila)
    address = reverse("network:focus_point", args=[solvik.network.key, 3])
    sent = {"state": "adopted", "routine": "Trygghetsperson, utgave 1", "evidence": "", "next_step": "Plakat"}
    page = text(client.post(address, sent, follow=True))
    assert "Ta med en voksen, utgave 4" in page and "Trygghetsperson, utgave 1" in page
    client.post(address, sent)
    assert FocusState.objects.count() == 1, "nothing new, no new row"
    client.post(address, sent | {"state": "lived"})
    assert "Slik har dere kommet hit" in text(client.get(address)) and FocusState.objects.count() == 2
    board = text(client.get(reverse("network:network", args=[solvik.network.key])))
    assert board.count("Rutinen brukes i hverdagen") == 2


def test_an_adopted_routine_has_a_name(solvik):
    with pytest.raises(Refused):
        point = solvik.network.points.get(number=1)
        set_focus_state(by=solvik.leila, point=point, city=solvik.own, state="adopted")


def test_a_network_begins_with_six_points_and_its_own_city(solvik, client):
    client.force_login(solvik.leila)
    page = client.post(reverse("network:networks"), {"name": "Kystnettverket", "purpose": ""}, follow=True)
    made = Network.objects.get(slug="kystnettverket")
    assert made.points.count() == 6 and [place.city for place in made.memberships.all()] == [solvik.own]
    assert "Ta inn byene" in text(page)
    with pytest.raises(Refused):
        found_network(by=solvik.leila, organisation=solvik.owner, name="Kystnettverket")
    with pytest.raises(Refused):
        found_network(by=solvik.stranger, organisation=solvik.owner, name="Et annet")


def test_all_the_cities_ask_the_same(solvik, client):
    ask_in_library("hort")
    agree_on_question(by=solvik.leila, network=solvik.network, slug="hort")
    agree_on_question(by=solvik.leila, network=solvik.network, slug="hort")
    assert AgreedQuestion.objects.count() == 1
    client.force_login(solvik.leila)
    client.post(reverse("network:questions", args=[solvik.network.key]), {"drop": "hort"})
    assert AgreedQuestion.objects.get().until == today()
    assert client.post(reverse("network:questions", args=[solvik.network.key]), {"agree": "x"}).status_code == 404


def test_a_key_is_trusted_when_somebody_says_how_it_was_checked(solvik, client):
    client.force_login(solvik.leila)
    address = reverse("network:city", args=[solvik.storvik.key])
    page = client.post(address, {"public": "zz", "checked": "På telefon"})
    assert page.status_code == 422 and "64 tegn" in text(page)
    public = "AB " * 32
    assert client.post(address, {"public": public, "checked": "På telefon"}).status_code == 302
    assert solvik.storvik.keys.filter(public="ab" * 32).exists()
    with pytest.raises(Refused):
        trust_city_key(by=solvik.leila, city=solvik.own, public="ab" * 32, checked="På telefon")


def test_the_own_release_is_open_to_everybody(solvik, client):
    address = reverse("network:published")
    assert client.get(address).status_code == 404
    point = solvik.network.points.get(number=1)
    set_focus_state(by=solvik.leila, point=point, city=solvik.own, state="talking")
    client.force_login(solvik.leila)
    client.post(reverse("network:release"))
    client.logout()
    page = client.get(address)
    assert page.status_code == 200 and page.content == solvik.own.releases.get().document.encode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_agenda_asks_as_often_for_one_as_for_three(solvik, client, count, django_assert_max_num_queries):
    for _number in range(count):
        FindingFactory(network=solvik.network)
    client.force_login(solvik.leila)
    address = reverse("network:agenda", args=[solvik.network.key])
    client.get(address)
    with django_assert_max_num_queries(10):
        assert text(client.get(address)).count("Flere svarer") == count
