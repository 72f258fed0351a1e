"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.drills.jobs import KEPT_MONTHS
from tryggby.drills.models import DrillRun, FollowUp

UNIT = _("De som jobber i enheten, og lederne deres.")

tell_held(
    _("Barnevernøvelser"),
    {
        DrillRun: Held(
            name=_("Øvelser i enhetene"),
            what=_("Hvem som leder øvelsen. Deltakerne lagres ikke: Når øvelsen avsluttes, er det bare antall igjen."),
            why=_("At noen har ansvar for øvelsen."),
            who=UNIT,
            kept=format_lazy(
                _("Notatene tømmes når øvelsen avsluttes. Navnet tas bort etter {years} år. Øvelsen blir stående."),
                years=KEPT_MONTHS // 12,
            ),
        ),
        FollowUp: Held(
            name=_("Tiltak etter øvelser"),
            what=_("Hvilken kollega som passer på tiltaket."),
            why=_("At tiltaket blir gjort."),
            who=UNIT,
            kept=format_lazy(
                _("Navnet tas bort {years} år etter fristen. Tiltaket blir stående."), years=KEPT_MONTHS // 12
            ),
        ),
    },
)
