"""What acts on tokens and webhooks are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "make_api_token": _("Laget en nøkkel til API-et"),
    "revoke_api_token": _("Trakk tilbake en nøkkel til API-et"),
    "add_webhook": _("La til en webhook"),
    "end_webhook": _("Avsluttet en webhook"),
    "deliver_again": _("Sendte en melding til et annet system på nytt"),
}
