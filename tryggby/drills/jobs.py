"""The drills room's recurring jobs."""

import datetime as dt

from django.conf import settings

from tryggby.drills.actions import break_off_runs, call_off_forgotten, forget_names
from tryggby.ground.door import months_before, oslo, today
from tryggby.outbox.door import every

# Who led a run and who owned a change is kept so long.
KEPT_MONTHS = 60


@every(hours=24)
def forget_old_names() -> None:
    """Take the names off runs and changes of five years ago and more."""
    forget_names(by=None, before=oslo(months_before(today(), KEPT_MONTHS), dt.time.min))


@every(hours=24)
def call_off_forgotten_runs() -> None:
    """Call off runs planned for two weeks ago or more that nobody opened: the lists are of what is to come."""
    call_off_forgotten(by=None)


@every(hours=1)
def break_off_open_runs() -> None:
    """Close runs that nobody has closed within a day, with all seats. In the demo one is always open to look at."""
    if not settings.DEMO:
        break_off_runs(by=None)
