"""The practice as a calendar entry: one UID for its whole life, SEQUENCE grows with each change."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggby.events.door import CANCEL, PUBLISH, REQUEST, CalendarEntry
from tryggby.events.door import calendar_entry as written
from tryggby.mentoring.models import Practice

__all__ = ["CANCEL", "PUBLISH", "REQUEST", "address", "calendar_entry", "link", "titled", "uid"]


def calendar_entry(practice: Practice, *, method: str = PUBLISH, person=None) -> str:
    """An ICS text in the active language. `person` is the invited one of a REQUEST or CANCEL.

    Needs `unit` and `mandate__person`.
    """
    entry = CalendarEntry(
        uid=uid(practice),
        sequence=practice.sequence,
        starts_at=practice.starts_at,
        ends_at=practice.ends_at,
        title=titled(practice),
        text=_("Øving med kollegaer i %(unit)s.") % {"unit": practice.unit} + "\n" + link(practice),
        where=practice.place,
        url=link(practice),
        organiser=practice.mandate.person.name,
        cancelled=practice.cancelled_at is not None,
    )
    return written(entry, method=method, email=person.email if person is not None else "")


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
