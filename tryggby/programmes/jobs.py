"""What the worker does for the programmes room: names that led to nothing are forgotten in time."""

from tryggby.ground.door import settle_on_disk
from tryggby.outbox.door import every
from tryggby.programmes.actions import forget_arrival_names, forget_drafts, forget_invitations


@every(hours=6)
def forget_guests() -> None:
    """First names of whoever came in with the code on the wall, 30 days after."""
    if forget_arrival_names():
        settle_on_disk()


@every(hours=24)
def forget_old_names() -> None:
    """Invitations a year after they ran out, and drafts that nobody has touched for a year."""
    forget_invitations()
    forget_drafts()
