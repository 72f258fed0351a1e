"""Quarters and months that effect is counted for: only those that have ended, so that a figure never changes. Pure."""

import datetime as dt

from django.utils.translation import gettext as _

from tryggby.ground.door import months_before

# Three years.
QUARTERS, MONTHS = 12, 36
# Days after the end of a quarter in which the last roll may still be written down.
GRACE = dt.timedelta(days=14)


def quarter_of(day: dt.date) -> dt.date:
    """The first day of the day's quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def after(quarter: dt.date) -> dt.date:
    """The first day of the next quarter."""
    return months_before(quarter, -3)


def ended_quarters(on: dt.date, count: int = QUARTERS) -> list[dt.date]:
    """The newest quarters that are counted on a day, oldest first."""
    last = months_before(quarter_of(on - GRACE), 3)
    return [months_before(last, 3 * back) for back in range(count - 1, -1, -1)]


def ended_months(on: dt.date, count: int = MONTHS) -> list[dt.date]:
    """The newest months that have ended, by their first day, oldest first."""
    return [months_before(on.replace(day=1), back) for back in range(count, 0, -1)]


def name_of(quarter: dt.date) -> str:
    """«3. kvartal 2026»."""
    return _("%(n)d. kvartal %(year)d") % {"n": (quarter.month + 2) // 3, "year": quarter.year}


def short_name(quarter: dt.date) -> str:
    """«3/26»."""
    return f"{(quarter.month + 2) // 3}/{quarter.year % 100:02d}"


def next_count(on: dt.date) -> dt.date:
    """The day when the next quarter is counted."""
    return after(after(ended_quarters(on, 1)[0])) + GRACE
