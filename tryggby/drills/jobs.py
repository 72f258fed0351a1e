"""The drills room's recurring job."""

from django.conf import settings

from tryggby.drills.actions import break_off_runs
from tryggby.outbox.door import every


@every(hours=1)
def break_off_open_runs() -> None:
    """Close runs that nobody has closed within a day, with all seats. In the demo one is always open to look at."""
    if not settings.DEMO:
        break_off_runs(by=None)
