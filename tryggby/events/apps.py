"""Events that people turn up to."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tryggby.events"
    verbose_name = "Arrangementer"
