"""Small cities with three years of taking part, made the same for the same seed; and what is plainly true of them."""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from tryggby.ground.door import OSLO, oslo, today
from tryggby.insight.effect.periods import after, ended_quarters
from tryggby.mentoring.door import Participation
from tryggby.mentoring.factories import MandateFactory, ParticipationFactory, PracticeFactory
from tryggby.organisations.door import Membership
from tryggby.organisations.factories import (
    AppointmentFactory,
    DistrictFactory,
    MembershipFactory,
    OrganisationFactory,
    ServiceFactory,
    UnitFactory,
)
from tryggby.packages.door import Completion, Part
from tryggby.packages.factories import CompletionFactory, make_release
from tryggby.programmes.door import Attendance
from tryggby.programmes.factories import CohortFactory, EnrolmentFactory, GatheringFactory


@dataclass
class City:
    """A municipality with units and who may look."""

    organisation: object
    units: list
    coordinator: object
    leaders: list = field(default_factory=list)


def make_city(seed: int, *, units: int = 6, most: int = 14) -> City:
    """Districts, services, units of nobody to `most`, and what their people took part in."""
    rng = random.Random(seed)
    organisation = OrganisationFactory(name="Lyngvik kommune")
    districts = [DistrictFactory(organisation=organisation, name=f"Bydel {name}") for name in "AB"]
    services = [ServiceFactory(code="barnehage"), ServiceFactory(code="skole")]
    city = City(organisation, [], AppointmentFactory(organisation=organisation).person)
    people = []
    for number in range(units):
        unit = UnitFactory(
            organisation=organisation,
            district=rng.choice(districts),
            service=rng.choice(services),
            name=f"Sted {number:02d}",
        )
        city.units.append(unit)
        for n in range(rng.choice((2, 5, most, most))):
            role = "leader" if n == 0 else "employee"
            people.append(MembershipFactory(unit=unit, role=role, share=rng.choice((50, 80, 100))).person)
            if n == 0:
                city.leaders.append(people[-1])
    for person in rng.sample(people, len(people) // 6):
        unit = rng.choice(city.units)
        if not Membership.objects.filter(person=person, unit=unit).exists():
            MembershipFactory(person=person, unit=unit, share=rng.choice((20, 100)))
    _take_part(city, people, rng)
    return city


def _take_part(city: City, people: list, rng: random.Random) -> None:
    days = [moment for quarter in ended_quarters(today())[-3:] for moment in _edges(quarter, rng)]
    days += [oslo(ended_quarters(today())[0] - dt.timedelta(days=1), dt.time(12)), oslo(today(), dt.time(8))]
    keen = rng.choice((0.2, 0.5, 0.9))
    release = make_release()
    cohort = CohortFactory(organisation=city.organisation, units=city.units)
    gatherings = [
        GatheringFactory(cohort=cohort, day=moment.astimezone(OSLO).date(), number=n + 1, kind=kind)
        for n, (moment, kind) in enumerate(zip(days, ("day", "supervision", "day", "training", "day"), strict=False))
    ]
    mandate = MandateFactory(person=people[0], unit=Membership.objects.filter(person=people[0]).first().unit)
    practices = [
        PracticeFactory(mandate=mandate, starts_at=moment, held_at=moment, reported_at=moment) for moment in days[1:4]
    ]
    for person in people:
        for part in ("forste", "andre"):
            if rng.random() < keen:
                CompletionFactory(person=person, release=release, part=part, at=rng.choice(days))
        if rng.random() < keen:
            unit = Membership.objects.filter(person=person).first().unit
            enrolment = EnrolmentFactory(cohort=cohort, person=person, unit=unit)
            for gathering in gatherings:
                state = rng.choice(("present", "partly", "absent"))
                Attendance.objects.create(gathering=gathering, enrolment=enrolment, state=state)
        if rng.random() < 0.3:
            ParticipationFactory(practice=rng.choice(practices), person=person, present=rng.random() < 0.7)


def _edges(quarter: dt.date, rng: random.Random) -> list[dt.datetime]:
    """The first and last moments of a quarter in Oslo, and a day in it."""
    end = oslo(after(quarter), dt.time.min)
    inside = oslo(quarter + dt.timedelta(days=rng.randrange(5, 80)), dt.time(12))
    return [oslo(quarter, dt.time.min), inside, end - dt.timedelta(seconds=1)]


class Plain:
    """Everything that was taken part in, as plain lists; each answer goes through all of them, one person at a time."""

    def __init__(self) -> None:
        self.posts = list(Membership.objects.all())
        self.completions = list(Completion.objects.all())
        self.minutes = {(part.release_id, part.identifier): part.minutes for part in Part.objects.all()}
        attendances = Attendance.objects.select_related("gathering", "enrolment")
        self.presences = [row for row in attendances if row.state != "absent" and row.gathering.cancelled_at is None]
        self.practised = [row for row in Participation.objects.select_related("practice") if row.present_at]

    def figures(self, units: Iterable, quarter: dt.date) -> tuple[int, int, int, int, int]:
        """People, reached, minutes, gatherings and guidance of units in a quarter."""
        units = {unit.pk for unit in units}
        begin, end = oslo(quarter, dt.time.min), oslo(after(quarter), dt.time.min)
        people = reached = minutes = gatherings = guidance = 0
        for person in {row.person_id for row in self.posts}:
            posts = [row for row in self.posts if row.person_id == person]
            if sorted(posts, key=lambda row: (-row.share, row.since, row.pk))[0].unit_id not in units:
                continue
            parts = [one for one in self.completions if one.person_id == person and begin <= one.at < end]
            there = [row.gathering for row in self.presences if row.enrolment.person_id == person]
            there = [gathering for gathering in there if begin <= gathering.starts_at < end]
            practices = [row.practice for row in self.practised if row.person_id == person]
            practices = [one for one in practices if one.held_at and begin <= one.held_at < end]
            people += 1
            reached += bool(parts or there or practices)
            minutes += sum(self.minutes[one.release_id, one.part] for one in parts)
            gatherings += sum(gathering.kind != "supervision" for gathering in there)
            guidance += sum(gathering.kind == "supervision" for gathering in there) + len(practices)
        return people, reached, minutes, gatherings, guidance


def units_of(place) -> list:
    """The units at and below a place."""
    if place.leaf_since:
        return [place.unit]
    return [unit for below in place.children.select_related("unit") for unit in units_of(below)]
