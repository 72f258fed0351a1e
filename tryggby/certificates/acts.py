"""What acts on certificates are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "allow_new_certificate": _("Lot eieren lage et nytt bevis"),
    "issue_certificate": _("Laget et bevis"),
    "rotate_badge_key": _("Byttet nøkkelen som signerer bevis"),
    "withdraw_certificate": _("Trakk tilbake et bevis"),
}
