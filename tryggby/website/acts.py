"""What acts of the front hall are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "answer_message": _("Svarte på en henvendelse"),
    "close_message": _("Lukket en henvendelse"),
    "forget_messages": _("Slettet gamle henvendelser"),
    "read_message": _("Leste en henvendelse"),
    "save_project": _("Endret teksten om prosjektet"),
    "send_message": _("Sendte en henvendelse"),
}
