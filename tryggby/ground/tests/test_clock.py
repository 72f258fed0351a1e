"""Oslo's clock, also on the nights it is moved."""

import datetime as dt

import pytest

from tryggby.ground.door import months_before, oslo


def test_the_missing_hour_is_moved_forward():
    assert oslo(dt.date(2026, 3, 29), dt.time(2, 30)).time() == dt.time(3, 30)


def test_the_doubled_hour_is_the_first():
    assert oslo(dt.date(2026, 10, 25), dt.time(2, 30)).utcoffset() == dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (dt.date(2026, 11, 22), 3, dt.date(2026, 8, 22)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2028, 3, 31), 1, dt.date(2028, 2, 29)),
        (dt.date(2026, 1, 15), 12, dt.date(2025, 1, 15)),
        (dt.date(2026, 1, 31), 2, dt.date(2025, 11, 30)),
        (dt.date(2026, 12, 31), 12, dt.date(2025, 12, 31)),
    ],
)
def test_months_before_stays_within_the_month(day, months, result):
    assert months_before(day, months) == result
