"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.outreach.jobs import KEPT_MONTHS
from tryggby.outreach.models import DialogueMeeting, MeetingLeader, MeetingPromise, OutreachDay, SafetyCheck
from tryggby.outreach.models.day import KEPT, UNANSWERED
from tryggby.people.door import LEADS_TO_NOBODY, NAME_GOES

MEETING = _("De som ser møtet.")

tell_held(
    _("Dialogmøter og oppvekstdager"),
    {
        DialogueMeeting: Held(
            name=_("Dialogmøter"),
            what=_("Hvem som satte opp møtet. Av de unge rådgiverne lagres bare antallet."),
            why=_("At møtet er trygt, og at noen svarer for det."),
            who=_(
                "Koordinatorer, nettverkskoordinatorer og inviterte ledere. Er møtet vist fram, ser "
                "alle tittel, dag og løfter."
            ),
            kept=NAME_GOES,
        ),
        MeetingLeader: Held(
            name=_("Inviterte ledere"),
            what=_("Hvem som er invitert."),
            why=_("Invitere, og vite hvem som lover noe."),
            who=MEETING,
            kept=LEADS_TO_NOBODY,
        ),
        MeetingPromise: Held(
            name=_("Løfter fra ledere"),
            what=_("Hvilken leder som lovet det, og rollen."),
            why=_("At løftet blir holdt."),
            who=_("De som ser møtet. Andre ser bare rollen."),
            kept=format_lazy(
                _("Navnet tas bort {years} år etter fristen. Løftet og rollen blir stående."), years=KEPT_MONTHS // 12
            ),
        ),
        SafetyCheck: Held(
            name=_("Sjekkliste før dialogmøter"),
            what=_("Hvem som svarte for punktet."),
            why=_("At noen har passet på."),
            who=MEETING,
            kept=NAME_GOES,
        ),
        OutreachDay: Held(
            name=_("Oppvekstdager"),
            what=_("Navn, e-post og arbeidssted til den voksne som spurte, og ønskene."),
            why=_("Avtale dagen."),
            who=_("Koordinatorer og nettverkskoordinatorer."),
            kept=format_lazy(
                _(
                    "Kontakt og ønsker slettes {days} dager etter dagen eller et nei, og etter {silent} "
                    "dager uten svar. Hva slags dag det var, og hvor mange som kom, blir stående."
                ),
                days=KEPT.days,
                silent=UNANSWERED.days,
            ),
        ),
    },
)
