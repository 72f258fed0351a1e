"""No hidden count of coverage can be worked out: not from sums, and not by somebody who knows one unit from within."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tryggby.insight.protect import WIDE, hidden_places
from tryggby.insight.suppression import is_small


def _tree(rng: random.Random, shape=(3, 3, 4), most=30):
    """A random tree of counts, parents first."""
    parents, people, done, leaves = [-1], [0], [0], []
    level = [0]
    for width in shape:
        below = []
        for place in level:
            for _ in range(rng.randint(1, width)):
                parents.append(place)
                below.append(len(parents) - 1)
        level = below
    people, done = [0] * len(parents), [0] * len(parents)
    share = rng.choice([0.0, 0.05, 0.3, 0.6, 0.95, 1.0])
    for place in level:
        people[place] = rng.randint(0, most)
        done[place] = sum(rng.random() < share for _ in range(people[place]))
        leaves.append(place)
    for place in range(len(parents) - 1, 0, -1):
        people[parents[place]] += people[place]
        done[parents[place]] += done[place]
    return parents, people, done, leaves


class Solver:
    """Somebody with a linear-programming solver who knows what is shown, and maybe one hidden unit from within."""

    def __init__(self, parents, people, done, leaves, hidden):
        self.leaves, self.people, self.done = leaves, people, done
        self.column = {leaf: number for number, leaf in enumerate(leaves)}
        self.below = {place: np.zeros(len(leaves)) for place in range(len(parents))}
        for leaf in leaves:
            at = leaf
            while at >= 0:
                self.below[at][self.column[leaf]] = 1
                at = parents[at]
        shown = [place for place in range(len(parents)) if not hidden[place]]
        self.equal = np.array([self.below[place] for place in shown]).reshape(len(shown), len(leaves))
        self.equals = np.array([done[place] for place in shown], dtype=float)
        self.hidden = hidden

    def width(self, place, knows=None) -> float:
        """How far apart the values are that the place's count could have."""
        bounds = [(0, self.people[leaf]) for leaf in self.leaves]
        if knows is not None:
            bounds[self.column[knows]] = (self.done[knows], self.done[knows])
        found = []
        for sign in (1, -1):
            fixed = {"A_eq": self.equal, "b_eq": self.equals} if len(self.equals) else {}
            solved = linprog(sign * self.below[place], bounds=bounds, **fixed)
            assert solved.status == 0, solved.message
            found.append(sign * solved.fun)
        return found[1] - found[0]

    def open_people(self, place, knows=None) -> int:
        """How many people of the place are in hidden units that the solver does not know."""
        return sum(
            self.people[leaf]
            for leaf in self.leaves
            if self.below[place][self.column[leaf]] and self.hidden[leaf] and leaf != knows
        )


def _recovered(tree, hidden, *, insiders: bool) -> list:
    parents, people, done, leaves = tree
    solver = Solver(parents, people, done, leaves, hidden)
    knowing = [None, *(leaf for leaf in leaves if hidden[leaf])] if insiders else [None]
    return [
        (place, knows)
        for knows in knowing
        for place in range(len(parents))
        if is_small(people[place], done[place]) and place != knows
        if solver.width(place, knows) < min(WIDE, solver.open_people(place, knows)) - 1e-6
    ]


@pytest.mark.parametrize("seed", range(25))
def test_a_solver_recovers_no_count(seed):
    tree = _tree(random.Random(seed))
    assert _recovered(tree, hidden_places(*tree[:3]), insiders=False) == []


@pytest.mark.parametrize("seed", range(10))
def test_nor_does_a_leader_with_a_solver(seed):
    tree = _tree(random.Random(100 + seed), shape=(2, 2, 4))
    assert _recovered(tree, hidden_places(*tree[:3]), insiders=True) == []


def test_hiding_only_small_counts_would_be_found_out():
    """The solver is a real one."""
    tree = ([-1, 0, 0], [40, 20, 20], [13, 3, 10], [1, 2])
    assert _recovered(tree, [False, True, False], insiders=False) == [(1, None)]


@given(st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_small_counts_are_always_hidden_and_no_sum_stands_between_them_and_a_shown_rest(seed):
    parents, people, done, _leaves = _tree(random.Random(seed), shape=(4, 3, 6))
    hidden = hidden_places(parents, people, done)
    assert all(hidden[place] for place in range(len(parents)) if is_small(people[place], done[place]))


def test_nothing_is_hidden_where_nothing_is_small():
    people, done = [0] * 7, [0] * 7
    for leaf in (3, 4, 5, 6):
        people[leaf], done[leaf] = 20, 9
    people[1], done[1], people[2], done[2], people[0], done[0] = 40, 18, 40, 18, 80, 36
    assert hidden_places([-1, 0, 0, 1, 1, 2, 2], people, done) == [False] * 7


def test_nobody_and_everybody_of_a_large_group_may_be_told():
    assert hidden_places([-1, 0, 0], [40, 20, 20], [20, 0, 20]) == [False] * 3


def test_a_small_unit_takes_companions_or_its_sum_along():
    parents, people, done = [-1, 0, 0, 1, 1, 1, 1], [70, 60, 10, 15, 15, 15, 15], [38, 28, 10, 8, 8, 9, 3]
    hidden = hidden_places(parents, people, done)
    assert hidden[6] and sum(hidden[3:]) >= 3
    assert not hidden[0]


def test_many_units_hide_few():
    """A large city is not blanked out: what is hidden beside the small counts is a few units per sum."""
    rng = random.Random(7)
    parents, people, done, leaves = _tree(rng, shape=(15, 10, 25), most=60)
    hidden = hidden_places(parents, people, done)
    small = sum(is_small(people[leaf], done[leaf]) for leaf in leaves)
    assert sum(hidden[leaf] for leaf in leaves) <= small + 3 * 150
