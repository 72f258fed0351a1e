"""Weeks and school terms: the only times that are kept with children's answers."""

import datetime as dt

from tryggby.ground.door import today


def week_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def this_week() -> dt.date:
    """The Monday of this week in Oslo."""
    return week_of(today())


def term_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first Monday and the first Monday after the school term that a day lies in; terms begin at New Year and
    in August."""
    half = 1 if day.month < 8 else 8
    begins = _first_monday(dt.date(day.year, half, 1))
    if day < begins:
        return term_of(begins - dt.timedelta(days=7 + begins.weekday()) - dt.timedelta(days=begins.day))
    ends = _first_monday(dt.date(day.year, 8, 1) if half == 1 else dt.date(day.year + 1, 1, 1))
    return begins, ends


def _first_monday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=-day.weekday() % 7)
