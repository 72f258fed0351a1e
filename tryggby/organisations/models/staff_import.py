"""A file of units and staff that has been uploaded and waits to be accepted."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.organisations.models.organisation import Organisation

# An upload that nobody accepts is forgotten after this long.
WAITS = dt.timedelta(days=7)
# What was wrong in a file is kept so long after the upload.
FAULTS_KEPT = dt.timedelta(days=30)


def expiry() -> dt.datetime:
    """When an upload made now is forgotten."""
    return timezone.now() + WAITS


class StaffImportQuerySet(models.QuerySet):
    """Uploads, by state and by who is asking."""

    def visible_to(self, person):
        """Uploads of the organisations the person keeps."""
        from tryggby.organisations.access import kept

        return self.filter(organisation__in=kept(person))

    def waiting(self):
        """Uploads that are being read or can still be accepted."""
        return self.filter(accepted_at__isnull=True, dismissed_at__isnull=True, expires_at__gt=timezone.now())

    def accepted(self):
        """Uploads that were carried out, the newest first."""
        return self.filter(accepted_at__isnull=False).order_by("-accepted_at", "-id")

    def spent(self):
        """Uploads whose rows are needed no more."""
        over = Q(accepted_at__isnull=False) | Q(dismissed_at__isnull=False) | Q(expires_at__lte=timezone.now())
        return self.filter(over)


class StaffImport(Keyed):
    """An uploaded file: its rows as read, what was wrong with them, what it would do, and what became of it.

    Large files are read and carried out by the worker; `progress` tells how far it is, `trouble` why it stopped.

    Personal data: who uploaded it, and names, work addresses and workplaces in `data`, `rows`, `faults` and `preview`.
    Purpose: show the change report before anything is written. Seen by coordinators who keep the organisation. Rows and
    preview are emptied when accepted or dismissed, and after 7 days; faults 30 days after the upload. Who uploaded it
    stays.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="staff_imports")
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    data = models.BinaryField(null=True, blank=True, help_text="The file, until the worker has read it.")
    rows = models.JSONField(default=list)
    preview = models.JSONField(default=dict, help_text="What accepting would do, in words; empty when not yet known.")
    progress = models.JSONField(default=dict, help_text="What the worker does now: step, rows done, rows in all.")
    trouble = models.CharField(max_length=300, blank=True, help_text="Why reading or carrying out stopped, in words.")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="The worker was asked to carry it out.")
    faults = models.JSONField(default=list, help_text="Row number and what is wrong, in words.")
    notes = models.JSONField(default=list, help_text="What else is worth knowing about the file.")
    missing_end_on = models.DateField(
        null=True,
        blank=True,
        help_text="Who is not in the file is out from this day; empty: left alone.",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="staff_imports"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=expiry, db_index=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    counts = models.JSONField(default=dict, help_text="What the acceptance did, in numbers.")

    objects = StaffImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(dismissed_at__isnull=True),
                name="organisations_import_one_end",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def state(self) -> str:
        """`reading`, `unreadable`, `waiting`, `saving`, `accepted`, `dismissed` or `expired`."""
        if self.accepted_at:
            return "accepted"
        if self.dismissed_at:
            return "dismissed"
        if self.expires_at <= timezone.now():
            return "expired"
        if self.trouble and not self.rows and not self.preview:
            return "unreadable"
        if self.data is not None:
            return "reading"
        return "saving" if self.asked_at else "waiting"

    @property
    def is_large(self) -> bool:
        """True when the worker has read it, and is to carry it out too."""
        return bool(self.preview)
