"""What acts on routines are called in the log. What a child and an adult make together is no act: nothing is kept."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "adapt_routine": _("Tilpasset en rutine"),
    "adopt_routine": _("Vedtok en rutine"),
    "begin_self_review": _("Begynte en egenvurdering"),
    "close_self_review": _("Avsluttet en egenvurdering"),
    "drop_self_review": _("Tok bort en egenvurdering som var tom"),
    "finish_plan_point": _("Fullførte et punkt i planen"),
    "forget_routine_names": _("Slettet navn fra gamle rutiner og planer"),
    "hand_plan_point": _("Ga et punkt i planen til en annen"),
    "load_routine": _("Hentet inn en rutine som fulgte med"),
    "move_plan_point": _("Ga et punkt i planen ny frist"),
    "note_routine_sources": _("Oppdaterte det som står om kildene til en rutine"),
    "plan_point": _("La til et punkt i planen"),
    "review_routine": _("Gikk gjennom en rutine"),
    "take_routine_version": _("Tok inn en ny utgave av en rutine"),
}
