"""Every page × every kind of person: what is not one's own is not there."""

import pytest
from django.utils import timezone

from tryggby.mentoring.door import Mandate, Participation, Practice, appoint_mentor, end_mandate, invitations_for
from tryggby.mentoring.factories import ParticipationFactory, PracticeFactory, moment

pytestmark = pytest.mark.django_db

MENTOR = ["", "flytt/", "avlys/", "kjor/", "storskjerm/", "ark/", "rapport/"]


@pytest.fixture
def practice(furulia, part):
    """A practice Bo and Kari are invited to."""
    practice = PracticeFactory(mandate=furulia.mandate)
    for person in (furulia.bo, furulia.kari):
        ParticipationFactory(practice=practice, person=person, invited_at=timezone.now())
    return practice


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize("page", MENTOR)
@pytest.mark.parametrize(
    ("who", "status"), [("amina", 200), ("bo", 404), ("sara", 404), ("coordinator", 404), ("neighbour", 404)]
)
def test_practice_pages_are_the_units_mentors(practice, furulia, login, page, who, status):
    assert login(getattr(furulia, who)).get(f"/mentor/okter/{practice.key}/{page}").status_code == status


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize("page", ["flytt/", "avlys/", "kjor/", "rapport/"])
@pytest.mark.parametrize("who", ["bo", "sara", "coordinator", "neighbour"])
def test_nobody_else_changes_a_practice(practice, furulia, login, page, who):
    data = {"go": "start", "because": "Nei", "headcount": "3", "day": "2030-01-02", "time": "10:00"}
    assert login(getattr(furulia, who)).post(f"/mentor/okter/{practice.key}/{page}", data).status_code == 404
    after = Practice.objects.get(pk=practice.pk)
    assert (after.started_at, after.cancelled_at, after.held_at) == (None, None, None)
    assert after.starts_at == practice.starts_at


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        ("/mentor/", {"amina", "neighbour"}),
        ("/mentor/okter/", {"amina", "neighbour"}),
        ("/mentor/okter/ny/", {"amina", "neighbour"}),
        ("/min-enhet/mentorer/", {"sara", "neighbour"}),
        ("/min-enhet/oving/", {"sara", "neighbour"}),
    ],
)
def test_homes_are_for_those_who_have_the_role(practice, furulia, login, page, allowed):
    for who in ("amina", "bo", "sara", "coordinator", "neighbour"):
        status = login(getattr(furulia, who)).get(page).status_code
        assert status == (200 if who in allowed else 404), who


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize("page", ["/mentor/", "/mentor/okter/ny/", "/min-enhet/mentorer/", "/min-enhet/oving/"])
def test_another_unit_in_the_address_is_not_there(furulia, login, page):
    assert login(furulia.neighbour).get(page, {"enhet": furulia.unit.key}).status_code == 404
    html = login(furulia.neighbour).get(page).content.decode()
    assert furulia.unit.name not in html


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize(
    ("who", "status"), [("bo", 200), ("omar", 404), ("amina", 404), ("sara", 404), ("neighbour", 404)]
)
def test_an_invitation_is_ones_own(practice, furulia, login, who, status):
    client = login(getattr(furulia, who))
    assert client.get(f"/ovinger/{practice.key}/").status_code == status
    assert client.get(f"/ovinger/{practice.key}/kalender.ics").status_code == status
    assert client.post(f"/ovinger/{practice.key}/", {"answer": "yes"}).status_code == (302 if status == 200 else 404)
    assert Participation.objects.filter(answer="yes").exists() == (status == 200)


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize(("who", "status"), [("sara", 200), ("amina", 404), ("coordinator", 404), ("neighbour", 404)])
def test_only_the_units_leader_ends_a_mandate(furulia, login, who, status):
    address = f"/min-enhet/mentorer/{furulia.mandate.key}/avslutt/"
    client = login(getattr(furulia, who))
    assert client.get(address).status_code == status
    client.post(address, {"until": "2030-01-01"})
    assert (Mandate.objects.get(pk=furulia.mandate.pk).until is not None) == (status == 200)


def test_names_of_those_there_are_for_the_units_own_leader(furulia, login):
    held = PracticeFactory(mandate=furulia.mandate, held=True)
    ParticipationFactory(practice=held, person=furulia.kari, present=True)
    html = login(furulia.sara).get("/min-enhet/oving/").content.decode()
    assert furulia.kari.name in html
    assert "Bare du som leder enheten, ser navn" in html
    assert furulia.kari.name not in login(furulia.neighbour).get("/min-enhet/oving/").content.decode()


def test_leader_page_takes_the_same_queries_with_three(furulia, login):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = login(furulia.sara)
    ParticipationFactory(practice=PracticeFactory(mandate=furulia.mandate, held=True), present=True)
    client.get("/min-enhet/oving/")
    with CaptureQueriesContext(connection) as one:
        client.get("/min-enhet/oving/")
    for n in (20, 30):
        practice = PracticeFactory(mandate=furulia.mandate, held=True, starts_at=moment(-n))
        ParticipationFactory(practice=practice, present=True)
    with CaptureQueriesContext(connection) as three:
        client.get("/min-enhet/oving/")
    assert len(one) == len(three)


def test_the_door_closes_with_the_mandate(practice, furulia, login):
    Mandate.objects.filter(pk=furulia.mandate.pk).update(until=furulia.mandate.since)
    client = login(furulia.amina)
    assert client.get("/mentor/").status_code == 404
    assert client.get(f"/mentor/okter/{practice.key}/").status_code == 404


def test_a_successor_finds_what_was_planned(practice, furulia, login):
    end_mandate(by=furulia.sara, mandate=furulia.mandate)
    appoint_mentor(by=furulia.sara, person=furulia.omar, unit=furulia.unit)
    assert login(furulia.omar).get(f"/mentor/okter/{practice.key}/").status_code == 200


def test_visitors_are_sent_to_sign_in(practice, client):
    for page in ("/mentor/", f"/mentor/okter/{practice.key}/", f"/ovinger/{practice.key}/", "/min-enhet/mentorer/"):
        answer = client.get(page)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/logg-inn/")


def test_invitations_of_a_person_are_coming_ones_only(practice, furulia, django_assert_num_queries):
    past = PracticeFactory(mandate=furulia.mandate, starts_at=moment(-4))
    ParticipationFactory(practice=past, person=furulia.bo)
    with django_assert_num_queries(1):
        (place,) = invitations_for(furulia.bo)
        assert place.practice == practice
        assert place.practice.unit.name == "Furulia barnehage"
        assert place.practice.mandate.person == furulia.amina
    assert list(invitations_for(furulia.neighbour)) == []
