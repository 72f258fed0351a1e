"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.people.door import LEADS_TO_NOBODY, NAME_GOES
from tryggby.programmes.models import (
    Arrival,
    Attendance,
    CohortDraft,
    CommitmentCheck,
    Enrolment,
    Headcount,
    Invitation,
    RoomCode,
)
from tryggby.programmes.models.room import NAME_DAYS

COHORT_ALL = _("Personen selv, lederen for enheten og koordinatorene for kullet.")
TRAINED = _("Vite hvem som har fått opplæring.")
ASK = _("Vite hvem man kan spørre.")
COHORT = _("Koordinatorene for kullet.")

tell_held(
    _("Kull og samlinger"),
    {
        Enrolment: Held(
            name=_("Plasser i kull"),
            what=_("At noen er med, og for hvilken enhet."),
            why=_("Planlegge og holde programmet."),
            who=COHORT_ALL,
            kept=LEADS_TO_NOBODY,
        ),
        Attendance: Held(
            name=_("Oppmøte"),
            what=_("Om noen var på samlingen. Aldri hvorfor ikke. Hvem som førte det."),
            why=TRAINED,
            who=COHORT_ALL,
            kept=LEADS_TO_NOBODY,
        ),
        Arrival: Held(
            name=_("Innsjekking med romkode"),
            what=_(
                "Fornavn, enhet og at noen var der. Hvem det er, når personen selv eller koordinatoren har sagt det."
            ),
            why=TRAINED,
            who=_("Koordinatorene for kullet, og personen selv."),
            kept=format_lazy(_("Fornavnet slettes etter {days} dager. At noen var der, blir stående."), days=NAME_DAYS),
        ),
        Headcount: Held(
            name=_("Antall oppmøtte"),
            what=_("Hvem som talte. De som møtte, har ikke navn her."),
            why=ASK,
            who=COHORT,
            kept=NAME_GOES,
        ),
        Invitation: Held(
            name=_("Invitasjoner"),
            what=_("Navn og e-post på jobb."),
            why=_("Invitere til et program."),
            who=_("Koordinatorene for kullet og lederen for enheten."),
            kept=_("Til ett år etter at den gikk ut."),
        ),
        CohortDraft: Held(
            name=_("Kladder til kull"),
            what=_("Navn og e-post på dem som skal inviteres, og hvem som laget kladden."),
            why=_("Planlegge et kull."),
            who=_("Koordinatorene for organisasjonen."),
            kept=_(
                "Innholdet slettes når kullet publiseres eller kladden kastes, og når ingen har rørt kladden på ett år."
            ),
        ),
        CommitmentCheck: Held(
            name=_("Avtale før start"),
            what=_("Hvem som krysset av."),
            why=ASK,
            who=COHORT,
            kept=NAME_GOES,
        ),
        RoomCode: Held(
            name=_("Romkoder"),
            what=_("Hvem som hengte opp koden."),
            why=ASK,
            who=COHORT,
            kept=NAME_GOES,
        ),
    },
)
