"""The mails that have a time: reminder and stream link; and sending again what did not arrive."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import mails
from tryggby.events.actions.places import again, lock
from tryggby.events.models import Event, Seating, Signup
from tryggby.events.refusal import Refused
from tryggby.outbox.door import Message, send_again


def send_due_reminders(now=None) -> int:
    """Remind everybody with a place at the events whose time has come; returns how many events."""
    now = now or timezone.now()
    due = Event.objects.published().filter(
        cancelled_at__isnull=True, reminded_at__isnull=True, reminder_at__lte=now, starts_at__gt=now
    )
    return sum(_remind(event) for event in due.order_by("reminder_at", "pk"))


def send_due_stream_links(now=None) -> int:
    """Mail the personal link to stream people at the events whose time has come; returns how many events."""
    now = now or timezone.now()
    due = Event.objects.published().filter(
        cancelled_at__isnull=True, stream_mailed_at__isnull=True, stream_mail_at__lte=now, ends_at__gt=now
    )
    return sum(_mail_links(event) for event in due.order_by("stream_mail_at", "pk") if event.stream_url)


@transaction.atomic
def revoke_stream_link(*, by, signup: Signup) -> Signup:
    """Make a stream link invalid and mail its owner a new one."""
    event, seatings = lock(signup.event)
    signup = again(signup, event, seatings)
    if signup.seating.mode != Seating.Mode.STREAM or not signup.confirmed_at or signup.cancelled_at:
        raise Refused(_("Bare de som har plass på nett, har en lenke."))
    signup.stream_epoch += 1
    signup.save(update_fields=["stream_epoch"])
    if event.stream_mailed_at and signup.email:
        mails.send_stream_link(signup)
    record(by=by, verb="revoke_stream_link", of=signup, organisation=event.organisation_id)
    return signup


@transaction.atomic
def send_failed_again(*, by, event: Event, kind: str) -> int:
    """Put every mail of a kind that did not arrive back in the queue; returns how many."""
    stuck = Message.objects.filter(
        about=mails.about(event), kind=kind, state__in=[Message.State.FAILED, Message.State.UNCERTAIN]
    ).exclude(to="")
    messages = list(stuck.order_by("pk"))
    for message in messages:
        send_again(by=by, message=message)
    return len(messages)


@transaction.atomic
def _remind(event: Event) -> int:
    event, _seatings = lock(_held(event))
    if event.reminded_at or event.cancelled_at:
        return 0
    event.reminded_at = timezone.now()
    event.save(update_fields=["reminded_at"])
    signups = _of(event, Signup.objects.confirmed().filter(event=event))
    record(by=None, verb="remind", of=event, organisation=event.organisation_id, told=mails.remind(event, signups))
    return 1


@transaction.atomic
def _mail_links(event: Event) -> int:
    event, _seatings = lock(_held(event))
    if event.stream_mailed_at or event.cancelled_at:
        return 0
    event.stream_mailed_at = timezone.now()
    event.save(update_fields=["stream_mailed_at"])
    signups = _of(event, Signup.objects.confirmed().on(Seating.Mode.STREAM).filter(event=event))
    told = mails.send_stream_links(event, signups)
    record(by=None, verb="send_stream_links", of=event, organisation=event.organisation_id, told=told)
    return 1


def _held(event: Event) -> Event:
    return Event.objects.select_for_update().get(pk=event.pk)


def _of(event: Event, signups) -> list[Signup]:
    found = list(signups.select_related("seating").order_by("pk"))
    for signup in found:
        signup.event = event
    return found
