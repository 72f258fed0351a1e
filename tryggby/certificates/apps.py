"""Certificates: what somebody has finished, to show to others."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "tryggby.certificates"

    def ready(self) -> None:
        from tryggby.certificates import hearing, own

        own.begin()
        hearing.listen()
