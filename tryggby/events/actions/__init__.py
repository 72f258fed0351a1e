"""The verbs of the room, split by noun."""

from .answer import accept_offer, decline_offer, expire_offers
from .door import NoSeat, check_in, undo_check_in, walk_in
from .doorkeeper import appoint_doorkeeper, end_doorkeeper
from .event import (
    archive_event,
    close_past_events,
    create_event,
    edit_event,
    publish_event,
    set_programme,
)
from .group import sign_up_group
from .kept import keep_event
from .mailing import revoke_stream_link, send_due_reminders, send_due_stream_links, send_failed_again
from .move import cancel_event, move_event, told_when_moved
from .purge import purge_due, purge_needs
from .seating import change_places
from .signup import Receipt, cancel_signup, sign_up, switch_mode, wish_for_room

__all__ = [
    "NoSeat",
    "Receipt",
    "accept_offer",
    "appoint_doorkeeper",
    "archive_event",
    "cancel_event",
    "cancel_signup",
    "change_places",
    "check_in",
    "close_past_events",
    "create_event",
    "decline_offer",
    "edit_event",
    "end_doorkeeper",
    "expire_offers",
    "keep_event",
    "move_event",
    "publish_event",
    "purge_due",
    "purge_needs",
    "revoke_stream_link",
    "send_due_reminders",
    "send_due_stream_links",
    "send_failed_again",
    "set_programme",
    "sign_up",
    "sign_up_group",
    "switch_mode",
    "told_when_moved",
    "undo_check_in",
    "walk_in",
    "wish_for_room",
]
