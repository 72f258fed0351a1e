"""The people room's recurring jobs."""

from tryggby.outbox.door import every
from tryggby.people.forgetting import forget_leavers


@every(hours=24)
def forget_who_left() -> None:
    """Two years after somebody left."""
    forget_leavers()
