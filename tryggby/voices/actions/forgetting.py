"""Forget children's texts: keys first, then rows, then what the disk remembers; and leave a receipt."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tryggby.ground.door import today
from tryggby.outbox.door import forget_mails
from tryggby.sealing.door import destroy
from tryggby.voices.models import Escalation, Forgetting, HelpMessage, HelpPicture, HelpThread, Note


def free_notes(held):
    """Notes that no clock of `held` holds: none of their own, and none that flags what was sent beside them."""
    flagged = held.exclude(reason=Escalation.Reason.UNREAD)
    beside = flagged.filter(Q(note=OuterRef("beside")) | Q(note__beside=OuterRef("pk")))
    return Note.objects.filter(~Exists(held.filter(note=OuterRef("pk"))), ~Exists(beside))


def free_threads(held):
    """Threads that no clock of `held` holds."""
    return HelpThread.objects.filter(~Exists(held.filter(thread=OuterRef("pk"))))


def forget_due() -> list[Forgetting]:
    """Everything whose day has come, except what a running clock holds and what nobody has read; the receipts.

    What nobody has read goes when the privacy officer has seen that.
    """
    held = Escalation.objects.open()
    seen = held.unread().filter(seen_on__isnull=False)
    notes = free_notes(held.exclude(pk__in=seen.values("pk"))).filter(delete_on__lte=today())
    unread = list(notes.filter(Exists(seen.filter(note=OuterRef("pk")))))
    threads = free_threads(held).filter(delete_on__lte=today())
    practised = threads.filter(practice_on__isnull=False)
    made = [
        forget_notes(list(notes.filter(read_by__isnull=True).exclude(pk__in=[n.pk for n in unread])), rule="30_days"),
        _forget_unread(unread),
        forget_threads(list(practised), rule="practice"),
        forget_threads(list(threads.filter(practice_on__isnull=True)), rule="30_days"),
    ]
    return [receipt for receipt in made if receipt]


@transaction.atomic
def forget_notes(notes: Iterable[Note], *, rule: str) -> Forgetting | None:
    """Delete notes and their envelopes."""
    rows = {note.pk: note.envelope_id for note in notes}
    if not rows:
        return None
    destroy(rows.values())
    return Forgetting.objects.create(rule=rule, notes=len(rows))


@transaction.atomic
def forget_threads(threads: Iterable[HelpThread], *, rule: str) -> Forgetting | None:
    """Delete threads with messages, pictures and envelopes. Their escalations stay, without any text."""
    numbers = [thread.pk for thread in threads]
    if not numbers:
        return None
    messages, pictures = _destroy_words(numbers)
    HelpThread.objects.filter(pk__in=numbers).delete()
    return Forgetting.objects.create(rule=rule, threads=len(numbers), messages=messages, pictures=pictures)


@transaction.atomic
def forget_words(thread: HelpThread, *, rule: str) -> Forgetting:
    """Delete every message and picture of a thread that itself stays, for the child to come back to."""
    messages, pictures = _destroy_words([thread.pk])
    return Forgetting.objects.create(rule=rule, messages=messages, pictures=pictures)


def _destroy_words(threads: list[int]) -> tuple[int, int]:
    """Destroy what was written and drawn in threads; how many messages and pictures."""
    messages = list(HelpMessage.objects.filter(thread__in=threads).values_list("envelope_id", flat=True))
    pictures = list(HelpPicture.objects.filter(message__thread__in=threads).values_list("envelope_id", flat=True))
    destroy([*pictures, *messages])
    return len(messages), len(pictures)


@transaction.atomic
def _forget_unread(notes: list[Note]) -> Forgetting | None:
    """Delete what nobody read, after the privacy officer has seen that; their clocks end, and the receipt says so."""
    for escalation in Escalation.objects.open().unread().filter(note__in=notes):
        escalation.closed_on, escalation.closed_because = today(), Escalation.Because.UNREAD
        escalation.starts_at = escalation.next_at = escalation.overdue_since = None
        escalation.save()
        forget_mails(about=f"escalation:{escalation.pk}")
    return forget_notes(notes, rule="unread")
