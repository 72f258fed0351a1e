"""The events room's door: its nouns and its verbs."""

from tryggby.events.access import may_run
from tryggby.events.actions import (
    Receipt,
    accept_offer,
    archive_event,
    cancel_event,
    cancel_signup,
    change_places,
    check_in,
    create_event,
    decline_offer,
    edit_event,
    keep_event,
    move_event,
    publish_event,
    set_programme,
    sign_up,
    sign_up_group,
    switch_mode,
    undo_check_in,
    walk_in,
)
from tryggby.events.entries import CANCEL, PUBLISH, REQUEST, CalendarEntry, address_entry, calendar_entry, prepare_entry
from tryggby.events.forms.fields import ClockField, DayField, LineField, MailField, NameField, at
from tryggby.events.models import AudienceTag, Event, EventChange, Seating, Series, Signup, Slot
from tryggby.events.refusal import Refused

__all__ = [
    "CANCEL",
    "PUBLISH",
    "REQUEST",
    "AudienceTag",
    "CalendarEntry",
    "ClockField",
    "DayField",
    "Event",
    "EventChange",
    "LineField",
    "MailField",
    "NameField",
    "Receipt",
    "Refused",
    "Seating",
    "Series",
    "Signup",
    "Slot",
    "accept_offer",
    "address_entry",
    "archive_event",
    "at",
    "build_demo",
    "calendar_entry",
    "cancel_event",
    "cancel_signup",
    "change_places",
    "check_in",
    "create_event",
    "decline_offer",
    "edit_event",
    "keep_event",
    "may_run",
    "move_event",
    "prepare_entry",
    "publish_event",
    "set_programme",
    "sign_up",
    "sign_up_group",
    "switch_mode",
    "undo_check_in",
    "walk_in",
]


def build_demo(on, **around):
    """The demo city's events as if it is `on`; `organisation`, `by` and `rng` as keywords."""
    from tryggby.events.demo import build

    return build(on, **around)
