"""The sums of the demo city, with the year that went before."""

import datetime as dt

from tryggby.insight.actions import keep_month, refresh_coverage, remember_months


def build_demo(on: dt.date) -> None:
    """Count everybody as they stand on the demo's day, and reckon eleven months back."""
    refresh_coverage(whole=True)
    remember_months(months=11)
    keep_month(on=on)
