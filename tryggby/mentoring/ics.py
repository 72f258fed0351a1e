"""The practice as a calendar entry: one UID for its whole life, SEQUENCE grows with each change."""

import datetime as dt
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from tryggby.mentoring.models import Practice

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def calendar_entry(practice: Practice, *, method: str = PUBLISH, person=None) -> str:
    """An ICS text in the active language. `person` is the invited one of a REQUEST or CANCEL.

    Needs `unit` and `mandate__person`.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Tryggby//Mentor//NO")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", uid(practice))
    event.add("sequence", practice.sequence)
    event.add("dtstamp", timezone.now().replace(microsecond=0))
    event.add("dtstart", practice.starts_at.astimezone(dt.UTC))
    event.add("dtend", practice.ends_at.astimezone(dt.UTC))
    event.add("summary", titled(practice))
    event.add("description", _("Øving med kollegaer i %(unit)s.") % {"unit": practice.unit} + "\n" + link(practice))
    event.add("url", link(practice))
    if practice.place:
        event.add("location", practice.place)
    event.add("status", "CANCELLED" if practice.cancelled_at else "CONFIRMED")
    if person is not None:
        event.add("organizer", _address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], practice.mandate.person.name))
        event.add("attendee", _address(person.email, person.name, ROLE="REQ-PARTICIPANT", RSVP="FALSE"))
    calendar.add_component(event)
    return calendar.to_ical().decode()


def titled(practice: Practice) -> str:
    """«Øving: Roen i kroppen», as calendars and subjects name it; a title that says so itself is left alone."""
    word = _("Øving")
    return practice.title if practice.title.startswith(word) else f"{word}: {practice.title}"


def uid(practice: Practice) -> str:
    """The entry's identity, the same in every mail about the practice."""
    return f"oving-{practice.key}@{urlsplit(settings.BASE_URL).hostname or 'tryggby.example'}"


def link(practice: Practice) -> str:
    """The full address of the invitation page."""
    return address("mentoring:invitation", practice)


def address(name: str, practice: Practice) -> str:
    """The full address of one of the practice's pages."""
    return settings.BASE_URL + reverse(name, args=[practice.key])


def _address(email: str, name: str, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = name
    address.params.update(parameters)
    return address
