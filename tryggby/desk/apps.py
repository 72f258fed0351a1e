"""What is mine now."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tryggby.desk"
