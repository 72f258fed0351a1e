"""Forms of the adults' pages."""

from .advice import ReplyForm, TalkForm
from .channel import ChannelForm, PauseForm
from .question import OwnQuestionForm, QuestionsForm

__all__ = ["ChannelForm", "OwnQuestionForm", "PauseForm", "QuestionsForm", "ReplyForm", "TalkForm"]
