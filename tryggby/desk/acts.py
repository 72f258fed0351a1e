"""What acts on exports are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "export_cohort": _("Lastet ned et regneark om et kull"),
}
