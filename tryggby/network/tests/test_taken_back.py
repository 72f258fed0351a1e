"""What is taken back at home is taken out of what stands open: the file is signed anew at once, or not handed out."""

import datetime as dt
import json

import pytest
import time_machine
from django.db.models import F
from django.urls import reverse

from tryggby.audit.door import Entry
from tryggby.network import keys
from tryggby.network.actions import publish_release, renew_release
from tryggby.network.contents import check_shape
from tryggby.network.jobs import renew_releases
from tryggby.network.models import CityRelease
from tryggby.network.reading import content_of
from tryggby.organisations.factories import UnitFactory
from tryggby.people.factories import PersonFactory
from tryggby.voices.door import Advice, reply_to_advice, withdraw_advice
from tryggby.voices.factories import advice_for

pytestmark = pytest.mark.django_db
TAKEN_BACK, STAYS = "Hør ferdig før dere svarer.", "Et rom der ingen ser oss."


@pytest.fixture
def released(solvik):
    """Solvik has released two pieces of advice; `gone` is the one that is taken back."""
    school = UnitFactory(organisation=solvik.owner, name="Solvik skole", service__code="skole")
    nora, sara = PersonFactory(), PersonFactory()
    around = {"by": sara, "answered_by": sara, "published_by": nora}
    solvik.gone = advice_for(school, paraphrase=TAKEN_BACK, **around)
    solvik.stays = advice_for(school, paraphrase=STAYS, **around)
    solvik.nora, solvik.sara = nora, sara
    solvik.first = publish_release(by=solvik.leila, city=solvik.own)
    return solvik


def published(client) -> list[str]:
    """The advice that everybody can read in the city's file."""
    page = client.get(reverse("network:published"))
    return [row["text"] for row in json.loads(page.content)["release"]["advice"]]


@pytest.mark.shows("network.2")
def test_withdrawn_advice_leaves_the_open_file_at_once(released, client, django_capture_on_commit_callbacks):
    assert published(client) == [STAYS, TAKEN_BACK]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_advice(by=released.nora, advice=released.gone)
    assert published(client) == [STAYS]
    made = CityRelease.objects.newest().get()
    assert (made.number, made.valid_until) == (2, released.first.valid_until)
    content = content_of(made)
    check_shape(content)
    assert content["former"] == released.first.digest and content["tables"] == []
    assert Entry.objects.filter(verb="renew_release").count() == 1
    released.first.refresh_from_db()
    assert released.first.document == ""


@pytest.mark.shows("network.2")
def test_advice_that_more_children_say_stays_in_the_open_file(released, client):
    """A reader lets one more text count with it: its period grows, and it is the same advice."""
    Advice.objects.filter(pk=released.stays.pk).update(until=F("until") + dt.timedelta(days=7), band="some")
    assert published(client) == [STAYS, TAKEN_BACK]
    renew_releases()
    assert published(client) == [STAYS, TAKEN_BACK] and CityRelease.objects.newest().get() == released.first


def test_until_it_is_signed_anew_nobody_reads_it(released, client):
    """Without the callback: as when signing failed on a full disk."""
    withdraw_advice(by=released.nora, advice=released.gone)
    assert client.get(reverse("network:published")).status_code == 404
    client.force_login(released.leila)
    page = client.get(reverse("network:advice")).content.decode()
    assert STAYS in page and TAKEN_BACK not in page
    renew_releases()
    assert published(client) == [STAYS]
    renew_releases()
    assert CityRelease.objects.newest().get().number == 2, "once is enough"


def test_a_file_that_has_run_out_is_not_signed_anew_and_the_other_cities_are(released, client):
    """Nobody takes in what has run out; the job goes on to the next city."""
    withdraw_advice(by=released.nora, advice=released.gone)
    later = released.first.valid_until + dt.timedelta(minutes=1)
    with time_machine.travel(later, tick=False):
        renew_releases()
        assert CityRelease.objects.newest().get() == released.first
        assert client.get(reverse("network:published")).status_code == 404


def test_a_new_answer_takes_nothing_back(released, client):
    reply_to_advice(by=released.sara, advice=released.stays, state="done", text="Rommet er der nå.", owner="Rektor")
    assert renew_release(by=None, city=released.own) is None
    assert set(published(client)) == {STAYS, TAKEN_BACK}


def test_withdrawing_in_a_city_without_releases_makes_none(solvik, django_capture_on_commit_callbacks):
    school = UnitFactory(organisation=solvik.owner, service__code="skole")
    one = advice_for(school, by=PersonFactory(), answered_by=PersonFactory(), published_by=PersonFactory())
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_advice(by=PersonFactory(), advice=one)
    assert not CityRelease.objects.exists()


def test_withdrawing_holds_though_the_file_cannot_be_signed(released, client, django_capture_on_commit_callbacks):
    key = keys.current(released.own, None)
    keys._path(key.public).write_bytes(b"torn")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_advice(by=released.nora, advice=released.gone)
    released.gone.refresh_from_db()
    assert released.gone.withdrawn_at and client.get(reverse("network:published")).status_code == 404
