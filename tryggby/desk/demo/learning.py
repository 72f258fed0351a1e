"""What people in the demo city have learnt: every state a shelf can show, spread over a year."""

import datetime as dt
import random

from tryggby.desk.demo.crowd import Crowd
from tryggby.desk.demo.stable import at
from tryggby.ground.door import oslo
from tryggby.packages.door import Mode, Part, common_training_packages, keep_place, record_completions

# Share of a unit's people who have finished the common training, and who have begun.
PACE = {
    "Furulia barnehage": (24, 4),
    "Fjordgløtt barnehage": (7, 4),
    "Solvik skole": (15, 8),
    "Helsestasjon Nord": (8, 0),
    "Flyktningtjenesten": (7, 2),
    "Barneverntjenesten": (9, 2),
    "Havna barnehage": (3, 5),
    "Havna skole": (6, 7),
    "Helsestasjon Sør": (4, 1),
    "PP-tjenesten": (5, 1),
    "Psykisk helse": (6, 2),
    "Kulturhuset Kaia": (0, 2),
    "Forebyggende avsnitt": (5, 1),
    "Barneidretten": (2, 2),
    "Fjellvik barnehage": (5, 2),
    "Elvdal skole": (2, 3),
}


def build_learning(on: dt.date, crowd: Crowd, rng: random.Random) -> None:
    """Finish and begin the common training at each unit's pace; give the demo employee a place to go on from."""
    common = common_training_packages()[0]
    parts = list(Part.objects.current().filter(release=common, mode=Mode.SELF).order_by("number"))
    for unit, (finished, begun) in PACE.items():
        people = [person for person in crowd.members[unit] if person not in (crowd.known["ansatt"],)]
        _finish(on, rng, parts, people[:finished])
        for person in people[finished : finished + begun]:
            _finish(on, rng, parts[: rng.randint(1, len(parts) - 1)], [person])
    _demo_employee(on, crowd, parts)


def _finish(on: dt.date, rng: random.Random, parts: list[Part], people: list) -> None:
    """The parts one after the other, some weeks apart, everybody of the group on the same staff meetings."""
    if not people:
        return
    begin = on - dt.timedelta(days=rng.randint(200, 330))
    for number, part in enumerate(parts):
        when = min(begin + dt.timedelta(days=number * rng.randint(9, 16)), on - dt.timedelta(days=3))
        record_completions(
            by=None, people=[person.pk for person in people], part=part, at=oslo(when, dt.time(14, rng.randint(0, 50)))
        )


def _demo_employee(on: dt.date, crowd: Crowd, parts: list[Part]) -> None:
    """Two parts done, the third left in the middle yesterday."""
    person = crowd.known["ansatt"]
    for number, part in enumerate(parts[:2]):
        when = on - dt.timedelta(days=21 - number * 7)
        record_completions(by=person, people=[person.pk], part=part, at=oslo(when, dt.time(12, 40)))
    with at(on - dt.timedelta(days=1), "15:10"):
        keep_place(by=person, part=parts[2], position=3)
