"""Which cells of a table of children's answers may be shown. Pure functions over plain counts.

A table has a row per place and a column per answer; every row's number of respondents is shown, and with two rows or
more a sum row (`SUM`). Small cells are hidden, and then so many more that no hidden cell can be worked out, not even
to within two. Every hidden cell's bounds are exact: a table with sums is a network, where the greatest change of one
cell is the greatest flow around it.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Nothing about fewer respondents than this; and fewer children under 13 than that.
LEAST, LEAST_UNDER_13 = 10, 20
# Cells below this are hidden, zeros too.
SMALL = 5
# A hidden cell could be so many apart, at least.
WIDE = 3
# A table is shown anew when every row that changes has so many new respondents.
NEW = 5
SUM = ""

Counts = Mapping[str, Sequence[int]]
Cell = tuple[str, int]


@dataclass(frozen=True)
class Table:
    """Counts by row, and which cells are hidden; a sum row's cells are named (SUM, column)."""

    counts: dict[str, tuple[int, ...]]
    hidden: frozenset[Cell]

    @property
    def public(self) -> str:
        """The name of the row that everybody sees: the sum, or the only place."""
        return SUM if self.has_sums else next(iter(self.counts))

    @property
    def has_sums(self) -> bool:
        """True when there is a sum row."""
        return len(self.counts) > 1

    @property
    def columns(self) -> int:
        """How many answers one could give."""
        return len(next(iter(self.counts.values())))

    @property
    def shown(self) -> int:
        """How many cells are shown."""
        return (len(self.counts) + self.has_sums) * self.columns - len(self.hidden)

    def row(self, name: str) -> list[int | None]:
        """The cells of a row or of the sum; None where hidden."""
        values = sums(self.counts) if name == SUM else self.counts[name]
        return [None if (name, column) in self.hidden else value for column, value in enumerate(values)]


def first_table(counts: Counts, least: int) -> Table | None:
    """The table of the rows with enough respondents; None when there is none. Rows below `least` are in no sum."""
    rows = {name: tuple(values) for name, values in counts.items() if sum(values) >= max(least, LEAST)}
    return Table(rows, protect(rows)) if rows else None


def next_table(former: Table, counts: Counts, least: int) -> Table | None:
    """The table that may stand instead of `former`, with the counts as they are now; None when it must wait.

    Rows with too few new respondents stay as they were. What came in between is a table of its own, protected as
    strictly; what was hidden stays hidden. So the two tables together tell no more than each alone.
    """
    enough = {name: tuple(values) for name, values in counts.items() if sum(values) >= max(least, LEAST)}
    rows, grown = dict(former.counts), {}
    for name, values in enough.items():
        before = former.counts.get(name, (0,) * len(values))
        more = tuple(now - then for now, then in zip(values, before, strict=True))
        if min(more) < 0:
            return None
        if sum(more) >= NEW:
            rows[name], grown[name] = values, more
    if not grown:
        return None
    kept = former.hidden
    if not former.has_sums and len(rows) > 1:
        kept |= {(SUM, column) for _name, column in former.hidden}
    return Table(rows, protect(grown, forced=kept, with_sums=len(rows) > 1))


def sums(counts: Counts) -> tuple[int, ...]:
    """The sum of each column."""
    return tuple(sum(column) for column in zip(*counts.values(), strict=True))


def protect(counts: Counts, *, forced: Iterable[Cell] = (), with_sums: bool | None = None) -> frozenset[Cell]:
    """The cells to hide: small ones, those in `forced`, and as many more as it takes."""
    with_sums = len(counts) > 1 if with_sums is None else with_sums
    values = {(name, column): value for name, row in counts.items() for column, value in enumerate(row)}
    if with_sums:
        values |= {(SUM, column): value for column, value in enumerate(sums(counts))}
    outside = frozenset(forced)
    hidden = {cell for cell, value in values.items() if value < SMALL or cell in outside}
    while (narrow := _narrow(values, hidden)) is not None:
        hidden.add(_one_more(values, hidden, narrow))
    return frozenset(hidden) | outside


def width(values: Mapping[Cell, int], hidden: Iterable[Cell], cell: Cell, enough: int = WIDE) -> int:
    """How far apart the values are that a hidden cell could have, counted up to `enough`."""
    flows = _flows(values, hidden, cell)
    start, end = _ends(cell)
    up = _flow(flows, end, start, enough)
    return up + (min(values[cell], _flow(_flows(values, hidden, cell), start, end, enough)) if up < enough else 0)


def _narrow(values: Mapping[Cell, int], hidden: set[Cell]) -> Cell | None:
    """A hidden cell that is known too well."""
    return next((cell for cell in sorted(hidden) if cell in values and width(values, hidden, cell) < WIDE), None)


def _one_more(values: Mapping[Cell, int], hidden: set[Cell], cell: Cell) -> Cell:
    """The next cell to hide, so that `cell` is known less well: the smallest where a companion is missing."""
    row = [other for other in values if other[0] == cell[0]]
    column = [other for other in values if other[1] == cell[1]]
    lines = [line for line in (row, column) if len(hidden.intersection(line)) < 2]
    for line in [*lines, row, column, list(values)]:
        shown = [other for other in line if other not in hidden]
        if shown:
            return min(shown, key=lambda other: (values[other], other[0] == SUM, other))
    raise ValueError("A table with too few respondents cannot be protected")


def _ends(cell: Cell) -> tuple:
    """A place's cell leads from its row to its column; a sum's from its column to the sum."""
    return (cell[1], "sum") if cell[0] == SUM else (f"row {cell[0]}", cell[1])


def _flows(values: Mapping[Cell, int], hidden: Iterable[Cell], without: Cell) -> dict:
    """What could be moved between rows and columns: hidden cells can grow without end and shrink to zero."""
    flows: dict = {}
    for cell in hidden:
        if cell == without or cell not in values:
            continue
        start, end = _ends(cell)
        flows.setdefault(start, {})[end] = 10**9
        flows.setdefault(end, {})[start] = values[cell]
    if not any(name == SUM for name, _column in values):
        for column in {column for _name, column in values}:
            flows.setdefault(column, {})["sum"] = flows.setdefault("sum", {})[column] = 10**9
    return flows


def _flow(flows: dict, source, sink, most: int) -> int:
    """The greatest flow, counted up to `most`."""
    found = 0
    while found < most:
        came = {source: None}
        queue = deque([source])
        while queue and sink not in came:
            node = queue.popleft()
            for other, room in flows.get(node, {}).items():
                if room > 0 and other not in came:
                    came[other] = node
                    queue.append(other)
        if sink not in came:
            break
        path, node = [], sink
        while came[node] is not None:
            path.append((came[node], node))
            node = came[node]
        step = min(most - found, *(flows[a][b] for a, b in path))
        for a, b in path:
            flows[a][b] -= step
            flows.setdefault(b, {})[a] = flows.get(b, {}).get(a, 0) + step
        found += step
    return found
