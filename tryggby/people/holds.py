"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.people.models import Person

tell_held(
    _("Personer"),
    {
        Person: Held(
            name=_("Personer som logger inn"),
            what=_("Navn, e-post på jobb, språk, ansattnummer, siste innlogging, og når noen kom og sluttet."),
            why=_("Gi tilgang og planlegge opplæring."),
            who=_("Personen selv, leder og mentor i enheten, og koordinatorene. Kolleger i enheten kan se navnet."),
            kept=_(
                "Til to år etter at personen har sluttet. Da slettes navn, e-post og ansattnummer, og raden leder "
                "til ingen. Den som slutter, mister tilgangen med en gang."
            ),
        ),
    },
)
