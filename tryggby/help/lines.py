"""Help lines: dated records, and which of them are open at an instant in Europe/Oslo."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import yaml
from django.utils.translation import get_language

OSLO = ZoneInfo("Europe/Oslo")
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
FILE = Path(__file__).parent / "lines.yaml"


@dataclass(frozen=True)
class HelpLine:
    """One verified contact. `hours` maps weekday (or `holidays`) to opening ranges; None is always open."""

    id: str
    name: str
    audiences: tuple[str, ...]
    texts: dict[str, str]
    phone: str
    web: str
    hours: dict[str, tuple[tuple[dt.time, dt.time], ...]] | None
    checked: dt.date
    review_by: dt.date
    source: str
    sure: str
    danger: bool = False
    anonymous: bool = False
    free: bool = False
    extra: dict = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What it is for, in the reader's language."""
        return self.texts.get(get_language() or "nb") or self.texts["nb"]

    @property
    def tel(self) -> str:
        """The number for a call link."""
        return self.phone.replace(" ", "")

    def overdue(self, at: dt.datetime) -> bool:
        """True when the record should have been checked again: the number stays, the hours go."""
        return at.astimezone(OSLO).date() > self.review_by

    def open_at(self, at: dt.datetime) -> bool:
        """True when somebody answers at the instant; a range may run past midnight."""
        if self.hours is None:
            return True
        local = at.astimezone(OSLO)
        return self._within(local.date(), local.time()) or self._past_midnight(local)

    def next_opening(self, at: dt.datetime) -> dt.datetime | None:
        """The next instant it opens within eight days, or None when it is open or never is."""
        if self.hours is None or self.open_at(at):
            return None
        local = at.astimezone(OSLO)
        starts = (
            dt.datetime.combine(day, start, tzinfo=OSLO)
            for day in (local.date() + dt.timedelta(days=n) for n in range(9))
            for start, _ in self._ranges(day)
        )
        return next((start for start in starts if start > local), None)

    def _ranges(self, day: dt.date) -> tuple[tuple[dt.time, dt.time], ...]:
        hours = self.hours or {}
        if "holidays" in hours and day in _public_holidays(day.year):
            return hours["holidays"]
        return hours.get(DAYS[day.weekday()], ())

    def _within(self, day: dt.date, time: dt.time) -> bool:
        return any(start <= time < end if start < end else start <= time for start, end in self._ranges(day))

    def _past_midnight(self, local: dt.datetime) -> bool:
        before = local.date() - dt.timedelta(days=1)
        return any(end < start and local.time() < end for start, end in self._ranges(before))


@cache
def help_lines() -> tuple[HelpLine, ...]:
    """The national starter set, in the order of the file: danger first, nearest first."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_line(row, data) for row in data["lines"])


def lines_for(audience: str, *, danger: bool = False) -> list[HelpLine]:
    """Lines for `child`, `adult` or `employee`; the danger numbers apart from the rest."""
    return [line for line in help_lines() if audience in line.audiences and line.danger == danger]


@cache
def _public_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("NO", years=year))


def _line(row: dict, data: dict) -> HelpLine:
    hours = row["hours"]
    return HelpLine(
        id=row["id"],
        name=row["name"],
        audiences=tuple(row["for"]),
        texts=row["text"],
        phone=row.get("phone", ""),
        web=row.get("web", ""),
        hours=None if hours == "always" else {day: _parse(ranges) for day, ranges in hours.items()},
        checked=data["checked"],
        review_by=data["checked"] + dt.timedelta(days=data["review_every_days"]),
        source=row["source"],
        sure=row["sure"],
        danger=row.get("danger", False),
        anonymous=row.get("anonymous", False),
        free=row.get("free", False),
    )


def _parse(ranges: list) -> tuple[tuple[dt.time, dt.time], ...]:
    return tuple((dt.time.fromisoformat(start), dt.time.fromisoformat(end)) for start, end in ranges)
