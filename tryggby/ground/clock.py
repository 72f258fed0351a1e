"""Dates and times as Norway sees them: UTC in storage, Europe/Oslo at the edge."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

OSLO = ZoneInfo("Europe/Oslo")


def today() -> dt.date:
    """Today's date in Europe/Oslo."""
    return timezone.now().astimezone(OSLO).date()


def oslo(day: dt.date, time: dt.time) -> dt.datetime:
    """The aware instant of a wall-clock time in Oslo.

    In the missing hour of spring the clock is moved forward; in the doubled hour of autumn
    the first one is meant.
    """
    wall = dt.datetime.combine(day, time, tzinfo=OSLO)
    return wall.astimezone(dt.UTC).astimezone(OSLO)


def travel(moment: dt.datetime):
    """For demo cities alone: a context in which the clock stands at a moment."""
    import time_machine  # brings a test runner along, which the product has no use for

    return time_machine.travel(moment, tick=False)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
