"""Forget children's texts: keys first, then rows, then what the disk remembers; and leave a receipt."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from tryggby.ground.door import today
from tryggby.sealing.door import destroy
from tryggby.voices.models import Escalation, Forgetting, HelpMessage, HelpPicture, HelpThread, Note


def forget_due() -> list[Forgetting]:
    """Everything whose day has come, except what a running clock holds; the receipts."""
    held = Escalation.objects.open()
    notes = Note.objects.filter(~Exists(held.filter(note=OuterRef("pk"))), delete_on__lte=today())
    threads = HelpThread.objects.filter(~Exists(held.filter(thread=OuterRef("pk"))), delete_on__lte=today())
    practised = threads.filter(practice_on__isnull=False)
    made = [
        forget_notes(list(notes), rule="30_days"),
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
    messages = list(HelpMessage.objects.filter(thread__in=numbers).values_list("envelope_id", flat=True))
    pictures = list(HelpPicture.objects.filter(message__thread__in=numbers).values_list("envelope_id", flat=True))
    destroy([*pictures, *messages])
    HelpThread.objects.filter(pk__in=numbers).delete()
    return Forgetting.objects.create(rule=rule, threads=len(numbers), messages=len(messages), pictures=len(pictures))
