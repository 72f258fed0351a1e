"""What this room stores about a person, told when the person asks: runs one leads, and changes one has promised."""

from django.utils.translation import gettext as _

from tryggby.drills.models import DrillRun, FollowUp
from tryggby.people.door import Stored, tell_what_is_stored
from tryggby.ui.door import date_format


def stored_drills(*, person, **_named) -> Stored | None:
    """Runs and follow-ups with the person's name on them; taking part leaves nothing to tell."""
    runs = DrillRun.objects.filter(facilitator=person).select_related("drill", "unit").defer("drill__body")
    fixes = FollowUp.objects.filter(owner=person).select_related("unit")
    rows = [(_("Leder øvelsen"), run.drill.title, run.unit.name, _day(run.planned_at)) for run in runs]
    rows += [(_("Passer på tiltaket"), fix.text, fix.unit.name, _day(fix.due_on)) for fix in fixes]
    if not rows:
        return None
    return Stored(
        title=_("Barnevernøvelser"),
        why=_("For at noen leder øvelsen, og for at det dere blir enige om, blir gjort. Deltakere lagres ikke."),
        kept=_("Fem år."),
        heads=[_("Rolle"), _("Hva"), _("Hvor"), _("Dato")],
        rows=rows,
    )


def tell() -> None:
    """Answer when a person asks."""
    tell_what_is_stored.connect(stored_drills, dispatch_uid="drills.stored")


def _day(day) -> str:
    return date_format(day, "j. F Y")
