"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.audit.held import Held, tell_held
from tryggby.audit.models import Entry

tell_held(
    _("Loggen"),
    {
        Entry: Held(
            name=_("Det som er gjort"),
            what=_("Hvem som gjorde hva, og når. Aldri fritekst, og aldri noe barn har skrevet."),
            why=_("Kunne svare for det som er gjort, og se om noen har gått for langt."),
            who=_("Personvernansvarlig, og personen selv."),
            kept=_("Blir stående. Databasen nekter å endre eller slette i loggen."),
        ),
    },
)
