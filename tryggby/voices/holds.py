"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.people.door import NAME_GOES
from tryggby.voices.actions import note, thread
from tryggby.voices.models import (
    Advice,
    AdviceReply,
    Channel,
    DutyRoster,
    Escalation,
    HelpMessage,
    HelpThread,
    Note,
    Promise,
    Question,
    QuestionSet,
    RoomTalk,
)

DUTY = _("Den som leser på vakt. Reserve og leder når varselet har nådd dem.")
ANSWER = _("At noen svarer for det.")
ASK = _("Vite hvem man kan spørre.")
LEADERS = _("Ledere og koordinatorer.")

tell_held(
    _("Barnas råd"),
    {
        Note: Held(
            name=_("Det barn skriver og tegner"),
            what=_("Hvem barnet er, vet vi ikke. Ordene er forseglet. Hvilken voksen som leste dem."),
            why=_("Lære av det, og se om noen er i fare."),
            who=DUTY,
            kept=format_lazy(
                _(
                    "Slettes {days} dager etter mandagen i uka det kom. Det blir liggende så lenge et "
                    "varsel om det står åpent. Har ingen lest det, slettes det når personvernansvarlig "
                    "har sett det."
                ),
                days=note.KEPT.days,
            ),
        ),
        HelpThread: Held(
            name=_("Samtaler med barn"),
            what=_("Hvem barnet er, vet vi ikke, og koden lagres ingen steder. Hvilken voksen som lukket samtalen."),
            why=_("Svare et barn som ber om hjelp."),
            who=DUTY,
            kept=format_lazy(
                _(
                    "Slettes {days} dager etter siste melding, eller når barnet sier det. Den blir "
                    "liggende så lenge et varsel om den står åpent."
                ),
                days=thread.KEPT.days,
            ),
        ),
        HelpMessage: Held(
            name=_("Meldinger i samtalene"),
            what=_("Hvilken voksen som svarte. Ordene er forseglet."),
            why=ANSWER,
            who=DUTY,
            kept=_("Slettes med samtalen, eller når saken er gitt videre."),
        ),
        Escalation: Held(
            name=_("Varsler"),
            what=_("Hvilke voksne som tok varselet, lukket det, og så at ingen hadde tatt det."),
            why=_("Ingen rop om hjelp skal ligge uleste."),
            who=_("De på vakta, lederne og koordinatorene. Personvernansvarlig når ingen har tatt det."),
            kept=_("Blir stående med datoer og uten tekst. Navnene slettes to år etter at personene har sluttet."),
        ),
        DutyRoster: Held(
            name=_("Vakter"),
            what=_("Hvem som leser, er reserve og leder, og når."),
            why=_("Ingenting et barn skriver, skal ligge ulest."),
            who=_("De tre på vakta, lederne og koordinatorene."),
            kept=NAME_GOES,
        ),
        Channel: Held(
            name=_("Steder der barn kan svare"),
            what=_("Hvem som satte det opp."),
            why=ASK,
            who=LEADERS,
            kept=NAME_GOES,
        ),
        Promise: Held(
            name=_("Løfter til barn"),
            what=_("Rollen til den som leser, eller navnet barna kjenner."),
            why=_("Fortelle barna hvem som leser."),
            who=_("Alle."),
            kept=_("Blir stående, for det viser hva barna ble lovet."),
        ),
        QuestionSet: Held(
            name=_("Spørsmål til barn"),
            what=_("Hvem som satte dem sammen."),
            why=ASK,
            who=LEADERS,
            kept=NAME_GOES,
        ),
        Question: Held(
            name=_("Ordlyden i spørsmål til barn"),
            what=_("Hvem som skrev spørsmålet."),
            why=ASK,
            who=LEADERS,
            kept=NAME_GOES,
        ),
        RoomTalk: Held(
            name=_("Råd fra samtaler"),
            what=_("Rollen til den voksne som spurte, og hvem som skrev det inn. Ingen barn har navn her."),
            why=_("Vite hvordan rådet kom til."),
            who=LEADERS,
            kept=NAME_GOES,
        ),
        Advice: Held(
            name=_("Råd fra barn"),
            what=_("Hvilke voksne som skrev og publiserte rådet. Ingenting om barna."),
            why=_("Svare for ordene."),
            who=_("Ledere og koordinatorer. Er rådet publisert, ser alle det, men ikke hvem som skrev."),
            kept=NAME_GOES,
        ),
        AdviceReply: Held(
            name=_("Svar på råd"),
            what=_("Hvem som skrev svaret, og rollen som eier løftet."),
            why=ANSWER,
            who=_("Ledere og koordinatorer. Alle ser rollen."),
            kept=NAME_GOES,
        ),
    },
)
