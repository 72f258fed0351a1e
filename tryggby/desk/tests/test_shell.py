"""The frame: one query, the right places for each role, and no links to what is not there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from tryggby.desk.shell import shell
from tryggby.mentoring.factories import MandateFactory
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, UnitFactory


def ask(person=None, path="/hjem/", **chosen):
    request = RequestFactory().get(path)
    request.user = person or AnonymousUser()
    if person:
        request.session = SessionStore()
        request.session.update(chosen)
    return request


def labels(frame):
    return [item.label for item in frame.nav]


def test_a_visitor_gets_the_public_frame_in_one_query_and_without_a_session(solvik, django_assert_num_queries):
    with django_assert_num_queries(1):
        frame = shell(ask(path="/"))
    assert frame.place_name == "Solvik kommune"
    assert frame.owner_detail == "Solvik kommune · Avdeling for oppvekst"
    assert "Dette gjør vi" in labels(frame)
    assert not frame.roles and not frame.person_name


@pytest.mark.django_db
def test_before_the_set_up_there_is_still_a_frame():
    frame = shell(ask(path="/"))
    assert frame.owner_name == "Tryggby"
    assert frame.place_name == ""


def test_signed_in_people_get_their_frame_in_one_query(sara, amina, django_assert_num_queries):
    for person in (sara, amina):
        with django_assert_num_queries(1):
            shell(ask(person))


def test_an_employee_sees_five_places_and_no_role_switch(ola):
    frame = shell(ask(ola))
    assert labels(frame) == ["Hjem", "Lær", "Barnevernøvelser", "Verktøykasse", "Samlinger"]
    assert frame.nav[0].current
    assert frame.roles == ()
    assert frame.initials == "OB"


def test_a_leader_begins_with_her_unit(sara):
    frame = shell(ask(sara))
    assert frame.place_name == "Furulia barnehage"
    assert frame.home_url == "/min-enhet/"
    assert [role.label for role in frame.roles] == ["Leder", "Ansatt"]


def test_a_person_with_several_roles_gets_them_by_unit_the_most_responsible_first(sara, solvik, furulia):
    other = UnitFactory(organisation=solvik, name="Bakken barnehage")
    MembershipFactory(person=sara, unit=other, role="leader")
    MandateFactory(person=sara, unit=furulia)
    AppointmentFactory(person=sara, organisation=solvik)
    frame = shell(ask(sara))
    assert [(role.label, role.detail) for role in frame.roles] == [
        ("Koordinator", ""),
        ("Leder", "Bakken barnehage"),
        ("Leder", "Furulia barnehage"),
        ("Mentor", "Furulia barnehage"),
        ("Ansatt", "Bakken barnehage, Furulia barnehage"),
    ]


def test_the_chosen_role_decides_the_frame(amina):
    assert shell(ask(amina)).home_url == "/mentor/"
    assert shell(ask(amina, role="employee")).home_url == "/hjem/"


def test_a_role_that_is_over_is_not_offered(amina, furulia):
    amina.mandates.update(since="2024-01-01", until="2024-06-01")
    assert shell(ask(amina)).roles == ()


def test_no_nav_has_more_than_five_places_and_every_one_leads_somewhere(sara, amina, ola, kari, per, nina, client):
    for person in (sara, amina, ola, kari, per, nina):
        client.force_login(person)
        frame = shell(ask(person))
        assert 1 <= len(frame.nav) <= 5
        for item in frame.nav:
            assert client.get(item.url).status_code == 200, item


def test_pages_in_one_language_offer_no_other(client, solvik):
    assert b'hreflang="nn"' in client.get("/").content
    assert b'hreflang="nn"' not in client.get("/logg-inn/").content


@pytest.mark.parametrize("path", ["/bli-med/", "/her/", "/bevis/"])
def test_who_takes_part_without_an_account_chooses_a_language(client, sara, path):
    for person in (None, sara):
        if person:
            client.force_login(person)
        for code in ("nn", "en"):
            assert f'href="/{code}{path}"' in client.get(path).text or (person and path == "/bevis/")
            page = client.get(f"/{code}{path}")
            assert page.status_code == 200 and f'<html lang="{code}"' in page.text
