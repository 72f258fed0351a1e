"""What this room stores about a person, told when the person asks."""

from django.utils.translation import gettext as _

from tryggby.network.models import CityKey, CityRelease, Finding, FocusState
from tryggby.people.door import Stored, tell_what_is_stored
from tryggby.ui.door import date_format


def stored_network(*, person, **_named) -> Stored | None:
    """What the person wrote, signed, trusted and lifted for the city."""
    states = FocusState.objects.filter(by=person).select_related("point")
    keys = CityKey.objects.filter(by=person).select_related("city")
    releases = CityRelease.objects.filter(by=person).select_related("city")
    findings = Finding.objects.filter(by=person)
    rows = [(_("Skrev hvor byen står"), str(row.point), _day(row.said_on)) for row in states]
    rows += [(_("Stolte på en nøkkel"), row.city.name, _day(row.since)) for row in keys]
    rows += [(_("Slapp eller tok imot tall"), str(row), _day(row.taken_at)) for row in releases]
    rows += [(_("Satte på sakslista"), row.text, _day(row.made_at)) for row in findings]
    if not rows:
        return None
    return Stored(
        title=_("Nettverket"),
        why=_("For at noen svarer for det kommunen sier og stoler på i nettverket."),
        kept=_("Så lenge nettverket varer."),
        heads=[_("Rolle"), _("Hva"), _("Dato")],
        rows=rows,
    )


def tell() -> None:
    """Answer when a person asks."""
    tell_what_is_stored.connect(stored_network, dispatch_uid="network.stored")


def _day(day) -> str:
    return date_format(day, "j. F Y")
