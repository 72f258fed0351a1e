"""The panel over an article that tells the editor how it stands."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class CarePanel(Panel):
    """Readability, sources that are missing, who has read it, and whether a newer edition waits."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Slik står teksten"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "knowledge/care.html"

        def get_context_data(self, parent_context=None):
            """What the template shows."""
            from tryggby.knowledge.care import care

            context = super().get_context_data(parent_context)
            return {**context, "care": care(self.instance)}
