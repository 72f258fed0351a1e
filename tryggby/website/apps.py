"""The public front hall."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "tryggby.website"
    verbose_name = "Nettsted"

    def ready(self) -> None:
        from tryggby.website.own import begin

        begin()
