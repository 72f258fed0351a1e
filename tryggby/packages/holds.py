"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.packages.imports import KEEP_INTAKES
from tryggby.packages.models import Completion, Intake, Progress, Release
from tryggby.people.door import LEADS_TO_NOBODY, NAME_GOES

tell_held(
    _("Kompetansepakker"),
    {
        Completion: Held(
            name=_("Gjennomførte deler"),
            what=_("At en del er gjennomført, og når. Svar i quiz lagres aldri."),
            why=_("Planlegge opplæring."),
            who=_(
                "Personen selv og lederen. Andre ser bare antall. Et HR-system kan hente lista hvis "
                "en koordinator har gitt det nøkkel."
            ),
            kept=LEADS_TO_NOBODY,
        ),
        Progress: Held(
            name=_("Hvor langt noen er kommet"),
            what=_("Hvilket steg i en del noen er kommet til."),
            why=_("Fortsette der man slapp."),
            who=_("Bare personen selv."),
            kept=LEADS_TO_NOBODY,
        ),
        Release: Held(
            name=_("Utgaver av pakker"),
            what=_("Hvilken redaktør som godtok utgaven."),
            why=_("Svare for det andre leser."),
            who=_("Redaktørene."),
            kept=NAME_GOES,
        ),
        Intake: Held(
            name=_("Innleverte pakker"),
            what=_("Hvem som leverte fila."),
            why=_("At den som leverte, også avgjør."),
            who=_("Bare den som leverte."),
            kept=format_lazy(_("Slettes etter {days} dager."), days=KEEP_INTAKES.days),
        ),
    },
)
