"""The nouns of the room, split by noun."""

from .advice import Advice, AdviceReply, Band, RoomTalk, TruthTally
from .answer import SKIPPED, Sent, Tally
from .channel import Channel, Promise
from .proof import ProofCheck
from .question import Question, QuestionSet, SetQuestion
from .rate import VoiceMark, VoiceSalt
from .statistic import Statistic

__all__ = [
    "SKIPPED",
    "Advice",
    "AdviceReply",
    "Band",
    "Channel",
    "Promise",
    "ProofCheck",
    "Question",
    "QuestionSet",
    "RoomTalk",
    "Sent",
    "SetQuestion",
    "Statistic",
    "Tally",
    "TruthTally",
    "VoiceMark",
    "VoiceSalt",
]
