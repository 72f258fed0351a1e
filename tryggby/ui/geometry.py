"""Where bars and columns stand in a drawing; widths are attributes, since the page allows no inline style."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One row of a coverage figure: counts, and the shares as percent texts for SVG."""

    label: str
    done: int
    planned: int
    total: int
    url: str = ""

    @property
    def missing(self) -> int:
        return max(0, self.total - self.done - self.planned)

    @property
    def done_width(self) -> str:
        return _percent(min(self.done, self.total), self.total)

    @property
    def planned_width(self) -> str:
        return _percent(min(self.planned, self.total - self.done), self.total)


@dataclass(frozen=True)
class Column:
    """One column of a chart: what it is called, its number, and its place."""

    label: str
    value: int
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


# The drawing is this wide and high; the columns stand on the floor and leave room for numbers above.
CHART_WIDTH, CHART_FLOOR, CHART_TOP = 360, 170, 30


def bars(rows: Iterable) -> list[Bar]:
    """Rows with label, done, planned (may be missing) and total, as bars."""
    return [
        Bar(
            label=_read(row, "label"),
            done=_read(row, "done"),
            planned=_read(row, "planned", 0),
            total=_read(row, "total"),
            url=_read(row, "url", ""),
        )
        for row in rows
    ]


def columns(points: Iterable) -> list[Column]:
    """Points as (label, value) pairs or things with label and value, as columns side by side."""
    pairs = [point if isinstance(point, tuple | list) else _pair(point) for point in points]
    if not pairs:
        return []
    highest = max([value for _, value in pairs] + [1])
    slot = (CHART_WIDTH - 24) / len(pairs)
    width = round(min(52, slot * 0.66))
    placed = []
    for index, (label, value) in enumerate(pairs):
        height = round((CHART_FLOOR - CHART_TOP) * value / highest)
        x = round(12 + slot * index + (slot - width) / 2)
        placed.append(Column(str(label), value, x, CHART_FLOOR - height, width, height))
    return placed


def _pair(point):
    return _read(point, "label"), _read(point, "value")


def _read(row, name, default=None):
    if isinstance(row, Mapping):
        return row[name] if default is None else row.get(name, default)
    return getattr(row, name) if default is None else getattr(row, name, default)


def _percent(part, whole):
    return f"{max(0, part) / whole * 100:.2f}%" if whole else "0%"
