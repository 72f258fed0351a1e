"""Figures and reports."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "tryggby.insight"
