"""The browser's own date field, and the day a year from now."""

import datetime as dt

from django import forms

from tryggby.ground.door import months_before, today


class DateInput(forms.DateInput):
    """A date in the way browsers want it."""

    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


def in_a_year() -> dt.date:
    """The same day next year."""
    return months_before(today(), -12)
