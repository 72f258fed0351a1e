"""When duty is kept: which roster covers a day, whether somebody is there now, and when next."""

import datetime as dt
from collections.abc import Iterator
from functools import cache

import holidays
from django.utils import timezone

from tryggby.ground.door import OSLO, oslo
from tryggby.voices.models import Channel, DutyRoster
from tryggby.voices.weekdays import SUNDAY

# How far ahead a reading day must lie for a text to be taken in.
AHEAD = 14
# Ordinary working hours, for what is not urgent.
WORK = (dt.time(8), dt.time(16))


def roster_on(channel: Channel, day: dt.date) -> DutyRoster | None:
    """The roster that covers a day, or None where there is a gap."""
    return DutyRoster.objects.filter(channel=channel).covering(day).first()


def on_duty(roster: DutyRoster | None, at: dt.datetime) -> bool:
    """True when somebody reads at this instant: a reading day of the roster, in its hours."""
    if roster is None:
        return False
    local = at.astimezone(OSLO)
    return _reads_on(roster, local.date()) and roster.opens <= local.time() < roster.closes


def next_opening(channel: Channel, at: dt.datetime | None = None) -> dt.datetime | None:
    """The instant from which somebody reads: `at` itself when somebody does, None when nobody will for two weeks."""
    at = at or timezone.now()
    return next((max(at, opens) for opens, closes in _readings(channel, at) if at < closes), None)


def read_by(channel: Channel, at: dt.datetime | None = None) -> dt.date:
    """The day on which what comes at `at` is read at the latest: the first one that has not opened by then."""
    at = at or timezone.now()
    ahead = (opens for opens, _closes in _readings(channel, at) if at < opens)
    return (next(ahead, None) or at).astimezone(OSLO).date()


def reading_of(channel: Channel, day: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
    """When somebody begins and stops to read on a day, or None when nobody does."""
    roster = roster_on(channel, day)
    return _reading(roster, day) if roster else None


def working_later(at: dt.datetime, minutes: int) -> dt.datetime:
    """The instant when so many minutes of ordinary working hours have passed: weekdays from eight to four."""
    left, day = dt.timedelta(minutes=minutes), at.astimezone(OSLO).date()
    while True:
        begins, ends = max(at, oslo(day, WORK[0])), oslo(day, WORK[1])
        if day.weekday() < 5 and day not in _public_holidays(day.year) and begins < ends:
            if begins + left <= ends:
                return begins + left
            left -= ends - begins
        day += dt.timedelta(days=1)


def gaps(rosters: list[DutyRoster], first: dt.date, days: int) -> list[dt.date]:
    """Days without any roster, from `first` on."""
    coming = [first + dt.timedelta(days=number) for number in range(days)]
    return [day for day in coming if not any(roster.holds(day) for roster in rosters)]


def _readings(channel: Channel, at: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """When somebody begins and stops to read, day by day for two weeks."""
    first = at.astimezone(OSLO).date()
    last = first + dt.timedelta(days=AHEAD)
    rosters = list(DutyRoster.objects.filter(channel=channel, since__lte=last).live(first).order_by("-since", "-pk"))
    for day in (first + dt.timedelta(days=number) for number in range(AHEAD + 1)):
        roster = next((roster for roster in rosters if roster.holds(day)), None)
        hours = _reading(roster, day) if roster else None
        if hours:
            yield hours


def _reading(roster: DutyRoster, day: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
    return (oslo(day, roster.opens), oslo(day, roster.closes)) if _reads_on(roster, day) else None


def _reads_on(roster: DutyRoster, day: dt.date) -> bool:
    """A public holiday is as a Sunday: read by those alone who read then."""
    return (SUNDAY if day in _public_holidays(day.year) else day.weekday()) in roster.days


@cache
def _public_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("NO", years=year))
