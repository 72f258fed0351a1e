"""Mentors and their practices: very active, steady, new, untrained, stopped, and a gap that shows."""

import datetime as dt
import random
from dataclasses import dataclass

from tryggby.desk.demo.crowd import Crowd
from tryggby.desk.demo.places import Places
from tryggby.desk.demo.stable import at
from tryggby.ground.door import oslo
from tryggby.mentoring.door import (
    Participation,
    Practice,
    Pulse,
    answer_invitation,
    appoint_mentor,
    cancel_practice,
    end_mandate,
    plan_practice,
    report_practice,
)
from tryggby.packages.door import Part, practice_parts

LEARNT = [
    "Én kort setning er nok.",
    "Vi venter for lite. Fem sekunder er lenge.",
    "Vi skal si «jeg har det» uten spørsmål.",
    "Det hjelper å stå på skrå.",
    "Vi tok bort ordet «men».",
    "Tre forklaringer gjør oss mer nysgjerrige.",
    "Vikarene må få samme ark.",
]


# Nobody practises in July.
SUMMER = 7


@dataclass(frozen=True)
class Pattern:
    """How a unit's mentor works: number in the unit's list, days since appointed, days between practices."""

    unit: str
    number: int
    appointed: int
    every: int
    last: int = 6
    ended: int | None = None


PATTERNS = [
    Pattern("Furulia barnehage", 1, 320, 24, 9),
    Pattern("Furulia barnehage", 2, 210, 70, 30),
    Pattern("Solvik skole", 2, 300, 35, 12),
    Pattern("Helsestasjon Nord", 1, 300, 21, 5),
    Pattern("Flyktningtjenesten", 1, 280, 45, 20),
    Pattern("Barneverntjenesten", 1, 300, 60, 75),
    Pattern("Havna barnehage", 2, 240, 40, 110, ended=45),
    Pattern("Havna skole", 3, 40, 400, 300),
    Pattern("PP-tjenesten", 1, 200, 55, 25),
    Pattern("Psykisk helse", 1, 250, 42, 18),
    Pattern("Forebyggende avsnitt", 1, 230, 48, 15),
    Pattern("Barneidretten", 1, 150, 50, 33),
    Pattern("Fjellvik barnehage", 1, 190, 38, 14),
]


def build_mentors(on: dt.date, places: Places, crowd: Crowd, rng: random.Random) -> None:
    """Appoint mentors and let a year of practices go by, one day at a time."""
    parts = practice_parts()[:4]
    for pattern in PATTERNS:
        _unit_year(on, places, crowd, rng, parts, pattern)
    _now(on, places, crowd, parts)


def _unit_year(on, places, crowd, rng, parts: list[Part], pattern: Pattern) -> None:
    unit, people = places.units[pattern.unit], crowd.members[pattern.unit]
    mentor, leader = people[pattern.number], crowd.leaders[pattern.unit]
    with at(on - dt.timedelta(days=pattern.appointed), "09:00"):
        mandate = appoint_mentor(by=leader, person=mentor, unit=unit)
    ago, turn = pattern.appointed - 20, 0
    while ago > pattern.last:
        _hold(on, ago, rng, unit, people, mentor, parts[turn % len(parts)])
        ago, turn = ago - pattern.every - rng.randint(0, 6), turn + 1
    if pattern.ended:
        with at(on - dt.timedelta(days=pattern.ended + 14)):
            end_mandate(by=leader, mandate=mandate, until=on - dt.timedelta(days=pattern.ended))


def _hold(on, ago: int, rng, unit, people, mentor, part: Part) -> None:
    """Plan a week before, hold, report in the afternoon; now and then it was cancelled."""
    day = _weekday(on - dt.timedelta(days=ago))
    if day.month == SUMMER:
        return
    clock = rng.choice([dt.time(8, 15), dt.time(13, 30), dt.time(14, 30)])
    with at(day - dt.timedelta(days=7), "11:20"):
        practice = plan_practice(by=mentor, unit=unit, part=part, starts_at=oslo(day, clock), place="Personalrommet")
    if rng.random() < 0.08:
        with at(day - dt.timedelta(days=1), "15:00"):
            cancel_practice(by=mentor, practice=practice, because="Sykdom i huset.")
        return
    invited = list(Participation.objects.filter(practice=practice).select_related("person"))
    came = [row.person for row in invited if rng.random() < 0.62]
    with at(day, "15:40"):
        report_practice(
            by=mentor,
            practice=practice,
            present=came,
            learnt=rng.choice(LEARNT),
            pulse=Pulse(low=0, middle=len(came) // 3, high=len(came) - len(came) // 3) if len(came) > 4 else None,
        )


def _now(on: dt.date, places: Places, crowd: Crowd, parts: list[Part]) -> None:
    """What stands on the doorstep: one practice next week with answers, one that waits for its report."""
    furulia, mentor = places.units["Furulia barnehage"], crowd.known["mentor"]
    soon = _weekday(on + dt.timedelta(days=2))
    with at(on - dt.timedelta(days=4), "12:10"):
        practice = plan_practice(
            by=mentor, unit=furulia, part=parts[1], starts_at=oslo(soon, dt.time(8, 15)), place="Storsalen"
        )
    _answers(on, practice, yes=9, no=2)
    health, nurse = places.units["Helsestasjon Nord"], crowd.members["Helsestasjon Nord"][1]
    past = _weekday(on - dt.timedelta(days=3))
    with at(on - dt.timedelta(days=10), "12:10"):
        plan_practice(by=nurse, unit=health, part=parts[2], starts_at=oslo(past, dt.time(13, 30)), place="Møterommet")


def _answers(on: dt.date, practice: Practice, *, yes: int, no: int) -> None:
    rows = Participation.objects.filter(practice=practice).exclude(person__demo_name="ansatt").select_related("person")
    with at(on - dt.timedelta(days=2), "10:30"):
        for number, row in enumerate(rows[: yes + no]):
            answer_invitation(by=row.person, practice=practice, coming=number < yes)


def _weekday(day: dt.date) -> dt.date:
    """The day itself, or the Tuesday before when it is a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4) and day.weekday() - 1)
