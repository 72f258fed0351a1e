"""The insight room's recurring jobs: sums a little at a time, and whole each night; old reports are forgotten."""

from tryggby.insight.actions import begin_months, forget_reports, keep_effect, keep_month, refresh_coverage
from tryggby.insight.reading import MONTHS
from tryggby.outbox.door import every


@every(minutes=5)
def count_coverage() -> None:
    """Bring the sums up to date with what was finished and who came, moved or left."""
    refresh_coverage()


@every(hours=24)
def count_coverage_whole() -> None:
    """Count everything anew, let it stand for the month, and count the quarters and months that have ended."""
    refresh_coverage(whole=True)
    begin_months(months=MONTHS - 1)
    keep_month()
    keep_effect()


@every(hours=24)
def forget_old_reports() -> None:
    """Files of reports are kept for thirty days."""
    forget_reports()
