"""Hiding small groups: pure functions, no database.

Rule (safety 2): counts of one to four people are not shown above unit level, and neither is
anything they could be worked out from. A hidden count is None.
"""

from collections.abc import Sequence

LIMIT = 5


def is_small(people: int, done: int, *, limit: int = LIMIT) -> bool:
    """True for a count that could point somebody out: of a small group, or of few who are done, or few who are not."""
    return any(0 < count < limit for count in (people, done, people - done))


def hide_small(counts: Sequence[int], *, limit: int = LIMIT) -> list[int | None]:
    """The counts with those of 1 … limit-1 hidden, and one more when a single one could be subtracted out.

    The sum of the counts may be shown beside them: with two or more hidden, what they share is at
    least `limit`, so neither can be told.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < limit}
    if hidden:
        rest = sorted((count, place) for place, count in enumerate(counts) if place not in hidden and count)
        while rest and (len(hidden) < 2 or sum(counts[place] for place in hidden) < limit):
            hidden.add(rest.pop(0)[1])
        if len(hidden) < 2:
            hidden |= {place for place, count in enumerate(counts) if not count}
    return [None if place in hidden else count for place, count in enumerate(counts)]


def hide_share(done: int, total: int, *, limit: int = LIMIT) -> tuple[int | None, int | None]:
    """`done` of `total` for a group: nothing when the group is small, `done` hidden when it or the rest is."""
    if total < limit:
        return None, None
    return (None if is_small(total, done, limit=limit) else done), total
