"""The demo city's drills: held with a fix done and a fix overdue, one planned, one open now that anybody may join.

Everything is done by the room's own verbs, at the time it would have happened.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tryggby.drills import actions
from tryggby.drills.actions.seat import seat_of
from tryggby.drills.answers import asked_of
from tryggby.drills.models import DrillRun, FollowUp
from tryggby.ground.door import oslo, travel
from tryggby.organisations.door import Unit
from tryggby.packages.door import Drill, current_drills

ANSWERS = {
    "barnevern-dag": "55 50 10 20, hverdager 8–15.30. Her kan dere også drøfte uten navn.",
    "barnevernvakt": "55 50 10 99, kveld, natt og helg. Dekker Solvik, Fjellvik og Elvdal.",
    "meldeskjema": "«Melding til barnevernet» på kommunens nettsider, merket M1.",
    "drofte": "Barnevernets mottaksteam, tirsdager 12–14.",
    "politikontakt": "Forebyggende avsnitt, 55 50 12 00",
    "krisesenter": "55 50 13 00, hele døgnet",
    "familiehjelp": "Familiens hus i Havnegata, uten henvisning",
    "tolk": "Tolketjenesten, 55 50 14 00. Døgnvakt på samme nummer.",
    "frivillig-kontakt": "Fritidskontoret, 55 50 15 00",
    "stedfortreder": "Pedagogisk leder på største avdeling",
    "notater": "Låst skap på lederens kontor",
    "hvem-ringer": "Lederen, eller den lederen ber",
    "samtalerom": "Lillestua. Døra står på gløtt.",
    "noen-a-snakke-med": "Verneombudet og bedriftshelsetjenesten",
    "trygghetskontakt": "Trygghetskontakten, 55 50 16 00. Stedfortreder er nestlederen.",
    "henteliste": "I permen ved døra. Baseleder retter den hver mandag.",
    "etter-halv-fire": "Baseleder på kveldsvakt",
    "helgetelefon": "Vaktlederen. Reserven står på vaktlista.",
    "en-til-voksen": "Den som har mellomvakt",
}


@dataclass(frozen=True)
class Past:
    """A run that was held: days ago, how many joined, the fix, the days it was given, after how many it was done."""

    unit: str
    drill: str
    ago: int
    joined: int
    fix: str
    due: int
    done: int | None = None


PAST = [
    Past(
        "Furulia barnehage", "bhg-garderoben", 260, 7, "Et kort med nummer og stedfortreder i hver garderobe.", 21, 18
    ),
    Past(
        "Furulia barnehage", "utenfor-apningstid", 62, 9, "Autosvar på jobbtelefonen som sier hvem barn kan ringe.", 30
    ),
    Past("Solvik skole", "skole-tegningen", 150, 6, "Femten faste minutter i uka til å drøfte uten navn.", 30, 25),
    Past("Havna skole", "ungdom-bildet", 40, 8, "Én side om bildedeling ved telefonen på personalrommet.", 60),
    Past(
        "Helsestasjon Nord",
        "helse-sier-du-det-videre",
        95,
        4,
        "Plakat med de tre setningene utenfor hvert kontor.",
        30,
        40,
    ),
    Past(
        "Flyktningtjenesten", "flyktning-tolken", 120, 5, "«Barn tolker ikke» inn i innkallingen, på fem språk.", 45, 30
    ),
    Past(
        "Forebyggende avsnitt",
        "politi-barnet-i-gangen",
        20,
        5,
        "Vi avtaler hvem som er barnets betjent før vi er framme.",
        30,
    ),
]


def build(
    on: dt.date, *, units: Mapping[str, Unit], people: Mapping[str, Sequence], leaders: Mapping
) -> list[DrillRun]:
    """Build the drills as if it is `on`; `people` are members by unit, `leaders` those who lead it."""
    drills = {drill.identifier: drill for drill in current_drills()}
    if not drills:
        return []
    for ago in (300, 25):
        with _at(on - dt.timedelta(days=ago)):
            for name, unit in units.items():
                _answer(unit, leaders[name], again=ago == 25)
    runs = [_held(on, row, units, people, leaders, drills) for row in PAST if row.drill in drills]
    _look_back(runs)
    with _at(on - dt.timedelta(days=200)):
        actions.set_rhythm(by=leaders["Helsestasjon Nord"], unit=units["Helsestasjon Nord"], times_a_year=3)
    return [*runs, _planned(on, units, people, drills), _open_now(on, units, people, drills)]


def _answer(unit: Unit, leader, *, again: bool) -> None:
    """The unit's local answers. One place has not got round to it, and one has not looked at its own again."""
    if unit.name == "Barneorkesteret":
        return
    asked = [(row["scope"], row["id"]) for row in asked_of(unit) if row["id"] in ANSWERS]
    if again and unit.name == "Havna skole":
        asked = [(scope, name) for scope, name in asked if scope != "unit"]
    answers = {(scope, name): ANSWERS[name] for scope, name in sorted(asked)}
    actions.save_local_answers(by=leader, unit=unit, answers=answers)


def _held(on: dt.date, row: Past, units, people, leaders, drills) -> DrillRun:
    day = _weekday(on - dt.timedelta(days=row.ago))
    unit, by = units[row.unit], people[row.unit][2]
    with _at(day, "08:20"):
        run = actions.plan_run(by=by, unit=unit, drill=drills[row.drill], place="Personalrommet")
        run = actions.open_run(by=by, run=run)
        seats = _seats(run, row.joined)
        run = actions.start_play(by=by, run=run)
    with _at(day, "08:24"):
        for act in [item["id"] for item in run.drill.body["acts"] if item["expected"]][:4]:
            run = actions.tick_act(by=by, run=run, act=act)
        run = _decide(by, run, seats)
    with _at(day, "08:36"):
        run = actions.end_play(by=by, run=run)
        for step in ("feelings", "facts", "learning"):
            run = actions.finish_talk(by=by, run=run, step=step)
        due = day + dt.timedelta(days=row.due)
        owner = leaders[row.unit] if row.ago % 2 else people[row.unit][1]
        fix = actions.close_run(by=by, run=run, text=row.fix, owner=owner, due_on=due, headcount=row.joined + 1)
    if row.done is not None:
        with _at(day + dt.timedelta(days=row.done), "14:00"):
            actions.finish_follow_up(by=leaders[row.unit], follow_up=fix)
    return DrillRun.objects.get(pk=run.pk)


def _look_back(runs: list[DrillRun]) -> None:
    """At Furulia's second run the group said how the first fix had worked."""
    first, second = runs[0], runs[1]
    fix = FollowUp.objects.get(run=first)
    actions.say_if_it_worked(by=second.facilitator, run=second, follow_up=fix, worked=FollowUp.Worked.YES)


def _planned(on: dt.date, units, people, drills: dict[str, Drill]) -> DrillRun:
    """Next week at the school."""
    day = _weekday(on + dt.timedelta(days=9))
    unit = units["Solvik skole"]
    with _at(on - dt.timedelta(days=3), "12:00"):
        return actions.plan_run(
            by=people[unit.name][1],
            unit=unit,
            drill=drills.get("sfo-henting") or next(iter(drills.values())),
            planned_for=oslo(day, dt.time(14, 30)),
            place="Lærerværelset",
        )


def _open_now(on: dt.date, units, people, drills: dict[str, Drill]) -> DrillRun:
    """Under way at Furulia, paused with a decision point open: it looks the same on any day, and anybody may join."""
    unit = units["Furulia barnehage"]
    by = next((person for person in people[unit.name] if person.demo_name == "mentor"), people[unit.name][1])
    with _at(on, "08:05"):
        run = actions.plan_run(by=by, unit=unit, drill=drills["bhg-garderoben"], place="Storsalen")
        run = actions.open_run(by=by, run=run)
        seats = _seats(run, 5)
        run = actions.start_play(by=by, run=run)
    with _at(on, "08:08"):
        run = actions.tick_act(by=by, run=run, act=run.drill.body["acts"][0]["id"])
        run = actions.open_decision(by=by, run=run, decision=run.drill.body["decisions"][0]["id"])
        _choose(run, seats)
        return actions.pause_play(by=by, run=run)


def _seats(run: DrillRun, count: int) -> list:
    roles = [row["id"] for row in run.drill.body["roles"]]
    found = []
    for number in range(count):
        token = actions.take_seat(run=run, role=roles[number] if number < len(roles) else "")
        found.append(seat_of(run, token))
    return found


def _decide(by, run: DrillRun, seats: list) -> DrillRun:
    """Two decision points, answered and shown."""
    for point in run.drill.body["decisions"][:2]:
        run = actions.open_decision(by=by, run=run, decision=point["id"])
        _choose(run, seats)
        run = actions.show_answers(by=by, run=run)
    return run


def _choose(run: DrillRun, seats: list) -> None:
    """Most choose what strengthens; some do not, as groups do."""
    point = next(row for row in run.drill.body["decisions"] if row["id"] == run.decision)
    good = [option["id"] for option in point["options"] if option["good"] == "strengthens"]
    rest = [option["id"] for option in point["options"] if option["good"] != "strengthens"] or good
    for number, seat in enumerate(seats):
        seat.run = run
        actions.choose(
            seat=seat, decision=run.decision, option=rest[0] if number % 4 == 3 else good[number % len(good)]
        )


def _weekday(day: dt.date) -> dt.date:
    """The day itself, or the Tuesday before when it is a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4) and day.weekday() - 1)


@contextmanager
def _at(day: dt.date, clock: str = "10:00") -> Iterator[None]:
    """Within, it is that day and hour in Oslo, and time stands still."""
    with travel(oslo(day, dt.time.fromisoformat(clock))):
        yield
