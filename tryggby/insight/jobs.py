"""The insight room's recurring jobs: sums a little at a time, and whole each night."""

from tryggby.insight.actions import keep_month, refresh_coverage
from tryggby.outbox.door import every


@every(minutes=5)
def count_coverage() -> None:
    """Bring the sums up to date with what was finished and who came, moved or left."""
    refresh_coverage()


@every(hours=24)
def count_coverage_whole() -> None:
    """Count everything anew, and let it stand for the month."""
    refresh_coverage(whole=True)
    keep_month()
