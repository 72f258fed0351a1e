"""Write to the municipality, be answered, be closed."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, oslo, paragraphs, today
from tryggby.website import mails
from tryggby.website.models import ContactAnswer, ContactMessage
from tryggby.website.refusal import Refused
from tryggby.website.sealing import opened, seal

# Children's messages are not counted by place. Beyond so many that nobody has read, the form asks to come back.
MOST_UNREAD = 500


@transaction.atomic
def send_message(
    *,
    by,
    organisation,
    kind: str,
    text: str,
    name: str = "",
    email: str = "",
    language: str = "nb",
    receipt: bool = True,
    once: str | None = None,
) -> ContactMessage:
    """Take in what an adult wrote; with an address and `receipt`, mail that it has come."""
    mark = _mark(once, kind, text, name, email)
    once_row = claim(mark)
    if once_row is None:
        return ContactMessage.objects.get(key=earlier(mark))
    message = ContactMessage(organisation=organisation, sender=ContactMessage.Sender.ADULT, kind=kind)
    message.language, message.has_address = language, bool(email)
    message.sealed = seal({"name": name, "email": email, "text": paragraphs(text)}, message.key)
    message.save()
    if email and receipt:
        mails.receipt(message, email)
    record(by=by, verb="send_message", of=message, organisation=organisation, kind=kind)
    done(once_row, message.key)
    return message


@transaction.atomic
def send_child_message(
    *, organisation, kind: str, text: str = "", language: str = "nb", once: str | None = None
) -> ContactMessage | None:
    """Take in what a child wrote; None when it came before. No name, no address; only the day is kept.

    No audit, for that would tell when; and the mark of the form leads to no message and keeps the day alone.
    """
    once_row = claim(_mark(once, kind, text))
    if once_row is None:
        return None
    unread = ContactMessage.objects.waiting().filter(organisation=organisation, sender=ContactMessage.Sender.CHILD)
    if unread.count() >= MOST_UNREAD:
        raise Refused(_("Det har kommet svært mange meldinger. Prøv igjen i morgen."))
    message = ContactMessage(organisation=organisation, sender=ContactMessage.Sender.CHILD, kind=kind)
    message.language, message.received_at = language, oslo(today(), dt.time(0))
    message.sealed = seal({"text": paragraphs(text)}, message.key)
    message.save()
    if once_row.pk:
        once_row.at = message.received_at
        once_row.save(update_fields=["at"])
    return message


@transaction.atomic
def answer_message(
    *, by, message: ContactMessage, text: str, once: str | None = None, seen: int | None = None
) -> ContactAnswer:
    """Mail an answer to whoever wrote. Raises Refused where no answer can reach anybody.

    `seen` is how many answers stood on the page: when a colleague has sent one since, this one is not sent unread.
    """
    mark = _mark(once, message.key, text)
    once_row = claim(mark)
    if once_row is None:
        return ContactAnswer.objects.get(pk=int(earlier(mark)))
    message = _again(message)
    address = opened(message.sealed, message.key).get("email", "")
    if not address:
        raise Refused(_("Den som skrev, har ikke lagt igjen noen e-postadresse."))
    text = paragraphs(text)
    if not text:
        raise Refused(_("Skriv et svar."), "text")
    if seen is not None and message.answers.count() > seen:
        raise Refused(_("En kollega har svart mens du skrev. Les svaret, og send ditt hvis noe mangler."), "text")
    answer = ContactAnswer.objects.create(message=message, by=by, sealed=seal({"text": text}, message.key))
    message.answered_at = answer.at
    message.save(update_fields=["answered_at"])
    mails.answer(message, answer, address, text)
    record(by=by, verb="answer_message", of=message, organisation=message.organisation_id)
    done(once_row, str(answer.pk))
    return answer


@transaction.atomic
def close_message(*, by, message: ContactMessage) -> ContactMessage:
    """Nothing more is to be done. A second time changes nothing."""
    message = _again(message)
    if message.closed_at is None:
        message.closed_at = timezone.now()
        message.save(update_fields=["closed_at"])
        record(by=by, verb="close_message", of=message, organisation=message.organisation_id)
    return message


@transaction.atomic
def note_reading(*, by, message: ContactMessage) -> None:
    """Who has read it, for the log."""
    record(by=by, verb="read_message", of=message, organisation=message.organisation_id)


def _mark(once: str | None, *said: str) -> str:
    """The form's key with what stands in it: sent twice it is one message, but who goes back and writes something
    else has written another. Empty without a key."""
    return hashlib.sha256("\0".join((once, *said)).encode("utf-8", "ignore")).hexdigest() if once else ""


def _again(message: ContactMessage) -> ContactMessage:
    """The row as it is now, locked."""
    message = ContactMessage.objects.select_for_update().get(pk=message.pk)
    if message.forgotten_at:
        raise Refused(_("Meldingen er slettet fordi den var gammel."))
    return message
