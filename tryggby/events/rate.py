"""How many of this room's open forms came from one place this hour."""

from tryggby.ground.door import count_from

# From one place in an hour: beyond this the address must be confirmed, and beyond that nothing is taken in.
# A whole workplace may sit behind one address.
CAREFUL, TOO_MANY = 40, 1000


def count(request) -> int:
    """Count this form, in the caller's transaction; returns how many there are from here this hour."""
    return count_from(request, "events")
