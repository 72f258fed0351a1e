"""What the worker does for events: pass offers on, send what has a time, close, forget."""

from tryggby.events.actions import (
    close_past_events,
    expire_offers,
    forget_marks,
    purge_due,
    send_due_reminders,
    send_due_stream_links,
)
from tryggby.outbox.door import every


@every(minutes=1)
def pass_on_offers() -> None:
    """Offers that ran out go to the next."""
    expire_offers()


@every(minutes=1)
def send_timed_mails() -> None:
    """Reminders and stream links whose time has come."""
    send_due_reminders()
    send_due_stream_links()


@every(minutes=10)
def close_and_forget() -> None:
    """What is over is held; salts of past hours are deleted."""
    close_past_events()
    forget_marks()


@every(hours=1)
def purge_names_and_needs() -> None:
    """Names, needs and mails 14 days after."""
    purge_due()
