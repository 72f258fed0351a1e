"""What acts on articles and pages are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "approve_text": _("Leste og godkjente en tekst"),
    "confirm_expert_review": _("Registrerte faglig kontroll"),
    "delete_text": _("Slettet en tekst"),
    "publish_text": _("Publiserte en tekst"),
    "load_shipped_text": _("Hentet inn en tekst som fulgte med"),
    "take_edition": _("Hentet en ny utgave av en tekst"),
    "unpublish_text": _("Tok ned en tekst"),
}
