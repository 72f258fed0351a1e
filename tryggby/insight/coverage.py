"""What a unit has done: common training, practice, the four core elements, leader supervision. Counts only; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tryggby.insight.unit import Common, UnitFacts
from tryggby.packages.door import CoreElement
from tryggby.programmes.door import Gathering


@dataclass(frozen=True)
class Coverage:
    """One bar: `done` and `planned` (on the way, or has a place) of `total`; `about` says what is counted."""

    rule: str
    label: str
    done: int
    planned: int
    total: int
    about: str = ""

    @property
    def missing(self) -> int:
        """Neither done nor planned."""
        return max(0, self.total - self.done - self.planned)


def unit_coverage(facts: UnitFacts) -> list[Coverage]:
    """Common training, and practice in the last three months."""
    return [
        Coverage(
            "common",
            _("Felles opplæring"),
            len(finished(facts)),
            len(on_the_way(facts)),
            len(facts.people),
            _("Har lest alle delene på egen hånd. Skravert: er i gang, eller har plass på en samling."),
        ),
        Coverage(
            "practised",
            _("Øvd siste tre måneder"),
            len(practised(facts)),
            len(expected(facts)),
            len(facts.people),
            _("Har vært på minst én øving her, også mentoren som holdt den. Skravert: er invitert til neste."),
        ),
    ]


def element_coverage(facts: UnitFacts) -> list[Coverage]:
    """The four core elements of the common training, in their fixed order."""
    return [_element(facts, code) for code in CoreElement.values]


def supervision_coverage(facts: UnitFacts) -> Coverage | None:
    """How many leader supervisions the unit has been represented at; None when there are none."""
    stops = [s for s in facts.stops if s.kind == Gathering.Kind.SUPERVISION and not s.is_cancelled]
    if not stops:
        return None
    return Coverage(
        "supervision",
        _("Representert på lederveiledning"),
        sum(stop.was_there for stop in stops),
        sum(1 for stop in stops if stop.ends > facts.now and stop.places and not stop.was_there),
        len(stops),
        _("Samlinger der noen fra enheten var til stede. Skravert: framover, med plass til dere."),
    )


def weakest_element(rows: list[Coverage]) -> Coverage | None:
    """The element in which the unit has come the shortest way; None when they are even."""
    if not rows or len({(row.done, row.planned) for row in rows}) == 1:
        return None
    return min(rows, key=lambda row: (row.done, row.planned))


def finished(facts: UnitFacts) -> set[int]:
    """Who has finished the own reading of every common-training package, in any release of its major version."""
    if not facts.common:
        return set()
    return {person for person in facts.people if all(_has_read(facts, person, common) for common in facts.common)}


def on_the_way(facts: UnitFacts) -> set[int]:
    """Who has begun, or has a place on a training day to come, and is not finished."""
    placed = {member.number for member in facts.members if member.has_place}
    return (placed | begun(facts)) - finished(facts)


def begun(facts: UnitFacts) -> set[int]:
    """Who has finished at least one part of the common training."""
    return {person for person, done in facts.done.items() if done}


def practised(facts: UnitFacts, elements: Iterable[str] = ()) -> set[int]:
    """Present members who were at a practice in the last three months, of one of the elements when given."""
    wanted = set(elements)
    there = [p.present for p in facts.recent if not wanted or wanted & set(p.elements)]
    return set().union(*there) & facts.people


def expected(facts: UnitFacts) -> set[int]:
    """Who has not practised lately and has a place in a coming practice."""
    places = set().union(*(practice.expected for practice in facts.coming))
    return (places & facts.people) - practised(facts)


def last_practised(facts: UnitFacts) -> dict[int, object]:
    """Person → day of the last practice within three months."""
    found: dict[int, object] = {}
    for practice in sorted(facts.recent, key=lambda p: p.held_on or p.starts.date()):
        found |= dict.fromkeys(practice.present, practice.held_on)
    return found


def _element(facts: UnitFacts, code: str) -> Coverage:
    done, started = set(), set()
    for person in facts.people:
        states = [_state(facts, person, common, code) for common in facts.common if _carries(common, code)]
        if states and all(state == "done" for state in states):
            done.add(person)
        elif any(state != "none" for state in states):
            started.add(person)
    return Coverage(
        code,
        str(CoreElement(code).label),
        len(done),
        len(started),
        len(facts.people),
        _("Har lest delene om dette i felles opplæring, og øvd minst én gang der øving finnes. Skravert: i gang."),
    )


def _carries(common: Common, code: str) -> bool:
    return bool(common.read.get(code) or common.practised.get(code))


def _state(facts: UnitFacts, person: int, common: Common, code: str) -> str:
    done = facts.done.get(person, set())
    read, practices = common.read.get(code, frozenset()), common.practised.get(code, frozenset())
    has_read = read <= done or _has_read(facts, person, common)
    if has_read and (not practices or practices & done):
        return "done"
    return "begun" if done & (read | practices) else "none"


def _has_read(facts: UnitFacts, person: int, common: Common) -> bool:
    return any(wanted <= facts.done.get(person, set()) for wanted in common.sets)
