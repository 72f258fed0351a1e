"""Mails that wait, jobs that are due, and the worker that does both."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "tryggby.outbox"
    verbose_name = "Utgående post"

    def ready(self) -> None:
        autodiscover_modules("jobs")
        from tryggby.audit.door import name_verbs
        from tryggby.outbox.acts import ACTS

        name_verbs(**ACTS)
