"""Calendar files: one event, one entry, that follows through move, switch and cancel.

Mails carry METHOD:REQUEST (CANCEL when it is off), since calendars can take back what was requested but not what
was published; the open feed carries METHOD:PUBLISH. UID never changes, SEQUENCE grows.
"""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from tryggby.events import links
from tryggby.events.entries import CANCEL, PUBLISH, RECEIVER, REQUEST, clean, folded, invite, new_calendar, zone
from tryggby.events.models import Event, Seating, Signup

__all__ = ["CANCEL", "PUBLISH", "REQUEST", "feed", "personal"]
# Places in a prepared file that are filled in per person.
STAMP, SEQUENCE, LINK = "19700101T000000Z", "2147483646", "https://link.invalid/"


def personal(signup: Signup, method: str = REQUEST) -> str:
    """The file for one person. Needs `event` and `seating`."""
    event, seating = signup.event, signup.seating
    lines = _prepared(_facts(event), seating.mode, method, get_language() or "nb")
    fill = {
        RECEIVER: clean(signup.email),
        STAMP: f"{timezone.now().astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        SEQUENCE: str(event.sequence + signup.revision),
        LINK: links.place(signup),
    }
    for mark, value in fill.items():
        lines = lines.replace(mark, value)
    return folded(lines)


def feed(events: Iterable[Event], name: str) -> str:
    """A calendar to subscribe to, or the file of one event on its page."""
    calendar = new_calendar(PUBLISH)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Oslo")
    calendar.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
    calendar.add_component(zone())
    for event in events:
        calendar.add_component(_entry(event, "CANCELLED" if event.cancelled_at else "CONFIRMED"))
    return calendar.to_ical().decode()


def _facts(event: Event) -> tuple:
    """What an entry is made of; the key of the prepared file."""
    url = links.event(event)
    return (event.uid, event.starts_at, event.ends_at, event.title, event.where, event.lead, event.organiser, url)


@lru_cache(maxsize=256)
def _prepared(facts: tuple, mode: str, method: str, language: str) -> str:
    """The unfolded file for everybody in one mode of one event."""
    uid, starts, ends, title, where, lead, organiser, url = facts
    event = Event(uid=uid, starts_at=starts, ends_at=ends, title=title, lead=lead, organiser=organiser, place=where)
    calendar = new_calendar(method)
    calendar.add_component(zone())
    entry = _entry(event, "CANCELLED" if method == CANCEL else "CONFIRMED", url=url, mode=mode)
    invite(entry, organiser, "ACCEPTED")
    calendar.add_component(entry)
    return calendar.to_ical().decode().replace("\r\n ", "")


def _entry(event: Event, status: str, *, url: str = "", mode: str = "") -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstart", event.starts)
    entry.add("dtend", event.ends)
    entry.add("summary", event.title)
    entry.add("status", status)
    entry.add("transp", "OPAQUE")
    page = url or links.event(event)
    if mode:
        entry["DTSTAMP"] = STAMP
        entry["SEQUENCE"] = SEQUENCE
        entry.add("description", "\n\n".join(filter(None, [event.lead, _("Din plass: %s") % LINK, page])))
    else:
        entry.add("dtstamp", event.changed_at.astimezone(dt.UTC))
        entry.add("sequence", event.sequence)
        entry.add("description", "\n\n".join(filter(None, [event.lead, page])))
    entry.add("url", page)
    where = _("På nett") if mode == Seating.Mode.STREAM else event.where
    if where:
        entry.add("location", where)
    return entry
