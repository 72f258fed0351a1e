"""Children's advice."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "tryggby.voices"
    verbose_name = "Barnas råd"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.people.door import tell_what_is_stored
        from tryggby.voices.acts import ACTS
        from tryggby.voices.own import stored_duties

        name_verbs(**ACTS)
        tell_what_is_stored.connect(stored_duties, dispatch_uid="voices.stored")
