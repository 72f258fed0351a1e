"""The mentoring room's recurring job."""

import datetime as dt

from tryggby.ground.door import months_before, oslo, today
from tryggby.mentoring.actions import forget_participants
from tryggby.outbox.door import every

# Who was at a practice is kept so long; then only how many.
KEPT_MONTHS = 24


@every(hours=24)
def forget_old_participants() -> None:
    """Forget who was invited to and present at practices two years ago and more."""
    forget_participants(by=None, before=oslo(months_before(today(), KEPT_MONTHS), dt.time.min))
