"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.mentoring.jobs import KEPT_MONTHS
from tryggby.mentoring.models import Mandate, Participation
from tryggby.people.door import LEADS_TO_NOBODY

tell_held(
    _("Mentorer og ferdighetsøving"),
    {
        Mandate: Held(
            name=_("Mentorer"),
            what=_("Hvem som er mentor for hvilken enhet, når, og hvem som utnevnte."),
            why=_("Planlegge øving."),
            who=_("De som jobber i enheten, og lederne deres. Koordinatorene ser navnet."),
            kept=LEADS_TO_NOBODY,
        ),
        Participation: Held(
            name=_("Deltakelse i øving"),
            what=_("Invitasjon, svar og om noen var der. Aldri hvordan det gikk."),
            why=_("Planlegge øving, og telle hvor mange den når."),
            who=_("Personen selv, og mentorene og lederen i enheten."),
            kept=format_lazy(_("Slettes {years} år etter øvingen. Bare antallet blir igjen."), years=KEPT_MONTHS // 12),
        ),
    },
)
