"""The small city beside the demo city, in an installation of its own: a school, a nursery, and who speaks for it."""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tryggby.desk.demo.post import settle_post
from tryggby.desk.demo.stable import SEED, at, stable
from tryggby.ground.door import oslo
from tryggby.network.door import build_neighbour_demo
from tryggby.organisations.door import (
    Appointment,
    Installation,
    Membership,
    Municipality,
    Organisation,
    Role,
    Service,
    Unit,
)
from tryggby.people.door import Person
from tryggby.voices.door import build_demo as build_voices

# Unit, service, its leader's demo name, given and family name.
UNITS = [("Lia skole", "skole", "leder", "Berit", "Sand"), ("Lia barnehage", "barnehage", None, "Omar", "Ali")]
APPOINTED = [
    (Role.COORDINATOR, "koordinator", "Turid", "Nes"),
    (Role.NETWORK_COORDINATOR, "nettverk", "Mina", "Dahl"),
]


@transaction.atomic
def build_neighbour(on: dt.date, *, say: Callable[[str], object]) -> None:
    """Build it as if a year had gone by until `on`. Its seed is its own, and so are its keys."""
    with stable(SEED + 1) as rng:
        with at(on - dt.timedelta(days=400)):
            say("  nabobyen Bærheim")
            owner = _organisation()
            leaders, units = _units(on, owner)
            known = {role: _appointed(on, owner, role, *names) for role, *names in APPOINTED}
        say("  barnas råd")
        build_voices(on, units=units, leaders=leaders, by=known[Role.COORDINATOR], rng=rng)
        say("  nettverk")
        build_neighbour_demo(on, organisation=owner, by=known[Role.NETWORK_COORDINATOR])
        settle_post(on)


def _organisation() -> Organisation:
    owner = Organisation.objects.create(
        name="Bærheim kommune", kind=Organisation.Kind.MUNICIPALITY, org_number="999000018"
    )
    Municipality.objects.create(organisation=owner, number="9918", name="Bærheim", since=dt.date(2020, 1, 1))
    Installation.objects.create(
        owner=owner, department="Oppvekst", contact_email="oppvekst@baerheim.example", brand_colour="#6a3d7c"
    )
    return owner


def _units(on: dt.date, owner: Organisation) -> tuple[dict[str, Person], dict[str, Unit]]:
    """Leaders and units by the unit's name."""
    leaders, units = {}, {}
    for number, (name, service, *names) in enumerate(UNITS):
        unit = Unit.objects.create(
            organisation=owner, service=Service.objects.get(code=service), name=name, external_id=f"B{number:03}"
        )
        leader = _person(on, *names)
        Membership.objects.create(
            person=leader, unit=unit, role=Membership.Role.LEADER, share=100, since=on - dt.timedelta(days=900)
        )
        leaders[name], units[name] = leader, unit
    return leaders, units


def _appointed(on: dt.date, owner: Organisation, role: str, demo: str, given: str, family: str) -> Person:
    person = _person(on, demo, given, family)
    Appointment.objects.create(person=person, organisation=owner, role=role, since=on - dt.timedelta(days=390))
    return person


def _person(on: dt.date, demo: str | None, given: str, family: str) -> Person:
    return Person.objects.create(
        given_name=given,
        family_name=family,
        email=f"{given}.{family}@baerheim.example".lower(),
        demo_name=demo,
        password=make_password(None),
        joined_at=oslo(on - dt.timedelta(days=400), dt.time(9)),
    )
