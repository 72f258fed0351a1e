"""What acts in this room are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "ask_report": _("Ba om en rapport om effekt"),
    "cancel_report": _("Avbrøt en rapport om effekt"),
    "export_colleagues": _("Hentet ut en liste over egne ansatte og kravene som gjelder dem"),
    "fetch_report": _("Hentet en fil fra en rapport om effekt"),
}
