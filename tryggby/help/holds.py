"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.help.models import HelpLine, LawSnippet
from tryggby.people.door import NAME_GOES

EDITORS = _("Redaktørene.")

tell_held(
    _("Hjelp og lov"),
    {
        HelpLine: Held(
            name=_("Hjelpetilbud"),
            what=_("Hvilken redaktør som sist kontrollerte tilbudet."),
            why=_("At noen svarer for nummeret."),
            who=EDITORS,
            kept=NAME_GOES,
        ),
        LawSnippet: Held(
            name=_("Lovhjemler"),
            what=_("Hvilken redaktør som sist kontrollerte teksten."),
            why=_("At noen svarer for teksten."),
            who=EDITORS,
            kept=NAME_GOES,
        ),
    },
)
