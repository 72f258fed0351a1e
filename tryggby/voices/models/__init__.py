"""The nouns of the room, split by noun."""

from .advice import Advice, AdviceReply, Band, RoomTalk
from .answer import SKIPPED, Sent, Tally
from .channel import Channel, Promise
from .duty import DutyRoster
from .escalation import Escalation
from .forgetting import Forgetting
from .note import Note
from .pace import CodePace
from .proof import ProofCheck
from .question import Question, QuestionSet, SetQuestion
from .statistic import Statistic
from .thread import HelpMessage, HelpPicture, HelpThread
from .truth import TruthFigure, TruthTally

__all__ = [
    "SKIPPED",
    "Advice",
    "AdviceReply",
    "Band",
    "Channel",
    "CodePace",
    "DutyRoster",
    "Escalation",
    "Forgetting",
    "HelpMessage",
    "HelpPicture",
    "HelpThread",
    "Note",
    "Promise",
    "ProofCheck",
    "Question",
    "QuestionSet",
    "RoomTalk",
    "Sent",
    "SetQuestion",
    "Statistic",
    "Tally",
    "TruthFigure",
    "TruthTally",
]
