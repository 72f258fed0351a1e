"""Somebody with a linear-programming solver who tries to work out hidden cells from what was shown."""

from functools import cached_property

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_array

from tryggby.voices.figures import SUM, Table, sums

# A hidden cell is recovered when it is known to within two; the rest is the solver's rounding.
NARROW = 2 + 1e-6
# Possible worlds far apart are looked for first, in directions at random: most cells are seen to be unknown by those.
WORLDS, DIRECTIONS = 4, np.random.default_rng(1)


class Attack:
    """Everything that is known about one table or several of the same places, as equations over unknown counts."""

    def __init__(self, *tables: Table) -> None:
        self.tables = tables
        self.names = [
            (number, name, column)
            for number, table in enumerate(tables)
            for name in table.counts
            for column in range(table.columns)
        ]
        self.place = {name: number for number, name in enumerate(self.names)}
        self.equal: list[tuple[dict, int]] = []
        self.at_most: list[tuple[dict, int]] = []
        self.possible: list = []
        for number, table in enumerate(tables):
            self._learn(number, table)
        for number in range(1, len(tables)):
            self._only_more(number)

    def _learn(self, number: int, table: Table) -> None:
        for name, row in table.counts.items():
            self.equal.append(({(number, name, column): 1 for column in range(table.columns)}, sum(row)))
            for column, value in enumerate(row):
                if (name, column) not in table.hidden:
                    self.equal.append(({(number, name, column): 1}, value))
        if table.has_sums:
            for column, value in enumerate(sums(table.counts)):
                if (SUM, column) not in table.hidden:
                    self.equal.append(({(number, name, column): 1 for name in table.counts}, value))

    def _only_more(self, number: int) -> None:
        """Between two releases nobody takes an answer back."""
        for name in self.tables[number].counts:
            if name in self.tables[number - 1].counts:
                for column in range(self.tables[number].columns):
                    self.at_most.append(({(number - 1, name, column): 1, (number, name, column): -1}, 0))

    @cached_property
    def _known(self) -> dict:
        """All equations and inequalities as matrices for the solver."""
        equal, equals = self._matrix(self.equal)
        most, mosts = self._matrix(self.at_most) if self.at_most else (None, None)
        return {"A_ub": most, "b_ub": mosts, "A_eq": equal, "b_eq": equals, "bounds": (0, 10**6)}

    def _matrix(self, rows):
        matrix = lil_array((len(rows), len(self.names)))
        for line, (terms, _value) in enumerate(rows):
            for name, factor in terms.items():
                matrix[line, self.place[name]] = factor
        return matrix.tocsr(), np.array([value for _terms, value in rows], dtype=float)

    def _goal(self, terms: dict):
        goal = np.zeros(len(self.names))
        for name, factor in terms.items():
            goal[self.place[name]] = factor
        return goal

    def bounds(self, terms: dict) -> tuple[float, float]:
        """The least and the greatest that a sum of cells can be; the greatest is counted up to a million."""
        goal = self._goal(terms)
        found = []
        for sign in (1, -1):
            solved = linprog(sign * goal, **self._known)
            assert solved.status == 0, solved.message
            self.possible.append(solved.x)
            found.append(sign * solved.fun)
        return found[0], found[1]

    def _is_wide(self, terms: dict) -> bool:
        """True when two of the possible worlds found so far already differ by more than two in this sum."""
        if not self.possible:
            return False
        seen = np.array(self.possible) @ self._goal(terms)
        return seen.max() - seen.min() > NARROW

    def recovered(self) -> list[tuple]:
        """Hidden cells, and small changes between two tables, that are known to within two."""
        found = []
        for direction in DIRECTIONS.integers(-1, 2, (WORLDS, len(self.names))):
            self.bounds(dict(zip(self.names, direction, strict=True)))
        for number, table in enumerate(self.tables):
            for name, column in sorted(table.hidden):
                rows = list(table.counts) if name == SUM else [name]
                if not all(row in table.counts for row in rows):
                    continue
                terms = {(number, row, column): 1 for row in rows}
                if self._is_wide(terms):
                    continue
                least, most = self.bounds(terms)
                if most - least <= NARROW:
                    found.append((number, name, column, least, most))
        for number in range(1, len(self.tables)):
            found += self._changes(number)
        return found

    def _changes(self, number: int) -> list[tuple]:
        former, table = self.tables[number - 1], self.tables[number]
        found = []
        for name in set(former.counts) & set(table.counts):
            if former.counts[name] == table.counts[name]:
                continue
            for column in range(table.columns):
                if table.counts[name][column] - former.counts[name][column] < 5:
                    terms = {(number, name, column): 1, (number - 1, name, column): -1}
                    if self._is_wide(terms):
                        continue
                    least, most = self.bounds(terms)
                    if most - least <= NARROW:
                        found.append(("change", number, name, column, least, most))
        return found
