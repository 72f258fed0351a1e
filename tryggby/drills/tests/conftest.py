"""A kindergarten with its leader and colleagues, one drill, and the number to child protection."""

from types import SimpleNamespace

import pytest
from django.test import Client

from tryggby.drills.actions import open_run, plan_run, start_play
from tryggby.drills.models import LocalAnswer
from tryggby.help.door import load_shipped as load_help
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.packages.factories import make_drill
from tryggby.people.factories import PersonFactory


@pytest.fixture
def drill(db):
    """«Øvelse garderoben»."""
    return make_drill()


@pytest.fixture
def furulia(db):
    """Furulia barnehage: Sara leads, Bo, Kari and Omar work there. Nabo leads elsewhere."""
    load_help(by=None)
    owner = OrganisationFactory(name="Solvik kommune")
    unit = UnitFactory(name="Furulia barnehage", organisation=owner)
    people = {name: PersonFactory(given_name=name, family_name="Lie") for name in ("Sara", "Bo", "Kari", "Omar")}
    for name, person in people.items():
        MembershipFactory(person=person, unit=unit, role="leader" if name == "Sara" else "employee")
    elsewhere = UnitFactory(name="Fjellbygd skole")
    neighbour = MembershipFactory(unit=elsewhere, role="leader").person
    return SimpleNamespace(
        unit=unit,
        owner=owner,
        elsewhere=elsewhere,
        neighbour=neighbour,
        coordinator=AppointmentFactory(organisation=owner).person,
        **{name.lower(): person for name, person in people.items()},
    )


@pytest.fixture
def answered(furulia):
    """The municipality has said whom to call."""
    return LocalAnswer.objects.create(organisation=furulia.owner, question="barnevern-dag", text="22 00 00 00")


@pytest.fixture
def opened(furulia, drill, answered):
    """Bo's run, open for phones."""
    return open_run(by=furulia.bo, run=plan_run(by=furulia.bo, unit=furulia.unit, drill=drill))


@pytest.fixture
def playing(furulia, opened):
    """Bo's run, with the clock going."""
    return start_play(by=furulia.bo, run=opened)


@pytest.fixture
def login(client):
    """Sign a person in and give back the client."""

    def login(person):
        client.force_login(person)
        return client

    return login


@pytest.fixture
def phones():
    """Clients without accounts that join a run: `phones(run, 3)`."""

    def join(run, count=1, role=""):
        made = []
        for number in range(count):
            client = Client()
            form = {"go": "join", "role": role, "once": f"telefon-{run.key}-{role}-{number}"}
            assert client.post(f"/bli-med/ovelse/{run.key}/", form).status_code == 302
            made.append(client)
        return made

    return join
