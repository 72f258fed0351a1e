"""A day in the big hall that is on today: the code hangs on the wall, and people come in."""

import datetime as dt
import random

from tryggby.desk.demo.crowd import Crowd
from tryggby.desk.demo.places import Places
from tryggby.desk.demo.stable import at
from tryggby.ground.door import oslo
from tryggby.programmes.door import (
    Enrolment,
    Gathering,
    PlannedGathering,
    Programme,
    arrive,
    enrol,
    match_arrival,
    open_room,
    publish_cohort,
    start_cohort,
    undo_arrival,
)

NAME = "Felles opplæring i storsalen"
UNITS = ["Solvik skole", "Havna skole", "Furulia barnehage", "Helsestasjon Nord", "Barneverntjenesten"]
# First names and where they work; the last two are the same person, who pressed in from two places.
GUESTS = [
    *[("Anne", 0), ("Bjørn", 0), ("Camilla", 1), ("Dag", 1), ("Eva", 2), ("Frida", 2), ("Geir", 3), ("Hanne", 3)],
    *[("Ivar", 4), ("Jorunn", 4), ("Kåre", 1), ("Liv", 0), ("Mona", 2), ("Nils", 3), ("Mona", None)],
]


def build_hall(on: dt.date, places: Places, crowd: Crowd, rng: random.Random) -> None:
    """One gathering of today, with a code that takes people in until tomorrow night."""
    by = crowd.known["koordinator"]
    programme = Programme.objects.exclude(identifier__contains="livsmestring").order_by("pk").first()
    track = next(track.code for track in programme.design.tracks if not track.is_representative)
    with at(on - dt.timedelta(days=21)):
        day = PlannedGathering(
            track=track,
            number=1,
            starts_at=oslo(on, dt.time(8, 30)),
            ends_at=oslo(on, dt.time(15)),
            place="Kulturhuset Kaia, storsalen",
            address="Havnegata 12, Solvik",
            capacity=400,
        )
        units = [places.units[name] for name in UNITS]
        around = {"by": by, "programme": programme, "organisation": places.solvik}
        cohort = start_cohort(name=NAME, units=units, gatherings=[day], **around)
        for unit in units:
            enrol(by=by, cohort=cohort, track=track, unit=unit, people=_here(crowd.members[unit.name])[1:4])
        publish_cohort(by=by, cohort=cohort)
    _come_in(on, by, Gathering.objects.get(cohort=cohort), units)


def _come_in(on: dt.date, by, gathering: Gathering, units: list) -> None:
    """Guests of every kind: on no line yet, put on the roll, taken away because they were there twice."""
    with at(on, "06:00"):
        opens, closes = oslo(on, dt.time(0)), oslo(on + dt.timedelta(days=2), dt.time(0))
        open_room(by=by, gathering=gathering, opens_at=opens, closes_at=closes)
    with at(on, "08:20"):
        rows = [
            arrive(
                gathering=gathering,
                given_name=name,
                unit=units[number] if number is not None else None,
                other_unit="" if number is not None else "Furulia",
                once=f"demo {index}",
            )
            for index, (name, number) in enumerate(GUESTS)
        ]
    with at(on, "08:35"):
        lines = Enrolment.objects.of_gathering(gathering).filter(unit=units[0]).order_by("pk")
        for row, line in zip(rows[:2], lines, strict=False):
            match_arrival(by=by, arrival=row, enrolment=line)
        undo_arrival(by=by, arrival=rows[-1])


def _here(people: list) -> list:
    return [person for person in people if not person.left_at]
