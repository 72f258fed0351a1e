"""The door of children's advice: its nouns and its verbs."""

from tryggby.voices.actions import (
    note_talk,
    open_channel,
    pause_channel,
    publish_advice,
    reply_to_advice,
    set_up_channel,
    withdraw_advice,
    write_advice,
)
from tryggby.voices.models import Advice, AdviceReply, Channel, RoomTalk
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import text_is_open

__all__ = [
    "Advice",
    "AdviceReply",
    "Channel",
    "Refused",
    "RoomTalk",
    "note_talk",
    "open_channel",
    "pause_channel",
    "publish_advice",
    "reply_to_advice",
    "set_up_channel",
    "text_is_open",
    "withdraw_advice",
    "write_advice",
]
