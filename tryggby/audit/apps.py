"""Who did what."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tryggby.audit"
    verbose_name = "Logg"
