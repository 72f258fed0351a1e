"""The verbs of the front hall, split by noun."""

from .contact import answer_message, close_message, note_reading, send_child_message, send_message
from .forgetting import forget_due
from .project import save_project
from .reminding import tell_readers

__all__ = [
    "answer_message",
    "close_message",
    "forget_due",
    "note_reading",
    "save_project",
    "send_child_message",
    "send_message",
    "tell_readers",
]
