"""Three municipalities of inland hills, their coordinators, leaders and staff."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tryggby.ground.door import today
from tryggby.organisations.factories import (
    AppointmentFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartnershipFactory,
    UnitFactory,
)
from tryggby.people.factories import PersonFactory
from tryggby.programmes.factories import CohortFactory, EnrolmentFactory, GatheringFactory, ProgrammeFactory


@pytest.fixture
def valley(db):
    """Kari coordinates Lia; Berg and Nes are partners. Nora coordinates Berg and runs nothing here."""
    lia, berg, nes, away = (OrganisationFactory(name=f"{n} kommune") for n in ("Lia", "Berg", "Nes", "Utvik"))
    for number, organisation in (("9001", lia), ("9002", berg), ("9003", nes)):
        MunicipalityFactory(number=number, organisation=organisation, name=organisation.name.split()[0])
    kari, nora, odd = (PersonFactory(given_name=n) for n in ("Kari", "Nora", "Odd"))
    AppointmentFactory(person=kari, organisation=lia)
    AppointmentFactory(person=nora, organisation=berg)
    AppointmentFactory(person=odd, organisation=away)
    PartnershipFactory(organisation=lia, partner=berg)
    PartnershipFactory(organisation=lia, partner=nes)
    world = SimpleNamespace(lia=lia, berg=berg, nes=nes, away=away, kari=kari, nora=nora, odd=odd)
    world.units = [
        UnitFactory(organisation=organisation, name=f"{service} {organisation.name}", service__code=code)
        for organisation in (lia, berg, nes)
        for service, code in (("Flyktningtjenesten", "flyktningtjeneste"), ("Helsestasjonen", "helsestasjon"))
    ]
    world.leaders, world.staff = [], []
    for unit in world.units:
        world.leaders.append(MembershipFactory(unit=unit, role="leader").person)
        world.staff.append([MembershipFactory(unit=unit).person for _ in range(2)])
    world.programme = ProgrammeFactory()
    return world


@pytest.fixture
def cohort(valley):
    """A running cohort of two units, with one staff day behind, one to come, and its leader supervision."""
    day = today()
    units = valley.units[0], valley.units[2]
    row = CohortFactory(organisation=valley.lia, programme=valley.programme, units=units, name="Sammen i dalen")
    row.day1 = GatheringFactory(cohort=row, number=1, day=day - dt.timedelta(days=30))
    row.day2 = GatheringFactory(cohort=row, number=2, day=day + dt.timedelta(days=30))
    row.sup2 = GatheringFactory(
        cohort=row,
        track="leader",
        number=2,
        kind="supervision",
        paired_with=row.day2,
        day=day + dt.timedelta(days=44),
    )
    row.enrolled = [
        EnrolmentFactory(cohort=row, unit=unit, person=person)
        for unit, people in ((units[0], valley.staff[0]), (units[1], valley.staff[2]))
        for person in people
    ]
    row.leading = [
        EnrolmentFactory(cohort=row, track="leader", unit=units[0], person=valley.leaders[0]),
        EnrolmentFactory(cohort=row, track="leader", unit=units[1], person=valley.leaders[2]),
    ]
    return row
