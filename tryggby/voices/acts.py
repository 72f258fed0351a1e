"""What acts on children's advice are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "acknowledge_danger": _("Tok et varsel på vakta"),
    "answer_thread": _("Svarte et barn"),
    "ask_children": _("Endret spørsmålene i en kanal"),
    "change_channel": _("Endret en kanal"),
    "close_channel": _("La ned en kanal"),
    "close_danger": _("Lukket et varsel"),
    "close_thread": _("Avsluttet en samtale med et barn"),
    "end_duty": _("Avsluttet en vakt"),
    "hand_over": _("Ga et varsel videre"),
    "lay_aside_note": _("La en tekst fra et barn til side"),
    "let_reader_in": _("Ga en ny leser tilgang"),
    "merge_note": _("La en tekst til et råd"),
    "note_talk": _("Registrerte råd fra en samtale"),
    "open_channel": _("Åpnet en kanal"),
    "pause_channel": _("Satte en kanal på pause"),
    "practise_in_drill": _("Startet en øvelse for vakta"),
    "publish_advice": _("Viste et råd for alle"),
    "raise_danger": _("Meldte fra om mulig fare"),
    "read_note": _("Leste en tekst fra et barn"),
    "read_thread": _("Leste en samtale med et barn"),
    "reply_to_advice": _("Svarte på et råd"),
    "revoke_reading": _("Tok bort en lesers tilgang"),
    "see_picture": _("Så et bilde fra et barn"),
    "set_duty": _("Satte opp en vakt"),
    "set_up_channel": _("Satte opp en kanal"),
    "withdraw_advice": _("Trakk tilbake et råd"),
    "write_advice": _("Skrev ned et råd"),
    "write_question": _("Skrev et spørsmål til barn"),
}
