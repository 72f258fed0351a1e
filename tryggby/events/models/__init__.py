"""The nouns of the room, split by noun."""

from .doorkeeper import Doorkeeper
from .event import AudienceTag, Event, EventChange, Series
from .need import NeedCount, NeedKey, PurgeReceipt, SealedNeeds
from .rate import RateMark, SaltHour
from .seating import Seat, Seating
from .signup import CheckIn, Signup
from .slot import Slot

__all__ = [
    "AudienceTag",
    "CheckIn",
    "Doorkeeper",
    "Event",
    "EventChange",
    "NeedCount",
    "NeedKey",
    "PurgeReceipt",
    "RateMark",
    "SaltHour",
    "SealedNeeds",
    "Seat",
    "Seating",
    "Series",
    "Signup",
    "Slot",
]
