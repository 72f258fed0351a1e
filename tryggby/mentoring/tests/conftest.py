"""A kindergarten with a leader, a mentor and three colleagues, and one practice to hold."""

from types import SimpleNamespace

import pytest

from tryggby.mentoring.factories import MandateFactory
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.packages.door import Package, Part, Release
from tryggby.people.factories import PersonFactory

PRACTICE = {
    "skill": {"nb": "Roen i kroppen"},
    "why": {"nb": "Kroppen din snakker først."},
    "group": 3,
    "bring": {"nb": "En klokke."},
    "roles": [
        {"id": "practiser", "nb": "Den som øver", "card": {"nb": "Du er deg selv."}},
        {"id": "other", "nb": "Den andre", "card": {"nb": "Les linjene."}},
        {"id": "observer", "nb": "Observatør", "card": {"nb": "Se etter."}},
    ],
    "steps": [
        {"minutes": 3, "title": {"nb": "Lande"}, "say": {"nb": "Velkommen."}, "do": {"nb": ["Del ut kort"]}},
        {
            "minutes": 24,
            "title": {"nb": "Øv i par"},
            "say": {"nb": "Bytt roller."},
            "do": {"nb": ["Gå rundt", "Lytt"]},
            "screen": {"nb": "Øv i par. Bytt roller."},
        },
        {"minutes": 3, "title": {"nb": "Runde av"}, "say": {"nb": "Takk."}, "do": {"nb": ["Si takk"]}},
    ],
    "observe": {"nb": ["kjenn føttene"]},
    "lines": {"nb": ["Gå vekk."]},
    "sentences": {"nb": ["Jeg er her."]},
    "feedback": {"keep": {"nb": "Du ventet."}, "try": {"nb": "Kortere."}},
    "commitment": {"nb": "Jeg prøver dette innen fredag"},
    "moved": {"nb": "Ta en pause. Følg med ut."},
    "opt_out": {"nb": "Du kan si pass når som helst."},
}


def make_part(
    identifier="roen-i-kroppen",
    number=90,
    title="Roen i kroppen min",
    package="no.tryggby/trygge-voksne",
    audience=("alle",),
):
    """An installed practice part; the package's release is made when it is missing."""
    owner, _ = Package.objects.get_or_create(
        identifier=package, defaults={"slug": package.partition("/")[2], "title": "Trygge voksne"}
    )
    release = owner.releases.first() or Release.objects.create(
        package=owner,
        version="1.0.0",
        major=1,
        minor=0,
        patch=0,
        digest="0" * 64,
        title="Trygge voksne",
        manifest={"audience": list(audience)},
    )
    Part.objects.create(
        release=release,
        identifier=identifier,
        number=number,
        mode="practice",
        minutes=30,
        title=title,
        summary="Øv på å bli rolig først.",
        elements=["practical_skill", "reflexivity"],
        practice=PRACTICE,
    )
    return Part.objects.select_related("release__package").get(release=release, identifier=identifier)


@pytest.fixture
def part(db):
    """«Roen i kroppen min»."""
    return make_part()


@pytest.fixture
def furulia(db):
    """Furulia barnehage: Sara leads, Amina is mentor, Bo, Kari and Omar work there. Nabo leads elsewhere."""
    owner = OrganisationFactory(name="Solvik kommune")
    unit = UnitFactory(name="Furulia barnehage", organisation=owner)
    people = {
        name: PersonFactory(given_name=name, family_name="Lie") for name in ("Sara", "Amina", "Bo", "Kari", "Omar")
    }
    for name, person in people.items():
        MembershipFactory(person=person, unit=unit, role="leader" if name == "Sara" else "employee")
    mandate = MandateFactory(person=people["Amina"], unit=unit)
    elsewhere = UnitFactory(name="Fjellbygd skole")
    neighbour = MembershipFactory(unit=elsewhere, role="leader").person
    MandateFactory(person=neighbour, unit=elsewhere)
    coordinator = AppointmentFactory(organisation=owner).person
    return SimpleNamespace(
        unit=unit,
        mandate=mandate,
        neighbour=neighbour,
        elsewhere=elsewhere,
        coordinator=coordinator,
        **{name.lower(): person for name, person in people.items()},
    )


@pytest.fixture
def login(client):
    """Sign a person in and give back the client."""

    def login(person):
        client.force_login(person)
        return client

    return login
