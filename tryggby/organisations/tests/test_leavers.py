"""Whoever's last day has been cannot sign in any more, whoever wrote that day and whenever."""

import datetime as dt

import pytest
from django.test import Client

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.organisations.actions import (
    add_membership,
    close_leavers,
    end_appointment,
    end_membership,
    plan_of,
    upload_staff,
)
from tryggby.organisations.door import Membership
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, PersonFactory
from tryggby.organisations.jobs import close_accounts_of_leavers
from tryggby.people.door import Person


def has_left(person):
    return Person.objects.get(pk=person.pk).left_at is not None


@pytest.fixture
def last_day(city):
    """Amina's last day at Solbakken skole is written long before it comes."""

    def set_day(days):
        Membership.objects.filter(person=city.amina).update(until=today() + dt.timedelta(days=days))

    return set_day


def test_within_a_day_of_the_last_day_the_account_is_closed(city, client, last_day):
    client.force_login(city.amina)
    last_day(0)
    assert close_leavers(by=None) == 0 and client.get("/hjem/").status_code == 200
    last_day(-1)
    close_accounts_of_leavers()
    assert has_left(city.amina) and client.get("/hjem/").status_code == 302, "the session is over"
    assert close_leavers(by=None) == 0
    assert Entry.objects.get(verb="close_leavers").facts == {"count": 1}


def test_who_has_a_place_or_a_role_left_or_to_come_stays(city, last_day):
    last_day(-1)
    later = MembershipFactory(person=city.amina, unit=city.kindergarten, since=today() + dt.timedelta(days=20))
    assert close_leavers(by=None) == 0
    later.delete()
    role = AppointmentFactory(person=city.amina, organisation=city.lyngvik, role="editor")
    assert close_leavers(by=None) == 0
    end_appointment(by=city.kari, appointment=role)
    assert close_leavers(by=None) == 1 and has_left(city.amina)


def test_who_never_had_a_place_and_the_demo_citys_people_are_left_alone(city, last_day):
    newcomer = PersonFactory(given_name="Nora")
    Person.objects.filter(pk=city.amina.pk).update(demo_name="amina")
    last_day(-5)
    assert close_leavers(by=None) == 0
    assert not has_left(newcomer) and not has_left(city.amina)


def test_a_coordinator_who_gives_herself_a_place_stays_signed_in_and_others_do_not(city, as_kari):
    other = Client()
    other.force_login(city.amina)
    rows = [f"{who.email};{who.given_name};{who.family_name};Myra barnehage\n" for who in (city.kari, city.amina)]
    file = "e-post;fornavn;etternavn;enhet\n" + "".join(rows)
    upload = upload_staff(by=city.kari, organisation=city.lyngvik, name="f.csv", data=file.encode(), end_missing=False)
    as_kari.post(f"/enheter/import/{upload.key}/godkjenning/", {"digest": plan_of(upload).digest})
    assert Membership.objects.filter(person=city.kari, unit=city.kindergarten).exists()
    assert as_kari.get("/enheter/").status_code == 200 and other.get("/hjem/").status_code == 302
    add_membership(by=city.kari, person=city.kari, unit=city.school)
    assert as_kari.get("/enheter/").status_code == 200
    Membership.objects.filter(person=city.kari).update(since=today() - dt.timedelta(days=9))
    end_membership(by=city.kari, membership=Membership.objects.get(person=city.kari, unit=city.school))
    assert as_kari.get("/enheter/").status_code == 302, "what is taken away ends the session"
