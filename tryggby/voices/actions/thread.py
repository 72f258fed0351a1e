"""The help dialogue: begun by a child, answered by an adult, closed by either, forgotten on time."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import new_key, today
from tryggby.sealing.door import OpenedKey, Outsider, open_all, open_envelope, seal
from tryggby.voices import code as codes
from tryggby.voices import keys
from tryggby.voices.actions.answer import first_time
from tryggby.voices.actions.danger import raise_danger
from tryggby.voices.actions.forgetting import forget_threads
from tryggby.voices.hints import hints_at_danger
from tryggby.voices.keys import OpenedThread
from tryggby.voices.models import Channel, Escalation, HelpMessage, HelpPicture, HelpThread
from tryggby.voices.models.duty import KEPT
from tryggby.voices.pictures import redraw_all
from tryggby.voices.refusal import NotTaken, Refused
from tryggby.voices.rules import help_is_open, keys_of_duty, sealed_to

LONGEST = 4000
MESSAGE, PICTURE = "voices.message", "voices.picture"
Reason = Escalation.Reason


def start_thread(
    *,
    channel: Channel,
    text: str,
    once: str,
    pictures: tuple[bytes, ...] = (),
    danger: bool = False,
    practice_on: dt.date | None = None,
    drill: str = "",
) -> tuple[HelpThread, str]:
    """Take in a cry for help and start the clock; returns the thread and the code, which is kept nowhere.

    The same form sent twice gives the same thread and code; what was changed in it between, because the receipt had
    been lost, is one more message. In no audit, for that would tell when. Raises Refused when nobody is on duty, the
    text is empty, too long or a code, or a picture is none.
    """
    _check(text)
    pictures = redraw_all(pictures)
    for attempt in range(20):
        words = keys.code_for(f"{once} {attempt}")
        try:
            with transaction.atomic():
                return _begin(channel, words, text, pictures, danger, practice_on, drill), words
        except IntegrityError:
            there = keys.find(words)
            if there is not None:
                _add_what_is_new(there, text, once, pictures, danger)
                return there.thread, words
    raise NotTaken("failed")


@transaction.atomic
def write_as_child(
    *, opened: OpenedThread, text: str, once: str, pictures: tuple[bytes, ...] = ()
) -> HelpMessage | None:
    """One more message from the child; None when this form was taken in before. The clock starts again."""
    _check(text)
    pictures = redraw_all(pictures)
    thread = HelpThread.objects.select_for_update(of=("self",)).select_related("channel").get(pk=opened.thread.pk)
    if thread.closed_on:
        raise NotTaken("closed")
    if not help_is_open(thread.channel):
        raise NotTaken("nobody")
    if not first_time(thread.key, once):
        return None
    message = _write(thread, opened.child, text, pictures)
    raise_danger(by=None, thread=thread, reason=Reason.HINT if hints_at_danger(text) else Reason.HELP)
    return message


@transaction.atomic
def write_as_adult(*, by, thread: HelpThread, text: str, once: str | None = None) -> HelpMessage | None:
    """An answer, sealed to the child's code and to those on duty. Raises Refused."""
    if not text.strip() or len(text) > LONGEST:
        raise Refused(_("Skriv mellom ett og %(n)d tegn.") % {"n": LONGEST}, "text")
    thread = HelpThread.objects.select_for_update(of=("self",)).select_related("channel").get(pk=thread.pk)
    if thread.closed_on:
        raise Refused(_("Samtalen er avsluttet."))
    if once and not first_time(thread.key, once):
        return None
    message = _write(thread, Outsider(bytes(thread.public)), text, (), by)
    record(by=by, verb="answer_thread", of=thread, organisation=thread.channel.organisation_id)
    return message


@transaction.atomic
def close_thread(*, by, thread: HelpThread) -> None:
    """The adult ends the dialogue; the child can read it until it is deleted."""
    if HelpThread.objects.filter(pk=thread.pk, closed_on__isnull=True).update(closed_on=today(), closed_by=by):
        record(by=by, verb="close_thread", of=thread, organisation=thread.channel.organisation_id)


@transaction.atomic
def end_as_child(*, opened: OpenedThread) -> bool:
    """The child deletes the dialogue: at once, or as soon as an adult has seen to it while the clock runs.

    Returns True when it is gone now.
    """
    thread = HelpThread.objects.select_for_update(of=("self",)).get(pk=opened.thread.pk)
    HelpThread.objects.filter(pk=thread.pk, closed_on__isnull=True).update(closed_on=today())
    HelpThread.objects.filter(pk=thread.pk).update(delete_on=today())
    if thread.escalations.open().exists():
        return False
    forget_threads([thread], rule="by_child")
    return True


def read_thread(*, by, thread: HelpThread, opened: OpenedKey) -> list[tuple[HelpMessage, str]]:
    """Every message in plain words, for an adult on duty; noted in the log. Those not sealed to them are left out."""
    messages = list(thread.messages.select_related("envelope", "writer").prefetch_related("pictures"))
    texts = open_all([message.envelope for message in messages], opened)
    with transaction.atomic():
        HelpMessage.objects.filter(
            pk__in=[m.pk for m in messages if m.envelope_id in texts], writer__isnull=True, read_on__isnull=True
        ).update(read_on=today())
        record(by=by, verb="read_thread", of=thread, organisation=thread.channel.organisation_id)
    return [(m, texts[m.envelope_id].decode()) for m in messages if m.envelope_id in texts]


def read_as_child(*, opened: OpenedThread) -> list[tuple[HelpMessage, str]]:
    """Every message in plain words, for whoever has the code. In no log."""
    read = _opened_by(opened)
    HelpMessage.objects.filter(
        pk__in=[message.pk for message, _text in read], writer__isnull=False, read_on__isnull=True
    ).update(read_on=today())
    return read


def pictures_of(thread: HelpThread):
    """The pictures of a thread."""
    return HelpPicture.objects.filter(message__thread=thread).select_related("envelope", "message__thread__channel")


def read_picture(*, by, picture: HelpPicture, opened: OpenedKey) -> bytes:
    """One picture, as PNG; noted in the log. Raises NotForYou, Tampered."""
    plain = open_envelope(picture.envelope, opened)
    thread = picture.message.thread
    record(by=by, verb="see_picture", of=picture, organisation=thread.channel.organisation_id)
    return plain


def _begin(channel, words, text, pictures, danger, practice_on, drill) -> HelpThread:
    thread = HelpThread(channel=channel, delete_on=today() + KEPT, practice_on=practice_on)
    child = keys.lock_thread(thread, words)
    if HelpThread.objects.filter(locator=thread.locator).exists():
        raise IntegrityError
    if not help_is_open(channel):
        raise NotTaken("nobody")
    thread.save()
    _write(thread, child, text, pictures)
    found = Reason.DANGER if danger else Reason.HINT if hints_at_danger(text) else Reason.HELP
    raise_danger(by=None, thread=thread, reason=Reason.PRACTICE if practice_on else found, drill=drill)
    return thread


def _opened_by(opened: OpenedThread) -> list[tuple[HelpMessage, str]]:
    messages = list(opened.thread.messages.select_related("envelope", "writer").prefetch_related("pictures"))
    texts = open_all([message.envelope for message in messages], opened.child)
    return [(message, texts[message.envelope_id].decode()) for message in messages if message.envelope_id in texts]


def _add_what_is_new(there: OpenedThread, text: str, once: str, pictures: tuple[bytes, ...], danger: bool) -> None:
    """The same form once more: nothing, unless its words are others by now or somebody is in danger now."""
    said = _opened_by(there)
    if said and text.strip() not in [words for _message, words in said]:
        write_as_child(opened=there, text=text, once=f"{once} {len(said)}", pictures=pictures)
    if said and danger:
        raise_danger(by=None, thread=there.thread, reason=Reason.DANGER)


def _write(thread: HelpThread, child: Outsider, text: str, pictures: tuple[bytes, ...], writer=None) -> HelpMessage:
    readers = keys_of_duty(thread.channel) if writer else sealed_to(thread.channel)
    if not readers and writer is None:
        raise NotTaken("nobody")
    to = [*readers, child]
    message = HelpMessage(key=new_key(), thread=thread, writer=writer)
    message.envelope = _seal(MESSAGE, message.key, thread, text.strip().encode(), to)
    message.save()
    for raw in pictures:
        picture = HelpPicture(key=new_key(), message=message)
        picture.envelope = _seal(PICTURE, picture.key, thread, raw, to)
        picture.save()
    HelpThread.objects.filter(pk=thread.pk).update(delete_on=today() + KEPT)
    return message


def _seal(purpose: str, key: str, thread: HelpThread, plain: bytes, to):
    return seal(plain, purpose=purpose, record=key, channel=thread.channel.key, readers=to)


def _check(text: str) -> None:
    if not text.strip():
        raise NotTaken("empty")
    if len(text) > LONGEST:
        raise NotTaken("long")
    if codes.has_code(text):
        raise NotTaken("code")
