"""The packages room's recurring jobs."""

from tryggby.outbox.door import every
from tryggby.packages.imports import forget_intakes


@every(hours=24)
def forget_old_intakes() -> None:
    """Drop handed-in files after 30 days; what was accepted is a release."""
    forget_intakes()
