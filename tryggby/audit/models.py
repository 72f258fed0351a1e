"""The append-only record of who did what, and the seals that show tampering."""

from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One act by one person. Never changed, never deleted (database triggers refuse it).

    Personal data: `actor` (the person's number). Purpose: accountability. Seen by the privacy officer and the person.
    Kept for good: the database refuses to delete. Never texts of children, never free text: `facts` holds keys, counts
    and dates only.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.BigIntegerField(null=True, db_index=True, help_text="Person number; empty for the system.")
    verb = models.CharField(max_length=60, help_text="The action's name, e.g. appoint_mentor.")
    kind = models.CharField(max_length=60, help_text="app_label.model of the object.")
    object_id = models.CharField(max_length=40)
    organisation = models.BigIntegerField(null=True, db_index=True, help_text="Organisation the object belongs to.")
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "object_id"], name="audit_entry_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind}:{self.object_id}"


class Seal(models.Model):
    """A hash over a run of entries and the seal before it, made by the worker every minute."""

    at = models.DateTimeField(default=timezone.now)
    entries = models.JSONField(help_text="Numbers of the sealed entries, ascending.")
    digest = models.CharField(max_length=64, unique=True)
    before = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.digest[:12]


class Sealed(models.Model):
    """Says that an entry is under a seal."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="sealed")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return str(self.pk)
