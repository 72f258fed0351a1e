"""What acts on dialogue meetings and oppvekst days are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "add_agenda_point": _("La en sak til et dialogmøte"),
    "ask_outreach_day": _("Tok imot en forespørsel om oppvekstdag"),
    "cancel_meeting": _("Avlyste et dialogmøte"),
    "cancel_outreach_day": _("Avlyste en oppvekstdag"),
    "change_meeting": _("Endret et dialogmøte"),
    "check_safety": _("Svarte på et punkt i sjekklista for et dialogmøte"),
    "count_outreach_people": _("Skrev hvor mange som kom på en oppvekstdag"),
    "decide_agenda_point": _("Skrev ned hva et dialogmøte ble enig om"),
    "decline_outreach_day": _("Svarte nei på en forespørsel om oppvekstdag"),
    "finish_promise": _("Fortalte hva som ble gjort med et løfte"),
    "forget_meeting_names": _("Slettet navn fra gamle dialogmøter"),
    "forget_outreach_contact": _("Slettet kontaktopplysninger etter en oppvekstdag"),
    "forget_promise_names": _("Slettet navn fra gamle løfter"),
    "hand_promise": _("Ga et løfte til en annen leder"),
    "hold_meeting": _("Noterte at et dialogmøte er holdt"),
    "invite_leader": _("Inviterte en leder til et dialogmøte"),
    "make_promise": _("Skrev ned et løfte til unge rådgivere"),
    "move_promise": _("Ga et løfte ny frist"),
    "note_leader": _("Skrev ned en leder som var med på et dialogmøte"),
    "plan_meeting": _("Planla et dialogmøte"),
    "plan_outreach_day": _("Planla en oppvekstdag"),
    "remove_agenda_point": _("Tok en sak av et dialogmøte"),
    "show_meeting": _("Viste løftene fra et dialogmøte for alle"),
    "uninvite_leader": _("Tok en leder av lista til et dialogmøte"),
    "withdraw_meeting": _("Tok løftene fra et dialogmøte bort fra den åpne siden"),
    "withdraw_outreach_day": _("Trakk tilbake en forespørsel om oppvekstdag"),
}
