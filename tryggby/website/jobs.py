"""What the worker does for the front hall: tell readers that something waits, and forget."""

from tryggby.ground.door import settle_on_disk
from tryggby.outbox.door import every
from tryggby.website.actions import forget_due, tell_readers


@every(minutes=30)
def tell_of_messages() -> None:
    """One mail a day at most to those who read."""
    tell_readers()


@every(hours=1)
def forget_messages() -> None:
    """Messages whose time is over."""
    if forget_due():
        settle_on_disk()
