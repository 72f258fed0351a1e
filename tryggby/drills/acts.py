"""What acts on drills are called in the log. What participants do is never logged."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "begin_practice": _("Øvde med vakta i en øvelse"),
    "break_off_runs": _("Avsluttet øvelser som sto åpne"),
    "call_off_forgotten": _("Avlyste øvelser som ikke ble holdt"),
    "cancel_run": _("Avlyste en øvelse"),
    "close_run": _("Avsluttet en øvelse"),
    "forget_drill_names": _("Slettet navn fra gamle øvelser"),
    "finish_follow_up": _("Fullførte et tiltak etter en øvelse"),
    "move_follow_up": _("Ga et tiltak etter en øvelse ny frist"),
    "open_run": _("Åpnet en øvelse"),
    "plan_run": _("Planla en øvelse"),
    "save_local_answers": _("Fylte inn lokale svar"),
    "set_rhythm": _("Valgte hvor ofte enheten øver"),
    "start_play": _("Startet spillet i en øvelse"),
}
