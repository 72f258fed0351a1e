"""How much a place with children may send in an hour."""

from tryggby.ground.door import count_from

# From one place in an hour: three school classes may sit behind one address.
MOST = 90


class TooMany(Exception):
    """More came from here this hour than a place with children sends."""


def count_or_refuse(request, kind: str) -> None:
    """Count one more of a kind, in the caller's transaction. Raises TooMany."""
    if count_from(request, f"voices {kind}") > MOST:
        raise TooMany
