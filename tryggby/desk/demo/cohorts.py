"""Cohorts of the demo city: a 4 + 4 in the middle, one for mentors running, one finished, one being planned."""

import datetime as dt
import random
from dataclasses import dataclass

from tryggby.desk.demo.crowd import Crowd
from tryggby.desk.demo.places import Places
from tryggby.desk.demo.stable import at
from tryggby.ground.door import oslo
from tryggby.organisations.door import Unit
from tryggby.programmes.door import (
    Cohort,
    Enrolment,
    Gathering,
    PlannedGathering,
    Programme,
    accept_invitation,
    calendar_for,
    check_commitments,
    close_cohort,
    decline_invitation,
    enrol,
    invite,
    move_gathering,
    publish_cohort,
    record_attendance,
    record_headcount,
    start_cohort,
    start_draft,
)

FOUR_PLUS_FOUR = [
    "Furulia barnehage",
    "Flyktningtjenesten",
    "Psykisk helse",
    "PP-tjenesten",
    "Helsestasjon Nord",
    "Fjellvik flyktningtjeneste",
    "Fjellvik barnehage",
    "Elvdal helsestasjon",
    "Elvdal flyktningtjeneste",
]
MENTORS_NOW = [
    "Furulia barnehage",
    "Solvik skole",
    "Havna skole",
    "Barneverntjenesten",
    "Forebyggende avsnitt",
    "Barneidretten",
    "Barneorkesteret",
]
# The leader track of the mentors' programme.
LEADERS = "leader"
MENTORS_BEFORE = ["Helsestasjon Nord", "Flyktningtjenesten", "Barneverntjenesten", "PP-tjenesten", "Psykisk helse"]


@dataclass(frozen=True)
class Stage:
    """What the builders of cohorts need at hand."""

    on: dt.date
    places: Places
    crowd: Crowd
    rng: random.Random

    @property
    def by(self):
        """The coordinator."""
        return self.crowd.known["koordinator"]

    def units(self, names: list[str]) -> list[Unit]:
        """Units by name."""
        return [self.places.units[name] for name in names]


def build_cohorts(on: dt.date, places: Places, crowd: Crowd, rng: random.Random) -> None:
    """Make the four cohorts."""
    stage = Stage(on, places, crowd, rng)
    programmes = {programme.identifier: programme for programme in Programme.objects.all()}
    livsmestring = next(p for key, p in programmes.items() if "livsmestring" in key)
    four = next(p for key, p in programmes.items() if key != livsmestring.identifier)
    _finished(stage, livsmestring)
    _running_four(stage, four)
    _running_mentors(stage, livsmestring)
    with at(on - dt.timedelta(days=2), "13:00"):
        start_draft(by=stage.by, programme=four, organisation=places.solvik, name="Fire pluss fire, kull 2")


def _running_four(stage: Stage, programme: Programme) -> None:
    """Days 1 and 2 are held, day 3 is next; one day was moved; one unit has nobody in the leader track."""
    offsets = {1: -73, 2: -17, 3: 11, 4: 117}
    cohort = _make(stage, programme, "Fire pluss fire, kull 1", FOUR_PLUS_FOUR, offsets, started=-120)
    for name in FOUR_PLUS_FOUR:
        _enrol_unit(stage, cohort, name, leaders=name != "Elvdal flyktningtjeneste")
    _open(stage, cohort, -110)
    _moved_once(stage, cohort)
    for gathering in Gathering.objects.filter(cohort=cohort).past(oslo(stage.on, dt.time(6))).order_by("starts_at"):
        _roll(stage, gathering, 0.86)


def _running_mentors(stage: Stage, programme: Programme) -> None:
    """Mentors from district services, schools, police and voluntary organisations; partners invited by mail."""
    numbers = sorted({design.number for design in programme.design.gatherings})
    offsets = {number: -45 + 28 * index for index, number in enumerate(numbers)}
    cohort = _make(stage, programme, "Økt livsmestring, høst", MENTORS_NOW, offsets, started=-80)
    track = "mentor"
    with at(stage.on - dt.timedelta(days=75)):
        for name in MENTORS_NOW[:5]:
            unit, people = stage.places.units[name], stage.crowd.members[name]
            enrol(by=stage.by, cohort=cohort, track=track, unit=unit, people=people[1:3])
            enrol(by=stage.by, cohort=cohort, track=LEADERS, unit=unit, people=people[:1])
    _open(stage, cohort, -70)
    _invited(stage, cohort, track)
    for gathering in Gathering.objects.filter(cohort=cohort).past(oslo(stage.on, dt.time(6))).order_by("starts_at"):
        _roll(stage, gathering, 0.8)


def _finished(stage: Stage, programme: Programme) -> None:
    numbers = sorted({design.number for design in programme.design.gatherings})
    offsets = {number: -390 + 30 * index for index, number in enumerate(numbers)}
    cohort = _make(stage, programme, "Økt livsmestring, i fjor", MENTORS_BEFORE, offsets, started=-425)
    track = "mentor"
    with at(stage.on - dt.timedelta(days=420)):
        for name in MENTORS_BEFORE:
            people = [p for p in stage.crowd.members[name] if not p.left_at][1:3]
            enrol(by=stage.by, cohort=cohort, track=track, unit=stage.places.units[name], people=people)
            leader = stage.crowd.leaders[name]
            enrol(by=stage.by, cohort=cohort, track=LEADERS, unit=stage.places.units[name], people=[leader])
    _open(stage, cohort, -415)
    for gathering in Gathering.objects.filter(cohort=cohort).past(oslo(stage.on, dt.time(6))).order_by("starts_at"):
        _roll(stage, gathering, 0.9)
    last = Gathering.objects.filter(cohort=cohort).order_by("-starts_at").first()
    with at(last.starts.date() + dt.timedelta(days=7)):
        close_cohort(by=stage.by, cohort=cohort)


def _make(stage: Stage, programme, name: str, units: list[str], offsets: dict[int, int], *, started: int) -> Cohort:
    planned, calendar = [], calendar_for(stage.places.organisations.values())
    for design in programme.design.gatherings:
        number = design.paired.number if design.paired else design.number
        day, _avoided = calendar.free(stage.on + dt.timedelta(days=offsets[number]))
        if design.paired:
            day, _avoided = calendar.free(day + dt.timedelta(days=design.paired.days))
        planned.append(
            PlannedGathering(
                track=design.track,
                number=design.number,
                starts_at=oslo(day, design.starts),
                ends_at=oslo(day, design.ends),
                place="Kulturhuset Kaia, storsalen" if design.kind == Gathering.Kind.DAY else "Rådhuset, møterom 2",
                address="Havnegata 12, Solvik",
                capacity=90 if design.kind == Gathering.Kind.DAY else 24,
            )
        )
    with at(stage.on + dt.timedelta(days=started)):
        return start_cohort(
            by=stage.by,
            programme=programme,
            organisation=stage.places.solvik,
            name=name,
            units=stage.units(units),
            gatherings=planned,
        )


def _enrol_unit(stage: Stage, cohort: Cohort, name: str, *, leaders: bool) -> None:
    """Most of the unit's people in the staff track; the leader and one more in the leader track."""
    unit, people = stage.places.units[name], stage.crowd.members[name]
    design = cohort.programme.design
    staff = next(track.code for track in design.tracks if not track.is_representative)
    leader = next(track.code for track in design.tracks if track.is_representative)
    with at(stage.on - dt.timedelta(days=115)):
        there = [person for person in people if not _elsewhere(cohort, staff, unit, person)]
        enrol(by=stage.by, cohort=cohort, track=staff, unit=unit, people=there[: max(4, len(there) - 3)])
        if leaders:
            enrol(by=stage.by, cohort=cohort, track=leader, unit=unit, people=people[:2])


def _elsewhere(cohort: Cohort, track: str, unit: Unit, person) -> bool:
    rows = Enrolment.objects.open().filter(cohort=cohort, track=track, person=person)
    return rows.exclude(unit=unit).exists()


def _open(stage: Stage, cohort: Cohort, days: int) -> None:
    with at(stage.on + dt.timedelta(days=days), "12:00"):
        codes = [point.code for point in cohort.programme.design.commitments]
        check_commitments(by=stage.by, cohort=cohort, codes=codes[: max(1, len(codes) - 1)])
        publish_cohort(by=stage.by, cohort=cohort)


def _moved_once(stage: Stage, cohort: Cohort) -> None:
    """Day 4 was moved a week or more, and its supervision with it."""
    day = Gathering.objects.filter(cohort=cohort, kind=Gathering.Kind.DAY).order_by("starts_at").last()
    with at(stage.on - dt.timedelta(days=40), "11:00"):
        calendar = calendar_for(stage.places.organisations.values())
        later, _avoided = calendar.free(day.starts.date() + dt.timedelta(days=7))
        move_gathering(by=stage.by, gathering=day, starts_at=oslo(later, day.starts.time()))


def _invited(stage: Stage, cohort: Cohort, track: str) -> None:
    """One said yes, one no, one has not answered, one let the time run out."""
    rows = [
        ("Barneidretten", "silje.trener@solvik-il.example", "Silje Trenerud", 60),
        ("Barneidretten", "otto.oppmann@solvik-il.example", "Otto Oppmannsen", 60),
        ("Barneorkesteret", "klara.dirigent@havna-orkester.example", "Klara Taktstokk", 60),
        ("Barneorkesteret", "peder.fiolin@havna-orkester.example", "Peder Felestad", 6),
    ]
    made = []
    for unit, email, name, days in rows:
        with at(stage.on - dt.timedelta(days=days), "10:15"):
            made.append(
                invite(by=stage.by, cohort=cohort, track=track, unit=stage.places.units[unit], email=email, name=name)
            )
    with at(stage.on - dt.timedelta(days=57), "20:40"):
        accept_invitation(by=None, invitation=made[0])
        decline_invitation(by=None, invitation=made[1])


def _roll(stage: Stage, gathering: Gathering, share: float) -> None:
    """Attendance by roll, and a headcount from one unit that came without a list."""
    expected = list(Enrolment.objects.of_gathering(gathering).order_by("pk"))
    present = [row for row in expected if stage.rng.random() < share]
    with at(gathering.starts.date(), "15:45"):
        record_attendance(
            by=stage.by,
            gathering=gathering,
            present=present,
            absent=[row for row in expected if row not in present],
        )
        if gathering.kind == Gathering.Kind.DAY:
            record_headcount(
                by=stage.by,
                gathering=gathering,
                counts={stage.places.units["Kulturhuset Kaia"]: stage.rng.randint(2, 5)},
            )
