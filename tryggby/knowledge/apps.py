"""Sourced knowledge, news and plain pages, written by editors."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "tryggby.knowledge"
    verbose_name = "Kunnskap"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.ground.door import demo_stands
        from tryggby.knowledge import published  # noqa: F401
        from tryggby.knowledge.acts import ACTS
        from tryggby.knowledge.demo import build_demo

        name_verbs(**ACTS)
        demo_stands.connect(build_demo, dispatch_uid="knowledge.demo")
