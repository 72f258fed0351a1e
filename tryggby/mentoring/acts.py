"""What acts on mandates and practices are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "answer_invitation": _("Svarte på en invitasjon til øving"),
    "appoint_mentor": _("Utnevnte en mentor"),
    "cancel_practice": _("Avlyste en øving"),
    "correct_practice_report": _("Rettet rapporten fra en øving"),
    "end_mandate": _("Satte sluttdato for en mentor"),
    "forget_participants": _("Slettet hvem som var på gamle øvinger"),
    "move_practice": _("Flyttet en øving"),
    "plan_practice": _("Planla en øving"),
    "report_practice": _("Rapporterte en øving"),
    "start_run": _("Startet en øving"),
}
