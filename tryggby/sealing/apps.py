"""Keys and envelopes: text that only its named readers can open."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "tryggby.sealing"
    verbose_name = "Forsegling"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.people.door import tell_what_is_stored
        from tryggby.sealing.acts import ACTS
        from tryggby.sealing.own import stored_keys

        name_verbs(**ACTS)
        tell_what_is_stored.connect(stored_keys, dispatch_uid="sealing.stored")
