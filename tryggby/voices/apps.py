"""Children's advice."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "tryggby.voices"
    verbose_name = "Barnas råd"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.voices.acts import ACTS

        name_verbs(**ACTS)
