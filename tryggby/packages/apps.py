"""Competence packages."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    name = "tryggby.packages"
