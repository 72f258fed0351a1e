"""The verbs of the open half of the room, split by noun."""

from .advice import note_talk, publish_advice, reply_to_advice, withdraw_advice, write_advice
from .answer import take_in
from .channel import change_channel, close_channel, open_channel, pause_channel, renew_promises, set_up_channel
from .question import ask_children, library_question, write_question
from .statistic import release_due
from .truth import release_truths, say_if_true

__all__ = [
    "ask_children",
    "change_channel",
    "close_channel",
    "library_question",
    "note_talk",
    "open_channel",
    "pause_channel",
    "publish_advice",
    "release_due",
    "release_truths",
    "renew_promises",
    "reply_to_advice",
    "say_if_true",
    "set_up_channel",
    "take_in",
    "withdraw_advice",
    "write_advice",
    "write_question",
]
