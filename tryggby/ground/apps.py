"""The ground every room stands on."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "tryggby.ground"
    verbose_name = "Grunn"
