"""A report on effect that somebody has asked for, and its files."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation, standing

# Files are kept so long.
KEPT = dt.timedelta(days=30)


class EffectReportQuerySet(models.QuerySet):
    """Reports, by state and by who is asking."""

    def visible_to(self, person):
        """Those of organisations one coordinates today, whoever asked."""
        return self.filter(organisation__in=standing(person).coordinated)

    def under_way(self):
        """Waiting, or being made."""
        return self.filter(finished_at__isnull=True, cancelled_at__isnull=True, failed_at__isnull=True)


class EffectReport(Keyed):
    """One report on an organisation: waiting, being made, ready, cancelled or failed. The dates tell which.

    Personal data: who asked. Purpose: tell them how far it has come. Seen by the organisation's coordinators. Kept
    with the files for thirty days.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="effect_reports")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=10)
    progress = models.JSONField(default=dict, help_text="Which file is being made, places done, places in all.")
    finished_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = EffectReportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(finished_at__isnull=True, cancelled_at__isnull=True, failed_at__isnull=True),
                name="insight_report_one_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.asked_at:%Y-%m-%d}"

    @property
    def state(self) -> str:
        """waiting, making, ready, cancelled or failed."""
        for name in ("finished", "cancelled", "failed"):
            if getattr(self, f"{name}_at"):
                return "ready" if name == "finished" else name
        return "making" if self.progress else "waiting"

    @property
    def is_under_way(self) -> bool:
        """True while there is something to wait for."""
        return self.state in ("waiting", "making")

    @property
    def kept_until(self) -> dt.datetime:
        """When the files are deleted."""
        return self.asked_at + KEPT


class ReportFile(models.Model):
    """One finished file of a report; half a file is never a row."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("Rapport (PDF)")
        XLSX = "xlsx", _("Regneark med alle steder")
        CSV = "csv", _("CSV med alle steder")
        OPEN_CSV = "apne-data.csv", _("Åpne data (CSV)")
        OPEN_JSON = "apne-data.json", _("Åpne data (JSON)")

    report = models.ForeignKey(EffectReport, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=20, choices=Kind)
    file = models.FileField(upload_to="insight/reports")
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="insight_report_file_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
