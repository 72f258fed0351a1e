"""The sums of the demo city with the year that went before, and reports: ready, cancelled, failed and asked for."""

import datetime as dt

from django.utils import timezone

from tryggby.insight.actions import (
    ask_report,
    build_report,
    cancel_report,
    keep_effect,
    keep_month,
    refresh_coverage,
    remember_months,
)
from tryggby.insight.models import EffectReport


def build_demo(on: dt.date, *, organisation=None, by=None) -> None:
    """Count everybody as they stand on the demo's day, reckon eleven months back, and ask for reports."""
    refresh_coverage(whole=True)
    remember_months(months=11)
    keep_month(on=on)
    keep_effect(on=on)
    if organisation is None:
        return
    cancel_report(by=by, report=_asked(by, organisation, days=9))
    failed = _asked(by, organisation, days=6)
    EffectReport.objects.filter(pk=failed.pk).update(failed_at=failed.asked_at)
    build_report(report=_asked(by, organisation, days=2))


def _asked(by, organisation, *, days: int) -> EffectReport:
    """A report that was asked for some days ago."""
    report = ask_report(by=by, organisation=organisation)
    report.asked_at = timezone.now() - dt.timedelta(days=days)
    report.save(update_fields=["asked_at"])
    return report
