"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.obligations.jobs import KEPT_MONTHS
from tryggby.obligations.models import Affected, Digest, DigestOptOut, Leave, Obligation, Renewal, Requirement, Waiver
from tryggby.people.door import LEADS_TO_NOBODY, NAME_GOES

KEEPERS = _("Koordinatorene for organisasjonen.")

tell_held(
    _("Krav til opplæring"),
    {
        Obligation: Held(
            name=_("Plikter"),
            what=_("Hva noen er bedt om å lære, fristen, og om det er gjort."),
            why=_("At opplæringen når alle."),
            who=_("Personen selv og lederne for enheten. Andre ser bare antall."),
            kept=LEADS_TO_NOBODY,
        ),
        Renewal: Held(
            name=_("Oppfrisking"),
            what=_("At en del er gått gjennom på nytt, og når."),
            why=_("Følge opp det som må friskes opp."),
            who=_("Personen selv. Lederne ser bare om plikten er oppfylt."),
            kept=LEADS_TO_NOBODY,
        ),
        Leave: Held(
            name=_("Permisjoner"),
            what=_("At noen er borte, og når. Aldri hvorfor. Hvem som skrev det inn."),
            why=_("Ingen skal purres mens de er borte."),
            who=_("Personen selv og lederne for enheten. Koordinatorene laster opp lister, men kan ikke lese dem her."),
            kept=format_lazy(_("Slettes {years} år etter at permisjonen er over."), years=KEPT_MONTHS // 12),
        ),
        Waiver: Held(
            name=_("Fritak"),
            what=_("Hvem som har fritak, fra hva, hvorfor, og hvem som ga det."),
            why=_("Kunne svare for unntaket."),
            who=_("Personen selv og lederne for enheten."),
            kept=format_lazy(
                _("Slettes {years} år etter at fritaket er over. Et fritak uten sluttdato blir stående."),
                years=KEPT_MONTHS // 12,
            ),
        ),
        Requirement: Held(
            name=_("Krav"),
            what=_("Hvem som laget kravet."),
            why=_("At noen svarer for det."),
            who=KEEPERS,
            kept=NAME_GOES,
        ),
        Digest: Held(
            name=_("Ukebrev til ledere"),
            what=_("Hvilken leder som fikk brev, hvor mange ting som sto i det, eller hvorfor det ikke gikk."),
            why=_("Vise at brevet gikk, eller hvorfor ikke."),
            who=KEEPERS,
            kept=_("Slettes to år etter uka."),
        ),
        DigestOptOut: Held(
            name=_("Ledere uten ukebrev"),
            what=_("At en leder har valgt bort ukebrevet, og når."),
            why=_("Respektere valget."),
            who=_("Lederen selv. Koordinatorene ser det i oversikten over brev."),
            kept=LEADS_TO_NOBODY,
        ),
        Affected: Held(
            name=_("Venter på ny utregning"),
            what=_("Hvem som har fått endret arbeidssted eller opplæring."),
            why=_("Regne ut kravene på nytt bare for dem."),
            who=_("Ingen."),
            kept=_("Slettes når det er regnet ut, etter noen minutter."),
        ),
    },
)
