"""What other systems read and are told: open data, and the municipality's own by token and webhook."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tryggby.api"
    verbose_name = "API"

    def ready(self) -> None:
        from tryggby.api import own

        own.begin()
