"""What this room stores about a person, told when the person asks; and the points a person has promised."""

from django.utils.translation import gettext as _

from tryggby.people.door import Stored, tell_what_is_stored
from tryggby.routines.models import Adoption, PlanPoint, RoutineReview, SelfReview
from tryggby.ui.door import date_format


def points_of(person):
    """Points of a plan that the person has promised where they work, and not done; the nearest first."""
    return PlanPoint.objects.waiting().owned_by(person)


def stored_routines(*, person, **_named) -> Stored | None:
    """Adoptions, looks, meetings and points with the person's name on them."""
    adopted = Adoption.objects.filter(by=person).select_related("unit")
    looked = RoutineReview.objects.filter(by=person).select_related("adoption__unit")
    begun = SelfReview.objects.filter(started_by=person).select_related("unit")
    points = PlanPoint.objects.filter(owner=person).select_related("review__unit")
    rows = [(_("Vedtok"), str(row), row.unit.name, _day(row.decided_on)) for row in adopted]
    rows += [(_("Gikk gjennom"), str(row.adoption), row.adoption.unit.name, _day(row.held_on)) for row in looked]
    rows += [(_("Ledet egenvurdering"), row.get_kind_display(), row.unit.name, _day(row.started_at)) for row in begun]
    rows += [(_("Passer på"), row.text, row.review.unit.name, _day(row.due_on)) for row in points]
    if not rows:
        return None
    return Stored(
        title=_("Rutiner og egenvurdering"),
        why=_("For at noen svarer for rutinen, og for at det dere blir enige om, blir gjort."),
        kept=_("Fem år."),
        heads=[_("Rolle"), _("Hva"), _("Hvor"), _("Dato")],
        rows=rows,
    )


def tell() -> None:
    """Answer when a person asks."""
    tell_what_is_stored.connect(stored_routines, dispatch_uid="routines.stored")


def _day(day) -> str:
    return date_format(day, "j. F Y")
