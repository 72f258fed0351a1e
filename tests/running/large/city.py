"""Builds the reference city into an empty, migrated database: the same content each time for the same number of people.

At 60 000 people: 3 000 units in 800 workplaces, 84 trainings (14 packages of six parts), 14 requirements, five million
completions and attendances over three years, 2 000 events with their gatherings, 36 000 practices, and 200 000
children's answers.

    DATABASE_URL=… TRYGGBY_DATA=… python -m tests.running.large.city 60000
"""

import datetime as dt
import itertools
import random
import sys
from dataclasses import dataclass
from typing import Any

WHOLE = 60_000
DISTRICTS, SERVICES = 15, 8
WORKPLACES, UNITS = 800, 3_000
PACKAGES, PARTS = 14, 6
COHORTS, GATHERINGS = 200, 10
CHANNELS, ANSWERS = 40, 200_000
# Of a hundred people so many have finished a part; with the attendances it makes five million.
FINISHED = 88
BATCH = 4_000
NOW = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
GIVEN = ("Amina", "Bjørn", "Camilla", "Dawit", "Eli", "Fatima", "Geir", "Hanne", "Idris", "Jorunn", "Kari", "Leif")
FAMILY = ("Aas", "Berg", "Dahl", "Eide", "Foss", "Haugen", "Hassan", "Lie", "Moen", "Nguyen", "Solli", "Vik", "Øye")
DIRECTOR, COORDINATOR, LEADER = "direktor", "koordinator", "leder"


@dataclass
class Size:
    """How many of each there are for a number of people; everything shrinks alike."""

    people: int

    def of(self, whole: int, least: int = 1) -> int:
        """So many of what the whole city has `whole` of."""
        return max(least, round(whole * self.people / WHOLE))


def build(people: int) -> dict[str, int]:
    """Build it; returns how many rows there are of what counts."""
    from django.db import transaction

    size, rng = Size(people), random.Random(people)
    with transaction.atomic():
        organisation, units = _places(size)
        numbers = _people(size, organisation, units, rng)
        _packages()
        _requirements(organisation)
        _gatherings(size, organisation, units, numbers)
        _practices(units, numbers)
        _children(size, organisation, units)
        _many(numbers)
    return counts()


def counts() -> dict[str, int]:
    """What there is."""
    from tryggby.events.door import Event
    from tryggby.organisations.door import Membership, Unit
    from tryggby.packages.door import Completion, Part
    from tryggby.people.door import Person
    from tryggby.programmes.door import Attendance
    from tryggby.voices.models import Tally

    return {
        "people": Person.objects.count(),
        "memberships": Membership.objects.count(),
        "units": Unit.objects.count(),
        "workplaces": Unit.objects.filter(parent__parent__isnull=True, parent__isnull=False).count(),
        "trainings": Part.objects.count(),
        "records": Completion.objects.count() + Attendance.objects.count(),
        "events": Event.objects.count(),
        "answers": sum(Tally.objects.values_list("number", flat=True)),
    }


def _keys(kind: str):
    """Keys that are the same each time."""
    return (f"{kind}{number:08d}" for number in itertools.count())


def _places(size: Size) -> tuple[Any, list]:
    """One municipality: a department on top, its workplaces, and units below these."""
    from tryggby.organisations.door import District, Installation, Organisation, Service, Unit

    city = Organisation.objects.create(key="o000000001", name="Storbyen kommune", kind="municipality")
    Installation.objects.create(owner=city)
    districts = District.objects.bulk_create(
        District(key=key, organisation=city, name=f"Bydel {number:02d}")
        for number, key in zip(range(1, DISTRICTS + 1), _keys("d"), strict=False)
    )
    services, keys = list(Service.objects.order_by("pk")[:SERVICES]), _keys("u")
    top = Unit.objects.create(key=next(keys), organisation=city, service=services[0], name="Byrådsavdeling")
    workplaces = Unit.objects.bulk_create(
        (
            Unit(
                key=next(keys),
                organisation=city,
                parent=top,
                district=districts[n % DISTRICTS],
                service=services[n // DISTRICTS % SERVICES],
                name=f"Arbeidssted {n:04d}",
            )
            for n in range(size.of(WORKPLACES, 20))
        ),
        batch_size=BATCH,
    )
    below = Unit.objects.bulk_create(
        (
            Unit(
                key=next(keys),
                organisation=city,
                parent=above,
                district=above.district,
                service=above.service,
                name=f"{above.name} avdeling {n // len(workplaces) + 1}",
            )
            for n, above in zip(
                range(size.of(UNITS, 75) - len(workplaces) - 1), itertools.cycle(workplaces), strict=False
            )
        ),
        batch_size=BATCH,
    )
    return city, [top, *workplaces, *below]


def _people(size: Size, organisation, units: list, rng: random.Random) -> list[int]:
    """Everybody works somewhere; one in twenty has a second place, one in twenty of a unit leads it."""
    from tryggby.organisations.door import Appointment, Membership
    from tryggby.people.door import Person

    keys = _keys("p")
    people = Person.objects.bulk_create(
        (
            Person(
                key=next(keys),
                email=f"person{n}@storbyen.example",
                given_name=GIVEN[n % len(GIVEN)],
                family_name=f"{FAMILY[n // 7 % len(FAMILY)]}",
                password="!",
                external_id=f"ansatt-{n}",
                joined_at=NOW,
            )
            for n in range(size.people)
        ),
        batch_size=BATCH,
    )
    keys = _keys("m")
    since = dt.date(2024, 1, 1)
    rows = []
    for n, person in enumerate(people):
        unit = units[n % len(units)] if n < 2 * len(units) else units[rng.randrange(1, len(units))]
        role = "leader" if n < len(units) else "employee"
        share = rng.choice((100, 100, 80, 50))
        rows.append(Membership(key=next(keys), person=person, unit=unit, role=role, share=share, since=since))
        if n % 20 == 0 and n >= len(units):
            other = units[rng.randrange(1, len(units))]
            if other != unit:
                rows.append(Membership(key=next(keys), person=person, unit=other, share=20, since=since))
    Membership.objects.bulk_create(rows, batch_size=BATCH)
    known = {DIRECTOR: people[0], COORDINATOR: people[-1], LEADER: people[1]}
    for name, person in known.items():
        Person.objects.filter(pk=person.pk).update(demo_name=name)
    Appointment.objects.create(person=known[COORDINATOR], organisation=organisation, role="coordinator", since=since)
    return [person.pk for person in people]


def _packages() -> None:
    """Packages for everybody, of parts that one reads on one's own."""
    from tryggby.packages.door import Package, Part, Release

    for n in range(1, PACKAGES + 1):
        package = Package.objects.create(identifier=f"no.storbyen/pakke-{n}", slug=f"pakke-{n}", title=f"Pakke {n}")
        release = Release.objects.create(
            package=package,
            version="1.0.0",
            major=1,
            minor=0,
            patch=0,
            digest=f"{n:064d}",
            title=package.title,
            manifest={"audience": ["alle"]},
        )
        Part.objects.bulk_create(
            Part(
                release=release, identifier=f"del-{m}", number=m, mode="self", minutes=12, title=f"Del {m} av pakke {n}"
            )
            for m in range(1, PARTS + 1)
        )


def _requirements(organisation) -> None:
    """Everybody is asked for every package."""
    from tryggby.obligations.door import Requirement
    from tryggby.packages.door import Package

    keys = _keys("r")
    Requirement.objects.bulk_create(
        Requirement(
            key=next(keys),
            organisation=organisation,
            title=f"Krav: {package.title}",
            why="Alle barn skal møte voksne som forstår.",
            package=package,
            since=dt.date(2025, 1, 1),
            in_force_at=NOW,
        )
        for package in Package.objects.order_by("pk")
    )


def _gatherings(size: Size, organisation, units: list, people: list[int]) -> None:
    """Events with a gathering each, and everybody enrolled in one cohort; attendances come with the many rows."""
    from tryggby.events.door import Event
    from tryggby.programmes.door import Cohort, Programme

    programme = Programme.objects.create(
        key="programme1", identifier="no.storbyen/program", version="1", title="Program", content={}, digest="0" * 64
    )
    keys = {kind: _keys(kind) for kind in "ce"}
    cohorts = Cohort.objects.bulk_create(
        Cohort(key=next(keys["c"]), programme=programme, organisation=organisation, name=f"Kull {n}", published_at=NOW)
        for n in range(size.of(COHORTS, 4))
    )
    days = [NOW - dt.timedelta(days=number) for number in range(30, 30 + GATHERINGS * 20, 20)]
    events = Event.objects.bulk_create(
        (
            Event(
                key=(key := next(keys["e"])),
                organisation=organisation,
                slug=key,
                uid=f"{key}@storbyen.example",
                title=f"Fagdag {number}",
                kind="training",
                starts_at=day,
                ends_at=day + dt.timedelta(hours=6),
                published_at=NOW - dt.timedelta(days=400),
                home=f"/program/{cohort.key}/",
            )
            for cohort in cohorts
            for number, day in enumerate(days)
        ),
        batch_size=BATCH,
    )
    _held(cohorts, events)
    _enrolled(cohorts, units, people)


def _held(cohorts: list, events: list) -> None:
    """A gathering per event."""
    from tryggby.programmes.door import Gathering

    keys = _keys("g")
    Gathering.objects.bulk_create(
        (
            Gathering(
                key=(key := next(keys)),
                uid=f"samling-{key}@tryggby",
                cohort=cohorts[n // GATHERINGS],
                track="staff",
                number=n % GATHERINGS + 1,
                title=event.title,
                kind="day",
                starts_at=event.starts_at,
                ends_at=event.ends_at,
                event=event,
            )
            for n, event in enumerate(events)
        ),
        batch_size=BATCH,
    )


def _enrolled(cohorts: list, units: list, people: list[int]) -> None:
    """Everybody in one cohort."""
    from tryggby.programmes.door import Enrolment

    keys = _keys("n")
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                key=next(keys),
                cohort=cohorts[n % len(cohorts)],
                track="staff",
                person_id=person,
                unit=units[n % len(units)],
                since=dt.date(2026, 1, 1),
            )
            for n, person in enumerate(people)
        ),
        batch_size=BATCH,
    )


def _practices(units: list, people: list[int]) -> None:
    """Every third unit has a mentor and has practised once a month for three years."""
    from tryggby.mentoring.door import Mandate, Practice

    keys = {kind: _keys(kind) for kind in "hq"}
    since = dt.date(2023, 11, 1)
    mandates = Mandate.objects.bulk_create(
        (
            Mandate(key=next(keys["h"]), person_id=people[n], unit=unit, since=since)
            for n, unit in enumerate(units)
            if n % 3 == 0 and n < len(people)
        ),
        batch_size=BATCH,
    )
    moments = [NOW - dt.timedelta(days=30 * month + 9) for month in range(36)]
    Practice.objects.bulk_create(
        (
            Practice(
                key=next(keys["q"]),
                mandate=mandate,
                unit_id=mandate.unit_id,
                package="no.storbyen/pakke-1",
                part="del-1",
                release="1.0.0",
                title="Del 1 av pakke 1",
                starts_at=moment,
                ends_at=moment + dt.timedelta(minutes=30),
                held_at=moment,
                reported_at=moment,
            )
            for mandate in mandates
            for moment in moments
        ),
        batch_size=BATCH,
    )


def _children(size: Size, organisation, units: list) -> None:
    """Answers as they are kept: counts per channel, week, question and face."""
    from tryggby.voices.factories import ChannelFactory
    from tryggby.voices.models import Tally

    channels = [
        ChannelFactory(unit=unit, organisation=organisation, service=unit.service, name=f"Kanal {n}")
        for n, unit in enumerate(units[1 : size.of(CHANNELS, 4) + 1])
    ]
    monday = dt.date(2026, 11, 2)
    cells = [
        (channel, question, monday - dt.timedelta(weeks=week), value)
        for channel in channels
        for question in channel.question_set.questions.all()
        for week in range(1, 53)
        for value in range(1, 4)
    ]
    wanted = size.of(ANSWERS)
    each, more = divmod(wanted, len(cells))
    Tally.objects.bulk_create(
        (
            Tally(
                channel=channel,
                promise=channel.promise,
                question=question,
                week=week,
                scale="choice" if question.kind == "choice" else "five",
                value=value,
                number=each + (n < more),
            )
            for n, (channel, question, week, value) in enumerate(cells)
            if each + (n < more)
        ),
        batch_size=BATCH,
    )


COMPLETIONS = f"""
INSERT INTO packages_completion (person_id, package_id, part, major, release_id, at)
SELECT p.id, r.package_id, t.identifier, r.major, r.id, %(at)s
  FROM people_person p CROSS JOIN packages_part t JOIN packages_release r ON r.id = t.release_id
 WHERE p.id BETWEEN %(first)s AND %(last)s AND (p.id * 37 + t.id * 61 + p.id * t.id) %% 100 < {FINISHED}
 ORDER BY p.id, r.package_id, t.identifier
"""
ATTENDANCES = """
INSERT INTO programmes_attendance (gathering_id, enrolment_id, state, source, recorded_at)
SELECT g.id, e.id, CASE WHEN (e.id * 7 + g.id) %% 10 = 0 THEN 'absent' ELSE 'present' END, 'roll', %(at)s
  FROM programmes_gathering g JOIN programmes_enrolment e ON e.cohort_id = g.cohort_id AND e.track = g.track
"""


def _many(people: list[int]) -> None:
    """The five million, written by the database itself: a month's people at a time, without indexes meanwhile."""
    from django.db import connection

    months = 36
    step = len(people) // months + 1
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Nothing may wait for the end of the transaction, or indexes could not be made in it.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kept = _take_indexes(cursor, "packages_completion") + _take_indexes(cursor, "programmes_attendance")
        for month in range(months):
            some = people[month * step : (month + 1) * step]
            if some:
                at = connection.ops.adapt_datetimefield_value(NOW - dt.timedelta(days=30 * (month + 1)))
                cursor.execute(COMPLETIONS, {"at": at, "first": some[0], "last": some[-1]})
        cursor.execute(ATTENDANCES, {"at": connection.ops.adapt_datetimefield_value(NOW)})
        for statement in kept:
            cursor.execute(statement)


def _take_indexes(cursor, table: str) -> list[str]:
    """Drop what can be made again afterwards; returns how."""
    if cursor.db.vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s", [table])
    else:
        cursor.execute(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = %s AND i.indexname NOT IN "
            "(SELECT conname FROM pg_constraint)",
            [table],
        )
    found = [(name, sql) for name, sql in cursor.fetchall() if sql]
    for name, _sql in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


if __name__ == "__main__":
    import django

    django.setup()
    print(build(int(sys.argv[1])))
