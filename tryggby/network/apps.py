"""The network of cities: routines side by side, and figures that travel signed."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "tryggby.network"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.network.acts import ACTS
        from tryggby.network.hearing import listen
        from tryggby.network.own import tell

        name_verbs(**ACTS)
        tell()
        listen()
