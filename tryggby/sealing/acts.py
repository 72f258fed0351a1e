"""What acts on reading keys and envelopes are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "agree_holder": _("Bekreftet en nøkkelholder"),
    "agree_recovery": _("Hjalp en kollega inn igjen som nøkkelholder"),
    "ask_recovery": _("Ba to nøkkelholdere om hjelp"),
    "cancel_recovery": _("Trakk tilbake en bønn om hjelp med nøkkelen"),
    "change_passphrase": _("Byttet lesesetning"),
    "end_holder": _("Avsluttet en nøkkelholder"),
    "finish_recovery": _("Fikk nøkkelen tilbake gjennom to nøkkelholdere"),
    "make_key": _("Laget en nøkkel"),
    "make_recovery_code": _("Laget en ny gjenopprettingskode"),
    "open_key": _("Åpnet nøkkelen sin"),
    "propose_holder": _("Foreslo en nøkkelholder"),
    "retire_key": _("La bort en nøkkel"),
    "use_recovery_code": _("Fikk nøkkelen tilbake med gjenopprettingskoden"),
}
