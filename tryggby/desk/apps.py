"""What is mine now."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tryggby.desk"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.desk.acts import ACTS
        from tryggby.desk.practice import join

        name_verbs(**ACTS)
        join()
