"""Queue a mail; deliver what is due; put back what a dead worker held."""

import datetime as dt
import logging
import smtplib
from collections.abc import Iterable
from email.header import Header
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tryggby.outbox.claiming import alive_workers, each_due
from tryggby.outbox.models import Message

log = logging.getLogger("tryggby.outbox")

GIVE_UP = dt.timedelta(hours=72)
# A mail of which nothing is left but that it was made.
NOTHING = dict.fromkeys(("to", "subject", "text", "html", "calendar", "last_error"), "")


def queue_mail(
    *,
    once: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    calendar: str = "",
    calendar_method: str = "",
    kind: str = "",
    about: str = "",
    organisation=None,
) -> Message:
    """Put one mail in the outbox inside the caller's transaction; the same `once` gives the same row.

    Line breaks in the subject and address are refused with ValueError (header injection).
    """
    if any(sign in part for part in (subject, to) for sign in "\r\n\0"):
        raise ValueError("A subject or an address cannot have line breaks")
    if not parseaddr(to)[1]:
        raise ValueError("The address is not an address")
    message, _ = Message.objects.get_or_create(
        once=once[:120],
        defaults={
            "to": to,
            "subject": subject[:300],
            "text": text,
            "html": html,
            "calendar": calendar,
            "calendar_method": calendar_method,
            "kind": kind,
            "about": about,
            "organisation": getattr(organisation, "pk", organisation),
        },
    )
    return message


def queue_mails(mails: list[dict]) -> int:
    """Put many mails in the outbox in one statement; those whose `once` is known are left as they are.

    Each is the arguments of `queue_mail`. Returns how many were asked for.
    """
    rows = []
    for mail in mails:
        if any(sign in part for part in (mail["subject"], mail["to"]) for sign in "\r\n\0"):
            raise ValueError("A subject or an address cannot have line breaks")
        organisation = mail.get("organisation")
        cut = {"once": mail["once"][:120], "subject": mail["subject"][:300]}
        rows.append(Message(**mail | cut | {"organisation": getattr(organisation, "pk", organisation)}))
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def deliver_due(worker: str, limit: int = 20) -> int:
    """Send up to `limit` queued mails whose time has come; returns how many were tried.

    Each is claimed in its own committed step before the server is spoken to, so that a worker
    killed in the middle leaves a row that says so, never a second mail.
    """
    return each_due(Message, worker, limit, _send)


def reap(now: dt.datetime | None = None) -> int:
    """Mark mails held by dead workers as uncertain, for a person to look at; returns how many."""
    return (
        Message.objects.filter(state=Message.State.SENDING)
        .exclude(claimed_by__in=alive_workers(now))
        .update(state=Message.State.UNCERTAIN, last_error="Arbeideren stanset midt i sendingen.")
    )


@transaction.atomic
def send_again(*, by, message: Message) -> None:
    """A person decided that the mail goes out again."""
    from tryggby.audit.door import record

    Message.objects.filter(pk=message.pk, state__in=[Message.State.FAILED, Message.State.UNCERTAIN]).update(
        state=Message.State.QUEUED, tries=0, next_try_at=timezone.now(), created_at=timezone.now(), last_error=""
    )
    record(by=by, verb="send_mail_again", of=message, organisation=message.organisation)


@transaction.atomic
def forget_texts(before: dt.datetime) -> int:
    """Empty the text of mails sent before an instant; returns how many."""
    return (
        Message.objects.filter(sent_at__lt=before)
        .exclude(text="", html="", calendar="")
        .update(text="", html="", calendar="")
    )


@transaction.atomic
def forget_letters(before: dt.datetime) -> int:
    """Empty what is left of mails made before an instant, also of those that did not arrive; returns how many.

    The row stays: it says when something went out, and that it does not go out again.
    """
    old = Message.objects.filter(created_at__lt=before).exclude(state__in=[Message.State.QUEUED, Message.State.SENDING])
    return old.exclude(**NOTHING).update(**NOTHING)


@transaction.atomic
def forget_mails(*, about: str) -> int:
    """Forget every mail about one thing: waiting ones are dropped, others lose address and text; returns how many."""
    mails = Message.objects.filter(about=about)
    dropped, _rows = mails.filter(state=Message.State.QUEUED).delete()
    return dropped + mails.exclude(to="").update(to="", text="", html="", calendar="", last_error="")


@transaction.atomic
def drop_waiting(*, about: Iterable[str], keys: Iterable[str]) -> int:
    """Drop mails that have not gone yet, about these things, whose `once` ends in one of the keys; returns how many."""
    ends = Q(pk__in=[])
    for key in keys:
        ends |= Q(once__endswith=f":{key}")
    return Message.objects.filter(ends, about__in=list(about), state=Message.State.QUEUED).delete()[0]


def _send(message: Message) -> None:
    """Speak to the server; on a refusal wait longer each time, up to 72 hours in all."""
    try:
        _mail(message).send(using="transport")
    except Exception as error:
        _put_back(message, error)
    else:
        message.state, message.sent_at, message.last_error = Message.State.SENT, timezone.now(), ""
    message.save(update_fields=["state", "sent_at", "last_error", "next_try_at"])


def _put_back(message: Message, error: Exception) -> None:
    refused = isinstance(error, (smtplib.SMTPRecipientsRefused, ValueError)) and not _temporary(error)
    late = timezone.now() - message.created_at > GIVE_UP
    message.last_error = f"{type(error).__name__}: {error}"[:300]
    message.state = Message.State.FAILED if refused or late else Message.State.QUEUED
    message.next_try_at = timezone.now() + wait_after(message.tries)
    log.warning("mail %s not sent: %s", message.key, type(error).__name__)


def wait_after(tries: int) -> dt.timedelta:
    """How long to wait after so many tries: two minutes, then twice as long each time, four hours at most."""
    return dt.timedelta(seconds=min(60 * 2 ** min(tries, 9), 4 * 3600))


def _temporary(error: Exception) -> bool:
    codes = [code for code, _ in getattr(error, "recipients", {}).values()]
    return any(400 <= code < 500 for code in codes)


class _Mail(EmailMultiAlternatives):
    """A mail whose subject is encoded in whole words.

    Python's own folding may join two encoded words, or put a space too many between them; some readers then show code.
    """

    def message(self, **options):
        """The mail as it is sent."""
        mail = super().message(**options)
        if not self.subject.isascii():
            del mail["Subject"]
            mail.set_raw("Subject", Header(self.subject, "utf-8", header_name="Subject").encode())
        return mail


def _mail(message: Message) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "tryggby.example"
    mail = _Mail(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        headers={"Message-ID": f"<{message.key}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        method = message.calendar_method or "REQUEST"
        mail.attach_alternative(message.calendar, f"text/calendar; method={method}; charset=utf-8")
        mail.attach("invitasjon.ics", message.calendar, "application/ics")
    return mail


def transport_ready() -> bool:
    """True when a mail transport is set up."""
    return "transport" in mailers
