"""Keys and envelopes: text that only its named readers can open."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "tryggby.sealing"
    verbose_name = "Forsegling"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.sealing.acts import ACTS

        name_verbs(**ACTS)
