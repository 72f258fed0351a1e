"""The public front hall."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "tryggby.website"
