"""Which places of a tree of counts may be shown, so that no hidden count can be worked out. Pure; no database.

Every place shows how many people it has. Beside that stands how many of them are done, unless it is hidden. A count is
hidden when those who are done, or those who are not, are one to four, and where fewer than five people are. Then more
are hidden, until what a shown place and its shown parts leave over, its *rest*, is vague enough: even somebody who
knows one hidden unit from within, such as its leader, cannot tell any other to within WIDE.

For the hidden units of one rest, D done and R not done in all, and n people in each, it takes:
D without its largest part >= LIMIT, R without its largest part >= LIMIT, and the sum of n without the two largest
>= WIDE. A hidden sum (a service, say) needs the same of the hidden units outside it.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

from tryggby.insight.suppression import LIMIT, is_small

# A hidden count could be so many apart at least, or anything from nobody to everybody where fewer people are.
WIDE = 3


@dataclass
class Rest:
    """The hidden units below one place that no shown place stands between, and what more could be hidden there."""

    units: int = 0
    done: int = 0
    left: int = 0
    people: int = 0
    most_done: int = 0
    most_left: int = 0
    largest: tuple[int, int] = (0, 0)
    # Hidden sums → how many people their hidden units have.
    sums: dict[int, int] = field(default_factory=dict)
    # Shown units and shown sums that could be hidden next, the smallest first.
    shown_units: list[tuple[int, int]] = field(default_factory=list)
    shown_sums: list[tuple[int, int]] = field(default_factory=list)

    def add(self, people: int, done: int) -> None:
        """A unit is hidden."""
        self.units += 1
        self.done += done
        self.left += people - done
        self.people += people
        self.most_done = max(self.most_done, done)
        self.most_left = max(self.most_left, people - done)
        first, second = self.largest
        self.largest = (max(first, people), max(second, min(first, people)))

    def join(self, other: "Rest") -> None:
        """The rest of a sum that was hidden becomes a part of the rest above."""
        self.units += other.units
        self.done += other.done
        self.left += other.left
        self.people += other.people
        self.most_done = max(self.most_done, other.most_done)
        self.most_left = max(self.most_left, other.most_left)
        first, second = sorted((*self.largest, *other.largest), reverse=True)[:2]
        self.largest = (first, second)
        self.sums |= other.sums
        self.shown_units = self.shown_units + other.shown_units
        self.shown_sums = self.shown_sums + other.shown_sums

    def is_vague(self) -> bool:
        """True when nothing in it can be told."""
        if not self.units:
            return True
        if self.done - self.most_done < LIMIT or self.left - self.most_left < LIMIT:
            return False
        if self.people - sum(self.largest) < WIDE:
            return False
        return all(self.people - part - self.largest[0] >= WIDE for part in self.sums.values())


def hidden_places(
    parents: Sequence[int], people: Sequence[int], done: Sequence[int], *, also: Sequence[bool] = ()
) -> list[bool]:
    """For each place whether its count is hidden. Parents stand before their children; the top's parent is -1.

    `also` are places that are hidden whatever their count: something that goes with it is hidden there.
    """
    tree = _Tree(parents, people, done)
    for place, is_hidden in enumerate(also):
        tree.hidden[place] |= is_hidden
    return tree.protect()


class _Tree:
    """One tree of counts, and what is hidden in it so far."""

    def __init__(self, parents: Sequence[int], people: Sequence[int], done: Sequence[int]) -> None:
        self.parents, self.people, self.done = parents, people, done
        self.children: list[list[int]] = [[] for _ in parents]
        for place, parent in enumerate(parents):
            if parent >= 0:
                self.children[parent].append(place)
        self.hidden = [is_small(n, d) for n, d in zip(people, done, strict=True)]
        self.rests: dict[int, Rest] = {}

    def protect(self) -> list[bool]:
        """From the units upwards: each place that is shown gets a vague rest, or is hidden too."""
        for place in range(len(self.parents) - 1, -1, -1):
            if not self.children[place]:
                continue
            rest = self._gather(place)
            if not self.hidden[place]:
                self._make_vague(place, rest)
            self.rests[place] = rest
        return self.hidden

    def _gather(self, place: int) -> Rest:
        rest = Rest()
        for child in self.children[place]:
            self._take(rest, child)
        heapq.heapify(rest.shown_units)
        heapq.heapify(rest.shown_sums)
        return rest

    def _take(self, rest: Rest, child: int) -> None:
        """Put a place where it belongs in the rest above it."""
        people = self.people[child]
        if not self.children[child]:
            if self.hidden[child]:
                rest.add(people, self.done[child])
            elif people:
                rest.shown_units.append((people, child))
        elif self.hidden[child]:
            below = self.rests.pop(child)
            rest.join(below)
            rest.sums[child] = below.people
        elif people:
            rest.shown_sums.append((people, child))

    def _make_vague(self, place: int, rest: Rest) -> None:
        """Hide the smallest unit that is left, or a sum and then its units; when all are hidden, the place itself."""
        while not rest.is_vague():
            if rest.shown_units:
                people, unit = heapq.heappop(rest.shown_units)
                self._hide_unit(place, rest, people, unit)
            elif rest.shown_sums:
                _people, chosen = heapq.heappop(rest.shown_sums)
                self.hidden[chosen] = True
                self._take(rest, chosen)
                heapq.heapify(rest.shown_units)
                heapq.heapify(rest.shown_sums)
            else:
                self.hidden[place] = True
                return

    def _hide_unit(self, place: int, rest: Rest, people: int, unit: int) -> None:
        self.hidden[unit] = True
        rest.add(people, self.done[unit])
        above = self.parents[unit]
        while above != place:
            if above in rest.sums:
                rest.sums[above] += people
            above = self.parents[above]
