"""The directory's way in: SCIM 2.0 from the organisation's own directory."""

from django.apps import AppConfig


class ScimConfig(AppConfig):
    name = "tryggby.scim"
    verbose_name = "Katalog"

    def ready(self) -> None:
        from tryggby.scim import own

        own.begin()
