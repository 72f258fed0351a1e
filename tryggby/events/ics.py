"""Calendar files: one event, one entry, that follows through move, switch and cancel.

Mails carry METHOD:REQUEST (CANCEL when it is off), since calendars can take back what was requested but not what
was published; the open feed carries METHOD:PUBLISH. UID never changes, SEQUENCE grows.
"""

import datetime as dt
from collections.abc import Iterable
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, vCalAddress, vText
from icalendar import Event as Entry

from tryggby.events import links
from tryggby.events.models import Event, Seating, Signup
from tryggby.ground.door import OSLO

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
# Places in a prepared file that are filled in per person.
RECEIVER, STAMP, SEQUENCE, LINK = "receiver@tryggby.invalid", "19700101T000000Z", "2147483646", "https://link.invalid/"


def personal(signup: Signup, method: str = REQUEST) -> str:
    """The file for one person. Needs `event` and `seating`."""
    event, seating = signup.event, signup.seating
    lines = _prepared(_facts(event), seating.mode, method, get_language() or "nb")
    fill = {
        RECEIVER: _address(signup.email),
        STAMP: f"{timezone.now().astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        SEQUENCE: str(event.sequence + signup.revision),
        LINK: links.place(signup),
    }
    for mark, value in fill.items():
        lines = lines.replace(mark, value)
    return _folded(lines)


def feed(events: Iterable[Event], name: str) -> str:
    """A calendar to subscribe to, or the file of one event on its page."""
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Oslo")
    calendar.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
    events = list(events)
    for year in sorted({event.starts.year for event in events})[:1]:
        calendar.add_component(_zone(year))
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
    calendar = _calendar(method)
    calendar.add_component(_zone(event.starts.year))
    entry = _entry(event, "CANCELLED" if method == CANCEL else "CONFIRMED", url=url, mode=mode)
    sender = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    sender.params["CN"] = vText((organiser or "Tryggby").replace('"', "'"))
    entry.add("organizer", sender)
    receiver = vCalAddress(f"mailto:{RECEIVER}")
    receiver.params["ROLE"] = vText("REQ-PARTICIPANT")
    receiver.params["PARTSTAT"] = vText("ACCEPTED")
    receiver.params["RSVP"] = vText("FALSE")
    entry.add("attendee", receiver, encode=0)
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


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Tryggby//Arrangementer//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


@lru_cache(maxsize=16)
def _zone(year: int) -> Timezone:
    """The rules of Europe/Oslo around a year."""
    return Timezone.from_tzinfo(OSLO, "Europe/Oslo", dt.date(year - 1, 1, 1), dt.date(year + 3, 1, 1))


def _address(email: str) -> str:
    """An address that is safe in a mailto: what is unusual is percent-encoded."""
    return quote(email, safe="@+!#$&'*/=?^_`{|}~.-")


def _folded(text: str) -> str:
    """Lines of at most 75 bytes, never cut inside a sign."""
    out = []
    for line in text.split("\r\n"):
        piece, size, limit = "", 0, 75
        for sign in line if len(line.encode()) > 75 else ():
            width = len(sign.encode())
            if size + width > limit:
                out.append(piece)
                piece, size = " ", 1
            piece, size = piece + sign, size + width
        out.append(piece or line)
    return "\r\n".join(out)
