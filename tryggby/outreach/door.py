"""The outreach room's door: its nouns, what a leader has promised, the demo."""

from tryggby.outreach.models import AgendaPoint, DialogueMeeting, MeetingPromise, OutreachDay
from tryggby.outreach.own import PromiseReminder, promise_of, promise_parts, promises_of

__all__ = [
    "AgendaPoint",
    "DialogueMeeting",
    "MeetingPromise",
    "OutreachDay",
    "PromiseReminder",
    "build_demo",
    "promise_of",
    "promise_parts",
    "promises_of",
]


def build_demo(on, **around) -> None:
    """The demo city's meetings and days as if it is `on`: `organisation`, `by`, `leaders`, `service` as keywords."""
    from tryggby.outreach.demo import build

    build(on, **around)
