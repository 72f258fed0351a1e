"""What acts in this room are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "export_colleagues": _("Hentet ut en liste over egne ansatte og kravene som gjelder dem"),
}
