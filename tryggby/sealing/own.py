"""What the sealing room stores about a person."""

from django.utils.translation import gettext as _

from tryggby.people.door import AFTER_LEAVING, Stored
from tryggby.sealing.models import Holder, ReadingKey
from tryggby.ui.door import date_format


def stored_keys(sender, person, **kwargs) -> Stored:
    """Since when a person has a reading key, and whether they are or were key holder."""
    keys = ReadingKey.objects.filter(person=person)
    holdings = Holder.objects.filter(person=person).select_related("organisation")
    rows = [[_("Lesenøkkel"), "", _period(key.made_at, key.retired_at)] for key in keys]
    rows += [[_("Nøkkelholder"), str(held.organisation), _period(held.proposed_at, held.ended_at)] for held in holdings]
    return Stored(
        title=_("Nøkler"),
        why=_("For at bare de som er satt opp til å lese, kan åpne det barn skriver."),
        kept=str(AFTER_LEAVING),
        heads=[_("Hva"), _("Hvor"), _("Når")],
        rows=rows,
    )


def _period(since, until) -> str:
    first = date_format(since, "j. F Y")
    return f"{first}–{date_format(until, 'j. F Y')}" if until else _("Fra %(day)s") % {"day": first}
