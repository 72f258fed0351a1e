"""The people of the demo city: 160 in Solvik and some fifty around it, with posts, leaders and roles."""

import datetime as dt
import random
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from tryggby.desk.demo.names import FAMILY, GIVEN
from tryggby.desk.demo.places import Places
from tryggby.ground.door import oslo
from tryggby.organisations.door import Appointment, Membership, Unit
from tryggby.people.door import Person

# demo name, given, family, unit, leads it
KNOWN = [
    ("leder", "Sara", "Lien", "Furulia barnehage", True),
    ("mentor", "Amina", "Yusuf", "Furulia barnehage", False),
    (None, "Jonas", "Berg", "Furulia barnehage", False),
    ("ansatt", "Maja", "Solheim", "Furulia barnehage", False),
    ("koordinator", "Ingrid", "Moen", None, False),
    ("redaktor", "Thomas", "Haugen", None, False),
    ("nettverk", "Leila", "Rahimi", None, False),
    ("personvern", "Knut", "Aas", None, False),
    ("nabo", "Eva", "Strand", "Fjellvik barnehage", True),
]
ROLES = [
    ("koordinator", Appointment.Role.COORDINATOR),
    ("redaktor", Appointment.Role.EDITOR),
    ("nettverk", Appointment.Role.NETWORK_COORDINATOR),
    ("personvern", Appointment.Role.PRIVACY_OFFICER),
]


@dataclass
class Crowd:
    """Who was made: by demo name, the leader of each unit, and each unit's people (leader first)."""

    known: dict[str, Person] = field(default_factory=dict)
    leaders: dict[str, Person] = field(default_factory=dict)
    members: dict[str, list[Person]] = field(default_factory=dict)


def build_crowd(on: dt.date, places: Places, rng: random.Random) -> Crowd:
    """Make people, posts and roles; one has two jobs, some are new, some on leave, some have left."""
    crowd = Crowd()
    makers = _People(on, rng)
    rows: list[Membership] = []
    for unit_name, unit in places.units.items():
        fixed = [makers.known(row) for row in KNOWN if row[3] == unit_name]
        fixed.sort(key=lambda pair: not pair[1])
        people = [person for person, _ in fixed]
        people += [makers.stranger() for _ in range(places.sizes[unit_name] - len(people))]
        crowd.members[unit_name], crowd.leaders[unit_name] = people, people[0]
        rows += [_post(on, rng, unit, person, number) for number, person in enumerate(people)]
        rows.append(_former(on, rng, unit, makers.stranger(left=True)))
    for row in KNOWN:
        if row[3] is None:
            makers.known(row)
    Person.objects.bulk_create(makers.made)
    for row in rows:
        row.person_id = row.person.pk
    Membership.objects.bulk_create(rows)
    crowd.known = {person.demo_name: person for person in makers.made if person.demo_name}
    _two_jobs(on, places, crowd)
    for name, role in ROLES:
        Appointment.objects.create(
            person=crowd.known[name], organisation=places.solvik, role=role, since=on - dt.timedelta(days=420)
        )
    return crowd


class _People:
    """Makes people with names used once, unsaved."""

    def __init__(self, on: dt.date, rng: random.Random) -> None:
        self.on, self.rng = on, rng
        self.made: list[Person] = []
        self.names = {(row[1], row[2]) for row in KNOWN}

    def known(self, row: tuple) -> tuple[Person, bool]:
        """A person with a part in the demo, and whether they lead their unit."""
        demo, given, family, _unit, leads = row
        return self._person(given, family, demo), leads

    def stranger(self, *, left: bool = False) -> Person:
        """Somebody with a name nobody else has."""
        while True:
            name = self.rng.choice(GIVEN), self.rng.choice(FAMILY)
            if name not in self.names:
                self.names.add(name)
                return self._person(*name, left=left)

    def _person(self, given: str, family: str, demo: str | None = None, *, left: bool = False) -> Person:
        plain = f"{given}.{family}".lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a"}))
        person = Person(
            given_name=given,
            family_name=family,
            email=f"{plain}@solvik.example",
            demo_name=demo,
            password=make_password(None),
            joined_at=oslo(self.on - dt.timedelta(days=430), dt.time(9)),
            left_at=oslo(self.on - dt.timedelta(days=60), dt.time(16)) if left else None,
        )
        self.made.append(person)
        return person


def _post(on: dt.date, rng: random.Random, unit: Unit, person: Person, number: int) -> Membership:
    days = rng.choice([430, 900, 1500, 2200]) if number < 4 or rng.random() > 0.12 else rng.randint(10, 80)
    return Membership(
        person=person,
        unit=unit,
        role=Membership.Role.LEADER if number == 0 else Membership.Role.EMPLOYEE,
        share=100 if number == 0 else rng.choice([100, 100, 100, 80, 60, 50, 20]),
        since=on - dt.timedelta(days=days),
    )


def _former(on: dt.date, rng: random.Random, unit: Unit, person: Person) -> Membership:
    return Membership(
        person=person,
        unit=unit,
        share=100,
        since=on - dt.timedelta(days=700),
        until=on - dt.timedelta(days=rng.randint(40, 90)),
    )


def _two_jobs(on: dt.date, places: Places, crowd: Crowd) -> None:
    """One works in the refugee service and in mental health; the delegate rule has to say so."""
    person = crowd.members["Flyktningtjenesten"][2]
    unit = places.units["Psykisk helse"]
    Membership.objects.create(person=person, unit=unit, share=40, since=on - dt.timedelta(days=300))
    crowd.members["Psykisk helse"].append(person)
