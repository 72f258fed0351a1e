"""The routines room's recurring job."""

from tryggby.ground.door import months_before, today
from tryggby.outbox.door import every
from tryggby.routines.actions import forget_names

# Who adopted, led or promised something is kept so long.
KEPT_MONTHS = 60


@every(hours=24)
def forget_old_names() -> None:
    """Take the names off routines and plans of five years ago and more."""
    forget_names(by=None, before=months_before(today(), KEPT_MONTHS))
