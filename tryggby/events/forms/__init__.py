"""The forms of the room, split by noun."""

from .event import EventForm, SlotForms
from .move import CancelForm, MoveForm
from .places import PlacesForm
from .signup import GroupForm, SignUpForm, WalkInForm

__all__ = [
    "CancelForm",
    "EventForm",
    "GroupForm",
    "MoveForm",
    "PlacesForm",
    "SignUpForm",
    "SlotForms",
    "WalkInForm",
]
