"""What reach means, in one place: appointed → trained → has held practice → colleagues reached.

Pure: from facts to figures, no database. `figures.py` reads the facts.

- **appointed**: mandates in force on the day whose mentor still works in the unit.
- **trained**: those of them who have been to training (`training.py`).
- **held**: those of them who have held at least one practice in the unit within the window.
- **colleagues**: the unit's members on the day, apart from its mentors. The denominator.
- **reached**: colleagues who were at one or more practices in the unit within the window; each once,
  however often. Whoever has left the unit is neither in the count nor in the denominator.
- **heads**: people present without a name. They may be anybody, so they are shown apart and never added.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tryggby.ground.door import months_before

SHORT, LONG = 3, 12


@dataclass(frozen=True)
class Held:
    """One held practice: where, when, by whom, who of the named was there, how many without a name."""

    unit: int
    day: dt.date
    mentor: int
    present: frozenset[int] = frozenset()
    heads: int = 0


@dataclass(frozen=True)
class Facts:
    """What reach is derived from, all as row numbers; `members` and `mentors` by unit, as they are on `on`."""

    on: dt.date
    members: Mapping[int, frozenset[int]]
    mentors: Mapping[int, frozenset[int]]
    trained: frozenset[int] = frozenset()
    practices: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Reach:
    """Reach of one unit, or of several together. `_3` and `_12`: within the last three and twelve months."""

    members: int = 0
    colleagues: int = 0
    appointed: int = 0
    trained: int = 0
    held_3: int = 0
    held_12: int = 0
    practices_3: int = 0
    practices_12: int = 0
    reached_3: int = 0
    reached_12: int = 0
    heads_3: int = 0
    heads_12: int = 0


@dataclass
class _Sets:
    """The people behind the figures; never leaves this module."""

    members: set[int] = field(default_factory=set)
    mentors: set[int] = field(default_factory=set)
    trained: set[int] = field(default_factory=set)
    colleagues: set[int] = field(default_factory=set)
    held: dict[int, set[int]] = field(default_factory=lambda: {SHORT: set(), LONG: set()})
    reached: dict[int, set[int]] = field(default_factory=lambda: {SHORT: set(), LONG: set()})
    practices: dict[int, int] = field(default_factory=lambda: {SHORT: 0, LONG: 0})
    heads: dict[int, int] = field(default_factory=lambda: {SHORT: 0, LONG: 0})


def derive(facts: Facts, units: Iterable[int]) -> dict[int, Reach]:
    """Reach of each unit by itself."""
    return {unit: _reach(sets) for unit, sets in _sets(facts, units).items()}


def derive_total(facts: Facts, units: Iterable[int]) -> Reach:
    """Reach of the units together: a person who belongs to two of them is counted once.

    A mentor of one unit who is a colleague in another counts as a mentor only.
    """
    total = _Sets()
    for sets in _sets(facts, units).values():
        total.members |= sets.members
        total.mentors |= sets.mentors
        total.trained |= sets.trained
        total.colleagues |= sets.colleagues
        for window in (SHORT, LONG):
            total.held[window] |= sets.held[window]
            total.reached[window] |= sets.reached[window]
            total.practices[window] += sets.practices[window]
            total.heads[window] += sets.heads[window]
    total.colleagues -= total.mentors
    for window in (SHORT, LONG):
        total.reached[window] -= total.mentors
    return _reach(total)


def _sets(facts: Facts, units: Iterable[int]) -> dict[int, _Sets]:
    found = {}
    for unit in units:
        members = set(facts.members.get(unit, ()))
        mentors = set(facts.mentors.get(unit, ())) & members
        found[unit] = _Sets(
            members=members, mentors=mentors, trained=mentors & facts.trained, colleagues=members - mentors
        )
    begins = {window: months_before(facts.on, window) for window in (SHORT, LONG)}
    for practice in facts.practices:
        sets = found.get(practice.unit)
        for window, begin in begins.items():
            if sets is not None and begin <= practice.day <= facts.on:
                sets.practices[window] += 1
                sets.heads[window] += practice.heads
                sets.held[window] |= {practice.mentor} & sets.mentors
                sets.reached[window] |= practice.present & sets.colleagues
    return found


def _reach(sets: _Sets) -> Reach:
    return Reach(
        members=len(sets.members),
        colleagues=len(sets.colleagues),
        appointed=len(sets.mentors),
        trained=len(sets.trained),
        held_3=len(sets.held[SHORT]),
        held_12=len(sets.held[LONG]),
        practices_3=sets.practices[SHORT],
        practices_12=sets.practices[LONG],
        reached_3=len(sets.reached[SHORT]),
        reached_12=len(sets.reached[LONG]),
        heads_3=sets.heads[SHORT],
        heads_12=sets.heads[LONG],
    )
