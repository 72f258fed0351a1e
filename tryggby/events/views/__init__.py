"""The pages of the room: for visitors, for one's own place, for coordinators, and at the door."""

from .door import arrivals, count, door, scan, walk_ins
from .people import doorkeepers, needs, new_link, post, removal, sheet, signups
from .place import answer, leaving, place, switch, wish
from .public import entry, event, events, feed, programme
from .run import archiving, cancellation, edit, move, new, overview, own, places, publication, slots
from .signup import group, signup
from .stream import stream

__all__ = [
    "answer",
    "archiving",
    "arrivals",
    "cancellation",
    "count",
    "door",
    "doorkeepers",
    "edit",
    "entry",
    "event",
    "events",
    "feed",
    "group",
    "leaving",
    "move",
    "needs",
    "new",
    "new_link",
    "overview",
    "own",
    "place",
    "places",
    "post",
    "programme",
    "publication",
    "removal",
    "scan",
    "sheet",
    "signup",
    "signups",
    "slots",
    "stream",
    "switch",
    "walk_ins",
    "wish",
]
