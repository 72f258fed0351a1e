"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.certificates.models import Certificate, Rereading

tell_held(
    _("Bevis"),
    {
        Certificate: Held(
            name=_("Bevis for opplæring"),
            what=_("Navn, hva som er fullført, og når. Hvem som trakk et bevis tilbake, og hvorfor."),
            why=_("Personen kan vise det til andre."),
            who=_("Personen selv. Den som får koden, ser beviset uten navn."),
            kept=_("Til to år etter at personen har sluttet. Da slettes beviset."),
        ),
        Rereading: Held(
            name=_("Gjennomgang på nytt før beviset er laget"),
            what=_("At deler av en pakke er gått gjennom på nytt, og når."),
            why=_("Et bevis som lages senere, skal gjelde fra den dagen."),
            who=_("Personen selv."),
            kept=_("Til to år etter at personen har sluttet. Da slettes det."),
        ),
    },
)
