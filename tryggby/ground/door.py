"""The ground's door: keys, periods, the clock, doing a thing once, and files in pieces."""

from tryggby.ground.clock import OSLO, months_before, oslo, today
from tryggby.ground.erase import settle_on_disk
from tryggby.ground.models import Dated, DatedQuerySet, Keyed, new_key
from tryggby.ground.once import claim, done, earlier
from tryggby.ground.pieces import in_pieces

__all__ = [
    "OSLO",
    "Dated",
    "DatedQuerySet",
    "Keyed",
    "claim",
    "done",
    "earlier",
    "in_pieces",
    "months_before",
    "new_key",
    "oslo",
    "settle_on_disk",
    "today",
]
