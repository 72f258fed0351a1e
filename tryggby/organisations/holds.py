"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.organisations.models import Appointment, Membership, StaffImport
from tryggby.organisations.models.staff_import import FAULTS_KEPT, WAITS
from tryggby.people.door import LEADS_TO_NOBODY

tell_held(
    _("Arbeidssted og roller"),
    {
        Appointment: Held(
            name=_("Roller"),
            what=_("Hvem som er koordinator, redaktør, nettverkskoordinator eller personvernansvarlig, og når."),
            why=_("Gi riktig tilgang, og vite hvem som har ansvar."),
            who=_("Personen selv, koordinatorene og personvernansvarlig i organisasjonen."),
            kept=LEADS_TO_NOBODY,
        ),
        Membership: Held(
            name=_("Tilhørigheter"),
            what=_("Hvilken enhet noen jobber i, som ansatt eller leder, stillingsprosent og datoer."),
            why=_("Gi riktig tilgang og planlegge opplæring."),
            who=_("Personen selv, leder og mentor i enheten, og koordinatorene."),
            kept=LEADS_TO_NOBODY,
        ),
        StaffImport: Held(
            name=_("Opplastede ansattlister"),
            what=_("Navn, e-post på jobb og arbeidssted i fila, og hvem som lastet den opp."),
            why=_("Vise hva som blir endret, før noe lagres."),
            who=_("Koordinatorene for organisasjonen."),
            kept=format_lazy(
                _(
                    "Innholdet tømmes når lista er godkjent eller forkastet, og senest etter {days} "
                    "dager. Feilmeldingene tømmes etter {faults} dager. Hvem som lastet opp, blir "
                    "stående."
                ),
                days=WAITS.days,
                faults=FAULTS_KEPT.days,
            ),
        ),
    },
)
