"""The mails of the front hall: it has come, here is the answer, something waits."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.organisations.door import Appointment
from tryggby.outbox.door import queue_mail
from tryggby.website.models import ContactAnswer, ContactMessage


def about(message: ContactMessage) -> str:
    """What the outbox calls the message."""
    return f"contact:{message.key}"


def receipt(message: ContactMessage, email: str) -> None:
    """To whoever wrote: it has come. What they wrote is not repeated, so that the form mails nobody's text."""
    with translation.override(message.language):
        owner = message.organisation.name
        pieces = [
            _("Hei,"),
            _("Takk. Vi har fått det du skrev, og svarer som regel innen tre arbeidsdager."),
            _("Haster det fordi et barn kan være i fare, ring politiet på 112. Barn og unge kan ringe 116 111."),
            _("Har du ikke skrevet til oss? Da har noen brukt adressen din. Du trenger ikke gjøre noe."),
            _("Vennlig hilsen") + "\n" + owner,
        ]
        _send(message, email, "contact_receipt", "receipt", _("Vi har fått meldingen din"), pieces)


def answer(message: ContactMessage, answer: ContactAnswer, email: str, text: str) -> None:
    """To whoever wrote: the answer."""
    with translation.override(message.language):
        owner = message.organisation.name
        pieces = [
            _("Hei,"),
            text,
            _("Vil du skrive mer, bruk skjemaet her: %(url)s") % {"url": _url("website:letter")},
            _("Vennlig hilsen") + "\n" + owner,
        ]
        subject = _("Svar fra %(owner)s") % {"owner": owner}
        _send(message, email, "contact_answer", f"answer:{answer.pk}", subject, pieces)


def unread(appointment: Appointment, number: int, day: dt.date) -> None:
    """To a reader: so many wait. Once a day."""
    person = appointment.person
    with translation.override(person.language):
        pieces = [
            _("Hei,"),
            ngettext("%(n)s henvendelse venter på svar.", "%(n)s henvendelser venter på svar.", number) % {"n": number},
            _("Logg inn og les her: %(url)s") % {"url": _url("website:inbox")},
            _("Vennlig hilsen") + "\nTryggby",
        ]
        queue_mail(
            once=f"website:unread:{day:%Y%m%d}:{appointment.key}",
            to=person.email,
            subject=_("Henvendelser som venter"),
            text="\n\n".join(pieces) + "\n",
            kind="contact_unread",
            organisation=appointment.organisation_id,
        )


def _send(message: ContactMessage, email: str, kind: str, once: str, subject: str, pieces: list[str]) -> None:
    queue_mail(
        once=f"website:{once}:{message.key}",
        to=email,
        # A name that looks like an encoded word must not be read as one.
        subject=" ".join(subject.replace("=?", "= ?").split()),
        text="\n\n".join(pieces) + "\n",
        kind=kind,
        about=about(message),
        organisation=message.organisation_id,
    )


def _url(name: str) -> str:
    return settings.BASE_URL + reverse(name)
