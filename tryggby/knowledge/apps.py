"""Sourced knowledge, news and plain pages, written by editors."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "tryggby.knowledge"
    verbose_name = "Kunnskap"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.knowledge import published  # noqa: F401
        from tryggby.knowledge.acts import ACTS

        name_verbs(**ACTS)
