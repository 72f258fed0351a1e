"""The help entrance: no account, no database."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "tryggby.help"
