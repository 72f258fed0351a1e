"""Calendar files: one gathering, one entry, that follows when the gathering moves or is cancelled."""

import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from tryggby.ground.door import OSLO
from tryggby.programmes.models import Gathering

# The line of a prepared file that becomes the receiver's.
RECEIVER = "X-TRYGGBY-RECEIVER:1"


def prepare(gathering: Gathering, *, organiser: str, text: str) -> tuple[str, str]:
    """The file for everybody at a gathering and its method: REQUEST, or CANCEL when it is called off.

    `organiser` is a name; the address is that of the installation. Give the result to `address`.
    """
    method = "CANCEL" if gathering.cancelled_at else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", "-//Tryggby//Samlinger//NO")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_zone(gathering))
    calendar.add_component(_event(gathering, organiser, text, method))
    return calendar.to_ical().decode(), method


def address(prepared: str, email: str) -> str:
    """The file for one receiver. The address is put in as a folded line of its own."""
    clean = "".join(sign for sign in email if sign.isprintable() and sign not in ';:," ')
    line = "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:\r\n mailto:"
    return prepared.replace(RECEIVER, line + _fold(clean))


def _event(gathering: Gathering, organiser: str, text: str, method: str) -> Event:
    event = Event()
    event.add("uid", gathering.uid)
    event.add("sequence", gathering.sequence)
    event.add("dtstamp", timezone.now().astimezone(dt.UTC))
    event.add("dtstart", gathering.starts)
    event.add("dtend", gathering.ends)
    event.add("summary", f"{gathering.title} – {gathering.cohort.name}")
    event.add("description", text)
    if gathering.where:
        event.add("location", gathering.where)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("transp", "OPAQUE")
    sender = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    sender.params["CN"] = vText(organiser)
    event.add("organizer", sender)
    event.add(*RECEIVER.split(":"))
    return event


def _zone(gathering: Gathering) -> Timezone:
    year = gathering.starts.year
    return Timezone.from_tzinfo(OSLO, "Europe/Oslo", dt.date(year - 1, 1, 1), dt.date(year + 2, 1, 1))


def _fold(text: str) -> str:
    """Long addresses on lines of their own, as the format wants (75 bytes)."""
    pieces = [text[start : start + 60] for start in range(0, len(text), 60)] or [""]
    return "\r\n ".join(pieces)
