"""Offering places: who is proposed, who is told and when, and changing one's mind."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.organisations.factories import MembershipFactory
from tryggby.outbox.door import Message
from tryggby.programmes.door import Enrolment
from tryggby.programmes.factories import CohortFactory, EnrolmentFactory, GatheringFactory


@pytest.fixture
def cohort(furulia, sara, amina, ola):
    """A cohort Furulia takes part in, with a staff day and a leader supervision to come; Amina has a place."""
    found = CohortFactory(units=[furulia], organisation=furulia.organisation, name="Kull 1")
    GatheringFactory(cohort=found, capacity=20)
    GatheringFactory(cohort=found, track="leader", kind="supervision", title="Lederveiledning 1")
    EnrolmentFactory(cohort=found, unit=furulia, person=amina)
    return found


def address(cohort, track="staff", end=""):
    return f"/min-enhet/tilbud/{cohort.key}/{track}/{end}"


def give(client, cohort, people, once="en-gang", track="staff"):
    return client.post(address(cohort, track), {"people": [person.pk for person in people], "once": once})


def test_those_without_a_place_are_ticked_beforehand(client, sara, cohort):
    client.force_login(sara)
    page = client.get(address(cohort)).content.decode()
    assert page.count(" checked") == 2
    assert "Ola Berg" in page and "Amina Yusuf" not in page
    assert "19 ledige plasser" in page


@pytest.mark.shows("foundation.2")
def test_a_leader_acts_in_two_clicks_and_the_mail_waits_two_minutes(client, sara, ola, cohort):
    client.force_login(sara)
    assert address(cohort) in client.get("/min-enhet/").content.decode()
    answer = give(client, cohort, [sara, ola])
    assert answer.status_code == 302
    assert set(Enrolment.objects.filter(cohort=cohort).values_list("person__given_name", flat=True)) == {
        "Sara",
        "Ola",
        "Amina",
    }
    mails = Message.objects.filter(to=ola.email)
    assert mails.count() == 2
    assert all(mail.next_try_at > timezone.now() + dt.timedelta(seconds=100) for mail in mails)
    page = client.get(answer["Location"]).content.decode()
    assert "2 kolleger har fått plass" in page and "Angre" in page
    assert Entry.objects.filter(verb="enrol").exists()


def test_the_same_form_twice_is_one_offer(client, sara, ola, cohort):
    client.force_login(sara)
    first, second = give(client, cohort, [ola]), give(client, cohort, [ola])
    assert first.status_code == second.status_code == 302
    assert "1 kollega har fått plass" in client.get(second["Location"]).content.decode()
    assert Enrolment.objects.filter(cohort=cohort, person=ola).count() == 1
    assert Message.objects.filter(to=ola.email).count() == 2


def test_an_offer_can_be_undone_before_anybody_is_told(client, sara, ola, cohort):
    client.force_login(sara)
    undo = undo_of(client, give(client, cohort, [ola]))
    client.post(address(cohort, end="angre/"), {"angre": undo})
    assert not Enrolment.objects.filter(cohort=cohort, person=ola).exists()
    assert not Message.objects.filter(to=ola.email).exists()
    assert Entry.objects.filter(verb="take_back").count() == 1


def test_whoever_has_been_told_keeps_an_ended_row(client, sara, ola, cohort):
    client.force_login(sara)
    undo = undo_of(client, give(client, cohort, [ola]))
    Message.objects.update(state="sent", sent_at=timezone.now())
    client.post(address(cohort, end="angre/"), {"angre": undo})
    assert Enrolment.objects.get(cohort=cohort, person=ola).until == today()


@pytest.mark.parametrize("undo", ["", "tull", "a:b:c"])
def test_a_made_up_undo_changes_nothing(client, sara, ola, cohort, undo):
    client.force_login(sara)
    give(client, cohort, [ola])
    client.post(address(cohort, end="angre/"), {"angre": undo})
    assert Enrolment.objects.filter(cohort=cohort, person=ola).exists()


def test_another_leaders_undo_changes_nothing(client, sara, nils, ola, cohort):
    client.force_login(sara)
    undo = undo_of(client, give(client, cohort, [ola]))
    client.force_login(nils)
    assert client.post(address(cohort, end="angre/"), {"angre": undo}).status_code == 404
    assert Enrolment.objects.filter(cohort=cohort, person=ola).exists()


def test_nobody_chosen_is_said_kindly(client, sara, cohort):
    client.force_login(sara)
    answer = give(client, cohort, [])
    assert answer.status_code == 422
    assert "Velg minst én kollega" in answer.content.decode()


def test_people_from_elsewhere_cannot_be_slipped_in(client, sara, nils, cohort):
    client.force_login(sara)
    assert give(client, cohort, [nils]).status_code == 422
    assert not Enrolment.objects.filter(person=nils).exists()


def test_there_are_no_more_places_than_seats(client, sara, ola, cohort):
    cohort.gatherings.filter(track="staff").update(capacity=2)
    client.force_login(sara)
    assert client.get(address(cohort)).content.decode().count(" checked") == 1
    answer = give(client, cohort, [sara, ola])
    assert answer.status_code == 422
    assert "Det er plass til 1 fra dere" in answer.content.decode()


def test_the_leader_track_is_for_leaders_and_takes_two(client, sara, furulia, cohort):
    for _ in range(2):
        MembershipFactory(unit=furulia, role="leader")
    client.force_login(sara)
    page = client.get(address(cohort, "leader")).content.decode()
    assert "Sara Lien" in page and "Ola Berg" not in page
    assert page.count(" checked") == 2
    everybody = [row.person for row in furulia.memberships.filter(role="leader")]
    assert give(client, cohort, everybody, track="leader").status_code == 422


def test_only_the_units_own_leader_offers(client, sara, nils, ola, kari, cohort):
    for person in (nils, ola, kari):
        client.force_login(person)
        assert client.get(address(cohort)).status_code == 404
        assert give(client, cohort, [ola]).status_code == 404
    client.force_login(sara)
    assert client.get(address(cohort, "finnes-ikke")).status_code == 404
    assert client.get(address(CohortFactory())).status_code == 404


def test_when_everybody_has_a_place_it_says_so(client, sara, ola, furulia, cohort):
    for person in (sara, ola):
        EnrolmentFactory(cohort=cohort, unit=furulia, person=person)
    client.force_login(sara)
    assert "Alle har plass" in client.get(address(cohort)).content.decode()


def undo_of(client, answer) -> str:
    page = client.get(answer["Location"]).content.decode()
    return re.search(r'name="angre" value="([^"]+)"', page)[1]
