"""From units to the tree of places: municipality → district → service → workplace → unit. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ORGANISATION, DISTRICT, SERVICE, WORKPLACE, UNIT = range(5)


@dataclass(frozen=True)
class UnitFact:
    """What is known of a unit: where it hangs in the staff tree, its district and its service."""

    number: int
    organisation: int
    district: int | None
    service: int
    parent: int | None
    name: str


@dataclass(frozen=True)
class Node:
    """A place to be: `path` is what makes it the same place next time; `is_leaf` when it holds people itself."""

    path: tuple[int, int, int | None, int | None, int | None]
    above: tuple[int, int, int | None, int | None, int | None] | None
    name: str
    is_leaf: bool = False

    @property
    def level(self) -> int:
        """Which of the five levels."""
        return self.path[1]


def nodes(
    units: Iterable[UnitFact],
    organisations: Mapping[int, str],
    districts: Mapping[int, str],
    services: Mapping[int, str],
) -> list[Node]:
    """Every place, parents before children.

    A workplace is the topmost unit whose whole tree lies in one district and one service. What stands above (a
    department over schools and kindergartens, say) is a workplace of its own, with its own people alone. An
    organisation without districts has services right below it.
    """
    known = {unit.number: unit for unit in units}
    tops = _workplaces(known)
    crowded = {top for unit, top in tops.items() if unit != top}
    divided = {unit.organisation for unit in known.values() if unit.district is not None}
    found: dict[tuple, Node] = {}
    for unit in sorted(known.values(), key=lambda one: (one.name, one.number)):
        top = known[tops[unit.number]]
        place = unit.organisation
        above = _put(found, Node((place, ORGANISATION, None, None, None), None, organisations[place]))
        if place in divided:
            name = districts.get(top.district, "") if top.district else ""
            above = _put(found, Node((place, DISTRICT, top.district, None, None), above, name))
        above = _put(found, Node((place, SERVICE, top.district, top.service, None), above, services[top.service]))
        workplace = (place, WORKPLACE, top.district, top.service, top.number)
        above = _put(found, Node(workplace, above, top.name, is_leaf=top.number not in crowded))
        if top.number in crowded:
            leaf = (place, UNIT, top.district, top.service, unit.number)
            _put(found, Node(leaf, above, unit.name, is_leaf=True))
    return sorted(found.values(), key=lambda node: node.level)


def _put(found: dict[tuple, Node], node: Node) -> tuple:
    found.setdefault(node.path, node)
    return node.path


def _workplaces(known: Mapping[int, UnitFact]) -> dict[int, int]:
    """Unit → its workplace."""
    kinds: dict[int, set] = {number: set() for number in known}
    chains = {number: _upwards(number, known) for number in known}
    for number, chain in chains.items():
        unit = known[number]
        for above in chain:
            kinds[above].add((unit.organisation, unit.district, unit.service))
    tops = {number: [above for above in chain if len(kinds[above]) == 1] for number, chain in chains.items()}
    found = {number: whole[-1] if whole else number for number, whole in tops.items()}
    return {number: top if found[top] == top else number for number, top in found.items()}


def _upwards(number: int, known: Mapping[int, UnitFact]) -> list[int]:
    """The unit and those above it, as far as they are known; a circle ends where it began."""
    chain: list[int] = []
    at: int | None = number
    while at is not None and at in known and at not in chain:
        chain.append(at)
        at = known[at].parent
    return chain
