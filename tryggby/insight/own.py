"""What this room stores about a person, told when the person asks."""

from django.utils.translation import gettext as _

from tryggby.insight.models import EffectReport
from tryggby.people.door import Stored, tell_what_is_stored
from tryggby.ui.door import date_format


def stored_insight(*, person, **_named) -> Stored | None:
    """The reports the person asked for."""
    reports = EffectReport.objects.filter(asked_by=person).select_related("organisation")
    rows = [(_("Ba om en rapport"), one.organisation.name, date_format(one.asked_at, "j. F Y")) for one in reports]
    if not rows:
        return None
    return Stored(
        title=_("Rapporter om effekt"),
        why=_("For at du skal se hvor langt rapporten er kommet."),
        kept=_("Tretti dager."),
        heads=[_("Rolle"), _("Hva"), _("Dato")],
        rows=rows,
    )


def tell() -> None:
    """Answer when a person asks."""
    tell_what_is_stored.connect(stored_insight, dispatch_uid="insight.stored")
