"""A child's own words or drawing with an answer: sealed, read by the reader on duty, gone after 30 days."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.sealing.door import Envelope
from tryggby.voices.models.advice import Advice
from tryggby.voices.models.channel import Channel
from tryggby.voices.models.scope import on_desk


class NoteQuerySet(models.QuerySet):
    """Notes, by state and by who is asking."""

    def on_desk_of(self, person):
        """Those the person may read: as reader on duty, or when the ladder has come to them."""
        return on_desk(self, person)

    def unread(self):
        """Nobody has dealt with them yet."""
        return self.filter(handled_on__isnull=True)

    def promised_before(self, day: dt.date):
        """Those nobody has read though their reading day is past."""
        return self.filter(read_by__lt=day)


class Note(Keyed):
    """What one child wrote or drew. The words never leave the desk; a paraphrase may become advice.

    Of when it was sent only the week is kept, and `read_by` while it waits to be read: the day belongs to the clock.

    Personal data: which adult dealt with it; none of the child. Purpose: learn from it, and see danger. Seen by the
    reader on duty; by backup and leader when the ladder has come to them. Deleted after 30 days; held while it is
    flagged, until it is handed over, and while nobody has read it, until the privacy officer has seen that.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Tekst")
        DRAWING = "drawing", _("Tegning")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="notes")
    envelope = models.OneToOneField(Envelope, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    week = models.DateField(help_text="The Monday.")
    delete_on = models.DateField(db_index=True, help_text="30 days after the Monday.")
    read_by = models.DateField(
        null=True, blank=True, db_index=True, help_text="The reading day it is promised to; empty once it is read."
    )
    beside = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="besides", help_text="Sent with it."
    )
    handled_on = models.DateField(null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    advice = models.ForeignKey(Advice, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")

    # Whoever is called to a text sees what was sent beside it.
    ESCALATED = Q(note=OuterRef("pk")) | Q(note=OuterRef("beside")) | Q(note__beside=OuterRef("pk"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_by__isnull=True) | Q(handled_on__isnull=False), name="voices_note_handled"
            ),
            models.CheckConstraint(
                condition=Q(handled_on__isnull=True) | Q(read_by__isnull=True), name="voices_note_handled_is_read"
            ),
        ]

    def __str__(self) -> str:
        return self.key
