"""The nouns of the room, split by noun."""

from .doorkeeper import Doorkeeper
from .evaluation import Evaluation, EvaluationTally, EvaluationTicket, EventGoal, Phase
from .event import AudienceTag, Event, EventChange, Series
from .need import NeedCount, NeedKey, PurgeReceipt, SealedNeeds
from .question import Question
from .recording import Recording, RecordingWish, SpeakerConsent
from .seating import Seat, Seating
from .signup import CheckIn, Signup
from .slot import Slot

__all__ = [
    "AudienceTag",
    "CheckIn",
    "Doorkeeper",
    "Evaluation",
    "EvaluationTally",
    "EvaluationTicket",
    "Event",
    "EventChange",
    "EventGoal",
    "NeedCount",
    "NeedKey",
    "Phase",
    "PurgeReceipt",
    "Question",
    "Recording",
    "RecordingWish",
    "SealedNeeds",
    "Seat",
    "Seating",
    "Series",
    "Signup",
    "Slot",
    "SpeakerConsent",
]
