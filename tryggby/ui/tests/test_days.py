"""Days and hours as each language writes them."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tryggby.ui.door import date_format

DAY = dt.date(2026, 11, 24)
MOMENT = dt.datetime(2026, 11, 24, 8, 15)


@pytest.mark.parametrize(
    ("language", "day", "short", "moment"),
    [
        ("nb", "24. november 2026", "24.11.2026", "tirsdag 24. november 08.15"),
        ("nn", "24. november 2026", "24.11.2026", "tysdag 24. november 08.15"),
        ("en", "24 November 2026", "24/11/2026", "Tuesday 24 November 08:15"),
    ],
)
def test_a_day_is_written_as_the_language_does(language, day, short, moment):
    page = Template(
        '{{ day|date:"j. F Y" }}|{{ day|date:"j.n.Y" }}|{{ moment|date:"l j. F H.i" }}|{{ none|date:"j." }}'
    )
    with override(language):
        assert page.render(Context({"day": DAY, "moment": MOMENT, "none": None})) == f"{day}|{short}|{moment}|"
        assert (date_format(DAY, "j. F Y"), date_format(DAY, "j.n.Y")) == (day, short)
