"""The room's acts: keep the sums of coverage and effect, and order, cancel, make and forget reports."""

from tryggby.insight.actions.coverage import begin_months, keep_month, refresh_coverage, remember_months
from tryggby.insight.actions.effect import keep_effect
from tryggby.insight.actions.report import ask_report, build_report, cancel_report, forget_reports

__all__ = [
    "ask_report",
    "begin_months",
    "build_report",
    "cancel_report",
    "forget_reports",
    "keep_effect",
    "keep_month",
    "refresh_coverage",
    "remember_months",
]
