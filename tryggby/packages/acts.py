"""What acts on packages and completions are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "accept_import": _("Tok inn en pakke"),
    "hand_in_package": _("La fram en pakke til kontroll"),
    "record_completion": _("Fullførte en del"),
    "record_completions": _("Førte fullførte deler"),
    "withdraw_release": _("Trakk tilbake en utgave"),
}
