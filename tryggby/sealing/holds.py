"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.people.door import LEADS_TO_NOBODY
from tryggby.sealing.models import Holder, ReadingKey, Recovery, RecoveryShare, Wrap

tell_held(
    _("Nøkler til forseglet tekst"),
    {
        ReadingKey: Held(
            name=_("Nøkler"),
            what=_("At noen har en nøkkel, siden når, og feil forsøk på å åpne den."),
            why=_("Bare navngitte lesere skal kunne åpne tekstene."),
            who=_("Personen selv og lederne for stedene de leser for."),
            kept=_(
                "Når nøkkelen legges bort, slettes alt som kan åpne den. At den har vært der, står "
                "til to år etter at personen har sluttet."
            ),
        ),
        Holder: Held(
            name=_("Nøkkelholdere"),
            what=_("Hvem som har rollen, hvem som foreslo dem, og hvem som sa ja."),
            why=_("To sammen skal kunne hjelpe en kollega inn igjen."),
            who=_("De som hører til organisasjonen."),
            kept=LEADS_TO_NOBODY,
        ),
        Recovery: Held(
            name=_("Hjelp til å komme inn igjen"),
            what=_("Hvem som ba om hjelp, hvem som hjalp, og når."),
            why=_("Ingen nøkkel skal åpnes på nytt uten at to ser det."),
            who=_("Personen, nøkkelholderne, lederne for det personen leser, og personvernansvarlig."),
            kept=LEADS_TO_NOBODY,
        ),
        RecoveryShare: Held(
            name=_("Hver nøkkelholders hjelp"),
            what=_("Hvilken nøkkelholder som hjalp, og når."),
            why=_("Ingen nøkkel skal åpnes på nytt uten at to ser det."),
            who=_("Personen, nøkkelholderne, lederne for det personen leser, og personvernansvarlig."),
            kept=_("Slettes når hjelpen er ferdig eller stoppet."),
        ),
        Wrap: Held(
            name=_("Hvem som kan åpne hva"),
            what=_("Hvilken nøkkel som åpner hvilken tekst."),
            why=_("Bare leserne skal kunne åpne teksten."),
            who=_("Ingen."),
            kept=_("Så lenge teksten finnes, eller til tilgangen tas bort."),
        ),
    },
)
