"""Who did what."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "tryggby.audit"
    verbose_name = "Logg"

    def ready(self) -> None:
        autodiscover_modules("holds")
