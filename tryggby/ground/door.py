"""The ground's door: keys, periods, the clock, and doing a thing once."""

from tryggby.ground.clock import OSLO, months_before, oslo, today
from tryggby.ground.models import Dated, DatedQuerySet, Keyed, new_key
from tryggby.ground.once import claim, done, earlier

__all__ = [
    "OSLO",
    "Dated",
    "DatedQuerySet",
    "Keyed",
    "claim",
    "done",
    "earlier",
    "months_before",
    "new_key",
    "oslo",
    "today",
]
