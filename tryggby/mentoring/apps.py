"""Mandates, practice and reach."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "tryggby.mentoring"
