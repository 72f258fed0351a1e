"""The room's recurring jobs: reckon what changed, the nightly run, the weekly letters, and forgetting."""

import datetime as dt

from django.utils import timezone

from tryggby.ground.door import OSLO, months_before, today
from tryggby.obligations.actions import (
    ask_nightly,
    follow_mails,
    forget_absences,
    forget_digests,
    reckon_affected,
    run_reckonings,
    send_digests,
)
from tryggby.obligations.models import Requirement
from tryggby.outbox.door import every

# The nightly run waits until people sleep.
NIGHT = dt.time(2)
KEPT_MONTHS = 24


@every(seconds=20)
def reckon_changes() -> None:
    """Reckon for those something changed for, and carry on with runs that wait."""
    reckon_affected()
    run_reckonings()


@every(minutes=10)
def reckon_nightly() -> None:
    """Once a night everybody: days pass, leaves end, validity runs out."""
    if timezone.now().astimezone(OSLO).time() >= NIGHT and Requirement.objects.put_in_force().exists():
        ask_nightly(today())


@every(minutes=5)
def send_weekly_letters() -> None:
    """The week's letters when it is time, once; and what became of those on their way."""
    send_digests()
    follow_mails()


@every(hours=24)
def forget_old_absences() -> None:
    """Forget leaves and waivers that ended two years ago, and what became of the letters of that time."""
    before = months_before(today(), KEPT_MONTHS)
    forget_absences(by=None, before=before)
    forget_digests(by=None, before=before)
