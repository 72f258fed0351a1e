"""What the worker does for events: pass offers on, send what has a time, close, forget."""

from tryggby.events.actions import (
    close_past_events,
    expire_offers,
    purge_due,
    send_due_reminders,
    send_due_stream_links,
)
from tryggby.events.actions.evaluation import forget_tickets, send_due_evaluations
from tryggby.events.actions.question import forget_questions
from tryggby.events.actions.recording import forget_wishes
from tryggby.ground.door import settle_on_disk
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
    send_due_evaluations()


@every(minutes=10)
def close_what_is_over() -> None:
    """What is over is held."""
    close_past_events()


@every(hours=1)
def purge_names_and_needs() -> None:
    """Names, needs and mails 14 days after; questions, unused tickets and old wishes too."""
    forgotten = [purge_due(), forget_questions(), forget_tickets(), forget_wishes()]
    if any(forgotten):
        settle_on_disk()
