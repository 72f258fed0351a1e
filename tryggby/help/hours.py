"""Opening hours as people write them, and whether a door is open at an instant. Pure: no database, no settings.

Hours are text, one rule a line, in Oslo time: `man–fre 08–15.30`, `lør 10–14, 18–22`, `alle 14–22`, `fre 20–04`
(past midnight), `helligdag stengt`, `julaften 08–12`, `24.12.2026 stengt`. `døgnåpent` is always open; nothing
written means that nobody knows. A later rule wins over an earlier one of the same strength; a date wins over a named
day, that over `helligdag`, and that over weekdays. On holidays without a rule the hours are not known.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
DAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
ALWAYS = "døgnåpent"
CLOSED = "stengt"
HOLIDAY = "helligdag"
# Days from Easter Sunday.
MOVING = {
    "skjærtorsdag": -3,
    "langfredag": -2,
    "påskeaften": -1,
    "1. påskedag": 0,
    "2. påskedag": 1,
    "kristi himmelfartsdag": 39,
    "1. pinsedag": 49,
    "2. pinsedag": 50,
}
FIXED = {
    "1. nyttårsdag": (1, 1),
    "1. mai": (5, 1),
    "17. mai": (5, 17),
    "julaften": (12, 24),
    "1. juledag": (12, 25),
    "2. juledag": (12, 26),
    "nyttårsaften": (12, 31),
}
RANGE = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?$")
DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
# How far ahead the next opening is looked for.
AHEAD = 21

Ranges = tuple[tuple[dt.time, dt.time], ...]


class Unreadable(ValueError):
    """A line of hours that cannot be understood; the message is the line."""


@dataclass(frozen=True)
class Hours:
    """Parsed hours. A range that ends at or before its start runs past midnight; None as ranges is never used."""

    always: bool = False
    week: tuple[Ranges | None, ...] = (None,) * 7
    holiday: Ranges | None = None
    named: tuple[tuple[str, Ranges], ...] = ()
    dates: tuple[tuple[dt.date, Ranges], ...] = ()

    @property
    def known(self) -> bool:
        """False when nobody has written any hours."""
        return self.always or any(day is not None for day in self.week) or bool(self.dates)


@dataclass(frozen=True)
class Door:
    """A door at one instant. `kind`: always, open, closed, unsure (a holiday without a rule) or unknown."""

    kind: str
    until: dt.datetime | None = None
    opens: dt.datetime | None = None

    @property
    def is_open(self) -> bool:
        """True when somebody answers."""
        return self.kind in {"always", "open"}


@lru_cache(maxsize=500)
def parse(text: str) -> Hours:
    """Read hours as they are written; raises Unreadable with the first line that makes no sense."""
    lines = [line.strip() for line in text.lower().splitlines() if line.strip()]
    if lines == [ALWAYS]:
        return Hours(always=True)
    week: list[Ranges | None] = [None] * 7
    holiday: Ranges | None = None
    named: dict[str, Ranges] = {}
    dates: dict[dt.date, Ranges] = {}
    for line in lines:
        days, ranges = _rule(line)
        if days == HOLIDAY:
            holiday = ranges
        elif days in MOVING or days in FIXED:
            named[days] = ranges
        elif found := DATE.match(days):
            dates[_date(found, line)] = ranges
        else:
            for number in _weekdays(days, line):
                week[number] = ranges
    if any(day is not None for day in week):
        week = [() if day is None else day for day in week]
    return Hours(week=tuple(week), holiday=holiday, named=tuple(named.items()), dates=tuple(dates.items()))


def door(hours: Hours, at: dt.datetime) -> Door:
    """The door at an aware instant."""
    if hours.always:
        return Door("always")
    if not hours.known:
        return Door("unknown")
    today = at.astimezone(OSLO).date()
    spans = list(_spans(hours, today - dt.timedelta(days=1), AHEAD + 1))
    now = [end for start, end in spans if start <= at < end]
    if now:
        return Door("open", until=_joined(max(now), spans))
    if ranges_on(hours, today) is None:
        return Door("unknown" if hours.week[today.weekday()] is None else "unsure")
    if _night_before_is_unsure(hours, today, at):
        return Door("unsure")
    return Door("closed", opens=min((start for start, _ in spans if start > at), default=None))


def ranges_on(hours: Hours, day: dt.date) -> Ranges | None:
    """The ranges that begin on a date; None when nobody has said what holds: on a special day, or on any other when
    nothing but exceptions is written."""
    for date, ranges in hours.dates:
        if date == day:
            return ranges
    names = special(day.year).get(day, ())
    for name, ranges in hours.named:
        if name in names:
            return ranges
    return hours.holiday if names else hours.week[day.weekday()]


@lru_cache(maxsize=16)
def special(year: int) -> dict[dt.date, tuple[str, ...]]:
    """Public holidays of Norway, Easter, Christmas and New Year's Eve, with their names."""
    found: dict[dt.date, tuple[str, ...]] = {}
    easter = easter_sunday(year)
    days = [(name, easter + dt.timedelta(days=offset)) for name, offset in MOVING.items()]
    days += [(name, dt.date(year, month, day)) for name, (month, day) in FIXED.items()]
    for name, day in days:
        found[day] = (*found.get(day, ()), name)
    return found


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def _spans(hours: Hours, first: dt.date, days: int) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Instants between which somebody answers. The missing hour of spring is moved on, of the doubled one the first
    counts: what is promised then is never more than what was written."""
    for number in range(days):
        day = first + dt.timedelta(days=number)
        for start, end in ranges_on(hours, day) or ():
            last = day + dt.timedelta(days=1) if end <= start else day
            yield _instant(day, start), _instant(last, end)


def _night_before_is_unsure(hours: Hours, today: dt.date, at: dt.datetime) -> bool:
    """True when they usually answer now because of a night that began yesterday, and nobody knows about yesterday."""
    yesterday = today - dt.timedelta(days=1)
    usual = hours.week[yesterday.weekday()] or ()
    if ranges_on(hours, yesterday) is not None:
        return False
    return any(end <= start and at < _instant(today, end) for start, end in usual)


def _joined(end: dt.datetime, spans: list[tuple[dt.datetime, dt.datetime]]) -> dt.datetime:
    """The end of an opening, over ranges that follow each other without a gap."""
    later = max((until for start, until in spans if start <= end < until), default=end)
    return end if later == end else _joined(later, spans)


def _instant(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=OSLO).astimezone(dt.UTC)


def _rule(line: str) -> tuple[str, Ranges]:
    """The days of a line as text, and its ranges."""
    for name in (*MOVING, *FIXED, HOLIDAY):
        if line.startswith(f"{name} "):
            return name, _ranges(line[len(name) :], line)
    days, _, rest = line.partition(" ")
    return days, _ranges(rest, line)


def _ranges(text: str, line: str) -> Ranges:
    pieces = [piece.strip() for piece in text.replace(" og ", ",").split(",") if piece.strip()]
    if pieces == [CLOSED]:
        return ()
    if pieces == [ALWAYS]:
        return ((dt.time(0), dt.time(0)),)
    found = [RANGE.match(piece) for piece in pieces]
    if not found or not all(found):
        raise Unreadable(line)
    return tuple((_time(one[1], one[2], line), _time(one[3], one[4], line)) for one in found if one)


def _time(hour: str, minute: str | None, line: str) -> dt.time:
    try:
        return dt.time(int(hour) % 24 if int(hour) == 24 else int(hour), int(minute or 0))
    except ValueError:
        raise Unreadable(line) from None


def _date(found: re.Match, line: str) -> dt.date:
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise Unreadable(line) from None


def _weekdays(days: str, line: str) -> list[int]:
    if days == "alle":
        return list(range(7))
    ends = re.split(r"[-–]", days)
    if len(ends) > 2 or any(end not in DAYS for end in ends):
        raise Unreadable(line)
    first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
