"""The leader's pages: names of the own unit alone, three steps with reasons, ten queries at most."""

import datetime as dt

import pytest

from tryggby.ground.door import today
from tryggby.mentoring.factories import MandateFactory, ParticipationFactory, PracticeFactory, moment
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.packages.door import Release
from tryggby.packages.factories import CompletionFactory, make_release
from tryggby.people.factories import PersonFactory
from tryggby.programmes.factories import CohortFactory, EnrolmentFactory, GatheringFactory

PAGES = ["/min-enhet/", "/min-enhet/dekning/", "/min-enhet/plan/", "/min-enhet/utskrift/"]


def page_of(client, person, path):
    client.force_login(person)
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.fixture
def busy(furulia, sara, amina, ola):
    """Furulia in the middle of things: a held and a planned practice, a cohort, some reading."""
    release = make_release()
    for part in ("forste", "andre"):
        CompletionFactory(person=ola, release=release, part=part)
    mandate = amina.mandates.get()
    ParticipationFactory(practice=PracticeFactory(mandate=mandate, held=True), person=ola, present=True)
    planned = PracticeFactory(mandate=mandate, title="Undre seg høyt")
    ParticipationFactory(practice=planned, person=sara)
    cohort = CohortFactory(units=[furulia], name="Kull 1", organisation=furulia.organisation)
    GatheringFactory(cohort=cohort, day=today() - dt.timedelta(days=9))
    GatheringFactory(cohort=cohort, capacity=20)
    EnrolmentFactory(cohort=cohort, unit=furulia, person=ola)
    return cohort


def test_the_overview_greets_and_shows_steps_tiles_bars_and_plan(client, sara, busy):
    page = page_of(client, sara, "/min-enhet/")
    assert ", Sara</h1>" in page
    assert "Undre seg høyt" in page and "Godta tiden" in page
    assert "Tilby plass" in page
    assert "1 <span>av 3</span></p><p>har felles opplæring" in page
    assert "2 <span>av 3</span></p><p>har øvd siste tre måneder" in page
    assert "Kunnskap" in page and "Arbeidskultur" in page
    assert "Kull 1" in page
    assert "Bare du ser navn" in page


def test_there_are_never_more_than_three_steps(client, sara, busy):
    assert page_of(client, sara, "/min-enhet/").count('class="step-action"') == 3


def test_the_time_is_accepted_with_one_click(client, sara, busy):
    place = sara.participations.get()
    client.force_login(sara)
    client.post(f"/ovinger/{place.practice.key}/", {"answer": "yes"})
    assert "Godta tiden" not in page_of(client, sara, "/min-enhet/")


def test_every_leader_page_asks_ten_queries_at_most_whatever_the_size(client, sara, furulia, busy, count_queries):
    client.force_login(sara)
    few = {path: count_queries(lambda path=path: client.get(path)) for path in PAGES}
    assert max(few.values()) <= 10
    mandate, release = furulia.mandates.get(), Release.objects.get()
    for hour in (8, 9, 10):
        person = MembershipFactory(unit=furulia).person
        CompletionFactory(person=person, release=release, part="forste")
        practice = PracticeFactory(mandate=mandate, held=True, starts_at=moment(-9, dt.time(hour)))
        ParticipationFactory(practice=practice, person=person, present=True)
        GatheringFactory(cohort=busy)
    assert {path: count_queries(lambda path=path: client.get(path)) for path in PAGES} == few


def test_names_and_only_attendance_and_completion_are_shown_to_the_own_leader(client, sara, busy):
    page = page_of(client, sara, "/min-enhet/dekning/")
    assert "Ola Berg" in page and "Amina Yusuf" in page
    assert "Ingen ser hvordan de gjorde det" in page


def test_the_print_has_no_names_of_who_has_done_what(client, sara, busy):
    page = page_of(client, sara, "/min-enhet/utskrift/")
    assert "Ola" not in page
    assert "1 av 3" in page


@pytest.mark.parametrize("path", PAGES)
def test_only_leaders_have_these_pages(client, path, ola, amina, kari, per, nina, berit):
    for person in (ola, amina, kari, per, nina, berit):
        client.force_login(person)
        assert client.get(path).status_code == 404, person


@pytest.mark.parametrize("path", PAGES)
def test_another_leaders_unit_is_not_there(client, path, sara, nils, furulia):
    client.force_login(nils)
    assert client.get(f"{path}?enhet={furulia.key}").status_code == 404
    assert client.get(f"{path}?enhet=finnesikke").status_code == 404


def test_whoever_leads_two_units_chooses(client, sara, solvik, busy):
    other = UnitFactory(organisation=solvik, name="Bakken barnehage")
    MembershipFactory(person=sara, unit=other, role="leader")
    MembershipFactory(person=PersonFactory(given_name="Tuva", family_name="Bakke"), unit=other)
    page = page_of(client, sara, f"/min-enhet/dekning/?enhet={other.key}")
    assert "Tuva Bakke" in page and "Ola Berg" not in page
    assert "Furulia barnehage" in page


def test_whoever_leads_from_above_sees_counts_but_no_names(client, solvik, furulia, busy):
    above = UnitFactory(organisation=solvik, name="Oppvekst")
    furulia.parent = above
    furulia.save()
    ruth = MembershipFactory(person=PersonFactory(given_name="Ruth"), unit=above, role="leader").person
    small = page_of(client, ruth, f"/min-enhet/dekning/?enhet={furulia.key}")
    assert "Tallene vises ikke" in small and "Ola" not in small
    for _ in range(2):
        MembershipFactory(unit=furulia)
    page = page_of(client, ruth, f"/min-enhet/dekning/?enhet={furulia.key}")
    assert "1 av 5" in page and "Ola" not in page
    assert "Gode neste steg" not in page_of(client, ruth, f"/min-enhet/?enhet={furulia.key}")


def test_a_unit_with_nothing_yet_is_shown_kindly(client, nils):
    page = page_of(client, nils, "/min-enhet/")
    assert "Velg mentor" in page
    assert "Enheten er ikke med i et program nå" in page
    for path in PAGES[1:]:
        page_of(client, nils, path)


def test_a_mentor_who_leaves_soon_is_told_about(client, sara, furulia):
    MandateFactory(unit=furulia, person__given_name="Mona", until=today() + dt.timedelta(days=20))
    page = page_of(client, sara, "/min-enhet/")
    assert "Mona slutter som mentor" in page
