"""Layout, components, icons."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tryggby.ui"
