"""What the worker does for the programmes room: first names of guests are forgotten in time."""

from tryggby.ground.door import settle_on_disk
from tryggby.outbox.door import every
from tryggby.programmes.actions import forget_arrival_names


@every(hours=6)
def forget_guests() -> None:
    """First names of whoever came in with the code on the wall, 30 days after."""
    if forget_arrival_names():
        settle_on_disk()
