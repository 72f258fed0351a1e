"""When duty is kept: which roster covers a day, whether somebody is there now, and when next."""

import datetime as dt
from functools import cache

import holidays
from django.utils import timezone

from tryggby.ground.door import OSLO, oslo
from tryggby.voices.models import Channel, DutyRoster

# How far ahead a reading day must lie for a text to be taken in.
AHEAD = 14


def roster_on(channel: Channel, day: dt.date) -> DutyRoster | None:
    """The roster that covers a day, or None where there is a gap."""
    return DutyRoster.objects.filter(channel=channel).covering(day).first()


def on_duty(roster: DutyRoster | None, at: dt.datetime) -> bool:
    """True when somebody reads at this instant: a reading day of the roster, in its hours, no public holiday."""
    if roster is None:
        return False
    local = at.astimezone(OSLO)
    return _reads_on(roster, local.date()) and roster.opens <= local.time() < roster.closes


def next_opening(channel: Channel, at: dt.datetime | None = None) -> dt.datetime | None:
    """The instant from which somebody reads: `at` itself when somebody does, None when nobody will for two weeks."""
    at = at or timezone.now()
    first = at.astimezone(OSLO).date()
    last = first + dt.timedelta(days=AHEAD)
    rosters = list(DutyRoster.objects.filter(channel=channel, since__lte=last).live(first).order_by("-since", "-pk"))
    for day in (first + dt.timedelta(days=number) for number in range(AHEAD + 1)):
        roster = next((roster for roster in rosters if roster.holds(day)), None)
        if roster is None or not _reads_on(roster, day):
            continue
        opens, closes = oslo(day, roster.opens), oslo(day, roster.closes)
        if at < closes:
            return max(at, opens)
    return None


def gaps(rosters: list[DutyRoster], first: dt.date, days: int) -> list[dt.date]:
    """Days without any roster, from `first` on."""
    coming = [first + dt.timedelta(days=number) for number in range(days)]
    return [day for day in coming if not any(roster.holds(day) for roster in rosters)]


def _reads_on(roster: DutyRoster, day: dt.date) -> bool:
    return day.weekday() in roster.days and day not in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("NO", years=year))
