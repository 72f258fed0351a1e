"""The pages of the room: for anybody who asks, for meetings, for what was promised, and for days."""

from .day import came, day, days, ending, plan
from .meeting import (
    agenda,
    cancellation,
    edit,
    holding,
    leaders,
    meeting,
    meetings,
    new,
    point,
    point_removal,
    safety,
    showing,
)
from .promise import pledge, promise, promises
from .request import asking, evaluation, request, withdrawal

__all__ = [
    "agenda",
    "asking",
    "came",
    "cancellation",
    "day",
    "days",
    "edit",
    "ending",
    "evaluation",
    "holding",
    "leaders",
    "meeting",
    "meetings",
    "new",
    "plan",
    "pledge",
    "point",
    "point_removal",
    "promise",
    "promises",
    "request",
    "safety",
    "showing",
    "withdrawal",
]
