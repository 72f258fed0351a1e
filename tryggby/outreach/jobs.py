"""The room's recurring jobs: remind of promises, ask what people thought, forget."""

from tryggby.ground.door import months_before, settle_on_disk, today
from tryggby.outbox.door import every
from tryggby.outreach.actions import (
    forget_contacts,
    forget_meeting_names,
    forget_promise_names,
    remind_of_promises,
    send_due_evaluations,
)

# Who promised something is kept so long.
KEPT_MONTHS = 60


@every(hours=6)
def remind_of_what_was_promised() -> None:
    """A week before the date."""
    remind_of_promises()


@every(minutes=10)
def ask_what_they_thought() -> None:
    """An hour after the day."""
    send_due_evaluations()


@every(hours=1)
def forget_who_asked() -> None:
    """Contact and wishes whose time is over, and names of old promises and meetings."""
    old = months_before(today(), KEPT_MONTHS)
    if forget_contacts() + forget_promise_names(before=old) + forget_meeting_names(before=old):
        settle_on_disk()
