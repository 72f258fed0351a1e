"""The one place where calendar entries are written: for events, and for what other rooms put in people's calendars."""

import datetime as dt
from dataclasses import dataclass
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Timezone, vCalAddress, vText
from icalendar import Event as Entry

from tryggby.ground.door import OSLO

# REQUEST and CANCEL in mails: a calendar can take back what was requested, but not what was published.
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
# Stands where the receiver's address comes in a prepared file.
RECEIVER = "receiver@tryggby.invalid"
# Summer time as two rules without an end: what Outlook, Google and Apple, and older readers, all understand.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class CalendarEntry:
    """One thing in a calendar. `uid` never changes; `sequence` grows with every change that calendars must hear of."""

    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    text: str = ""
    where: str = ""
    url: str = ""
    organiser: str = ""
    answer: str = "NEEDS-ACTION"
    cancelled: bool = False


def calendar_entry(entry: CalendarEntry, *, method: str = PUBLISH, email: str = "") -> str:
    """A calendar file with one entry; `email` is the receiver of a REQUEST or CANCEL."""
    return address_entry(prepare_entry(entry, method), email) if email else folded(_file(entry, method, invited=False))


def prepare_entry(entry: CalendarEntry, method: str) -> str:
    """The same file for many receivers; give the result to `address_entry`, once for each of them."""
    lines = _file(entry, method, invited=True).split("\r\n")
    return "\r\n".join(line if RECEIVER in line else folded(line) for line in lines)


def address_entry(prepared: str, email: str) -> str:
    """A prepared file for one receiver; only the line with the address is new."""
    lines = prepared.split("\r\n")
    return "\r\n".join(folded(line.replace(RECEIVER, clean(email))) if RECEIVER in line else line for line in lines)


def new_calendar(method: str) -> Calendar:
    """An empty calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tryggby//Tryggby//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


@lru_cache(maxsize=1)
def zone() -> Timezone:
    """Europe/Oslo."""
    return Timezone.from_ical(ZONE)


def invite(component: Entry, organiser: str, answer: str) -> None:
    """Say who asks, and leave a place for who is asked."""
    sender = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    sender.params["CN"] = vText((organiser or "Tryggby").replace('"', "'"))
    component.add("organizer", sender)
    receiver = vCalAddress(f"mailto:{RECEIVER}")
    receiver.params["ROLE"] = vText("REQ-PARTICIPANT")
    receiver.params["PARTSTAT"] = vText(answer)
    receiver.params["RSVP"] = vText("FALSE")
    component.add("attendee", receiver, encode=0)


def folded(text: str) -> str:
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


def _file(entry: CalendarEntry, method: str, *, invited: bool) -> str:
    """The unfolded file."""
    starts, ends = entry.starts_at.astimezone(OSLO), entry.ends_at.astimezone(OSLO)
    calendar = new_calendar(method)
    calendar.add_component(zone())
    component = Entry()
    component.add("uid", entry.uid)
    component.add("sequence", entry.sequence)
    component.add("dtstamp", timezone.now().astimezone(dt.UTC).replace(microsecond=0))
    component.add("dtstart", starts)
    component.add("dtend", ends)
    component.add("summary", entry.title)
    component.add("status", "CANCELLED" if entry.cancelled or method == CANCEL else "CONFIRMED")
    component.add("transp", "OPAQUE")
    for name, value in (("description", entry.text), ("location", entry.where), ("url", entry.url)):
        if value:
            component.add(name, value)
    if invited:
        invite(component, entry.organiser, entry.answer)
    calendar.add_component(component)
    return calendar.to_ical().decode().replace("\r\n ", "")


def clean(email: str) -> str:
    """An address that is safe in a mailto: what is unusual is percent-encoded."""
    return quote(email, safe="@+!#$&'*/=?^_`{|}~.-")
