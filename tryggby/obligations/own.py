"""What this room stores about a person, told when the person asks: obligations, leaves and waivers."""

from django.utils.translation import gettext as _

from tryggby.obligations.models import Leave, Obligation, Waiver
from tryggby.people.door import Stored, tell_what_is_stored
from tryggby.ui.door import date_format


def stored_obligations(*, person, **_named) -> Stored | None:
    """What the person is asked to learn and how it stands, days away, and what they are let off."""
    rows = [
        (_("Krav"), row.requirement.title, row.get_state_display(), _day(row.opens_on))
        for row in Obligation.objects.of(person).select_related("requirement").order_by("opens_on", "pk")
    ]
    rows += [(_("Permisjon"), "", _day(row.until), _day(row.since)) for row in Leave.objects.of(person)]
    rows += [
        (_("Fritak"), row.requirement.title, row.because, _day(row.since))
        for row in Waiver.objects.of(person).select_related("requirement")
    ]
    if not rows:
        return None
    return Stored(
        title=_("Det som gjelder deg av opplæring"),
        why=_("For at opplæringen skal nå alle, og for at ingen skal bli mast på mens de er borte."),
        kept=_("Til to år etter at du har sluttet. Permisjoner og fritak slettes to år etter at de er over."),
        heads=[_("Hva"), _("Krav"), _("Status"), _("Fra")],
        rows=rows,
    )


def tell() -> None:
    """Answer when a person asks."""
    tell_what_is_stored.connect(stored_obligations, dispatch_uid="obligations.stored")


def _day(day) -> str:
    return date_format(day, "j. F Y") if day else ""
