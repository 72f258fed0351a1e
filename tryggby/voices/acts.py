"""What acts on children's advice are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "ask_children": _("Endret spørsmålene i en kanal"),
    "change_channel": _("Endret en kanal"),
    "close_channel": _("La ned en kanal"),
    "note_talk": _("Registrerte råd fra en samtale"),
    "open_channel": _("Åpnet en kanal"),
    "pause_channel": _("Satte en kanal på pause"),
    "publish_advice": _("Viste et råd for alle"),
    "reply_to_advice": _("Svarte på et råd"),
    "set_up_channel": _("Satte opp en kanal"),
    "withdraw_advice": _("Trakk tilbake et råd"),
    "write_advice": _("Skrev ned et råd"),
    "write_question": _("Skrev et spørsmål til barn"),
}
