"""What the voices room stores about an adult: when they were on duty. About children it stores nothing."""

from django.utils.translation import gettext as _

from tryggby.people.door import AFTER_LEAVING, Stored
from tryggby.ui.door import date_format
from tryggby.voices.models import DutyRoster


def stored_duties(sender, person, **kwargs) -> Stored:
    """Where a person was on duty, in which part, and when."""
    rosters = DutyRoster.objects.naming(person).select_related("channel").order_by("since", "pk")
    parts = [_("Leser"), _("Reserve"), _("Leder")]
    return Stored(
        title=_("Vakter"),
        why=_("For at noe et barn skriver, aldri skal ligge ulest. De tre på vakta og lederen ser det."),
        kept=str(AFTER_LEAVING),
        heads=[_("Sted"), _("Del"), _("Gjelder")],
        rows=[[roster.channel.name, parts[roster.people.index(person.pk)], _period(roster)] for roster in rosters],
    )


def _period(roster: DutyRoster) -> str:
    first = date_format(roster.since, "j. F Y")
    return f"{first}–{date_format(roster.until, 'j. F Y')}" if roster.until else _("Fra %(day)s") % {"day": first}
