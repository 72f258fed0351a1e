"""The invented organisations of the demo city, and who is a partner of whom."""

import datetime as dt
from dataclasses import dataclass, field

from tryggby.organisations.door import (
    District,
    Installation,
    Municipality,
    Organisation,
    Partnership,
    Service,
    Unit,
)

Kind = Organisation.Kind

# district, unit, service, people
SOLVIK = [
    ("Nord", "Furulia barnehage", "barnehage", 31),
    ("Nord", "Fjordgløtt barnehage", "barnehage", 13),
    ("Nord", "Solvik skole", "skole", 27),
    ("Nord", "Helsestasjon Nord", "helsestasjon", 8),
    ("Nord", "Flyktningtjenesten", "flyktningtjeneste", 9),
    ("Nord", "Barneverntjenesten", "barnevern", 12),
    ("Sør", "Havna barnehage", "barnehage", 12),
    ("Sør", "Havna skole", "skole", 19),
    ("Sør", "Helsestasjon Sør", "helsestasjon", 6),
    ("Sør", "PP-tjenesten", "pp-tjeneste", 7),
    ("Sør", "Psykisk helse", "psykisk-helse", 8),
    ("Sør", "Kulturhuset Kaia", "kultur", 6),
]
# organisation, kind, municipality number, units
OTHERS = [
    (
        "Fjellvik kommune",
        Kind.MUNICIPALITY,
        "9902",
        [
            ("Fjellvik barnehage", "barnehage", 9),
            ("Fjellvik skole", "skole", 11),
            ("Fjellvik flyktningtjeneste", "flyktningtjeneste", 6),
        ],
    ),
    (
        "Elvdal kommune",
        Kind.MUNICIPALITY,
        "9903",
        [
            ("Elvdal skole", "skole", 8),
            ("Elvdal helsestasjon", "helsestasjon", 5),
            ("Elvdal flyktningtjeneste", "flyktningtjeneste", 5),
        ],
    ),
    ("Solvik politistasjon", Kind.POLICE, "", [("Forebyggende avsnitt", "politi", 7)]),
    ("Solvik idrettslag", Kind.VOLUNTARY, "", [("Barneidretten", "frivillig", 6)]),
    ("Havna orkester", Kind.VOLUNTARY, "", [("Barneorkesteret", "frivillig", 5)]),
    ("Regionsenter Kyst", Kind.REGIONAL, "", [("Kompetanseutvikling", "psykisk-helse", 5)]),
]


@dataclass
class Places:
    """What was made, by name; `sizes` says how many people each unit is to have."""

    solvik: Organisation
    organisations: dict[str, Organisation] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)


def build_places(on: dt.date) -> Places:
    """Make the organisations, districts, units and agreements."""
    services = {service.code: service for service in Service.objects.all()}
    solvik = Organisation.objects.create(name="Solvik kommune", kind=Kind.MUNICIPALITY, org_number="999000001")
    Municipality.objects.create(organisation=solvik, number="9901", name="Solvik", since=dt.date(2020, 1, 1))
    places = Places(solvik=solvik, organisations={solvik.name: solvik})
    districts = {
        name: District.objects.create(organisation=solvik, number=str(number), name=f"Solvik {name.lower()}")
        for number, name in enumerate(("Nord", "Sør"), start=1)
    }
    for district, name, service, size in SOLVIK:
        _unit(places, solvik, name, services[service], size, districts[district])
    for number, (name, kind, code, units) in enumerate(OTHERS, start=2):
        organisation = Organisation.objects.create(name=name, kind=kind, org_number=f"99900000{number}")
        places.organisations[name] = organisation
        if code:
            Municipality.objects.create(
                organisation=organisation, number=code, name=name.split()[0], since=dt.date(2020, 1, 1)
            )
        for unit, service, size in units:
            _unit(places, organisation, unit, services[service], size)
        Partnership.objects.create(organisation=solvik, partner=organisation, since=on - dt.timedelta(days=430))
    Installation.objects.create(
        owner=solvik,
        department="Avdeling for oppvekst",
        contact_email="oppvekst@solvik.example",
        brand_colour="#1f5f6b",
    )
    return places


def _unit(places: Places, organisation, name: str, service, size: int, district=None) -> None:
    places.units[name] = Unit.objects.create(
        organisation=organisation, district=district, service=service, name=name, external_id=f"E{len(places.units):03}"
    )
    places.sizes[name] = size
