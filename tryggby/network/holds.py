"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.network.models import CityKey, CityRelease, Finding, FocusState
from tryggby.people.door import NAME_GOES

NET = _("Koordinatorer og nettverkskoordinatorer hos dere.")
ASK = _("Vite hvem man kan spørre.")

tell_held(
    _("Storbynettverket"),
    {
        CityKey: Held(
            name=_("Nøkler til andre byer"),
            what=_("Hvem som skrev inn nøkkelen."),
            why=_("At noen svarer for tilliten."),
            who=NET,
            kept=NAME_GOES,
        ),
        CityRelease: Held(
            name=_("Tall mellom byer"),
            what=_("Hvem som laget eller tok inn tallene. I tallene er det ingen personer, og små tall er skjult."),
            why=_("At noen svarer for det."),
            who=NET,
            kept=NAME_GOES,
        ),
        Finding: Held(
            name=_("Saker fra sammenlikninger"),
            what=_("Hvem som løftet saken."),
            why=ASK,
            who=NET,
            kept=NAME_GOES,
        ),
        FocusState: Held(
            name=_("Status på fokuspunkter"),
            what=_("Hvem som skrev det. Navnet sendes aldri til andre byer."),
            why=ASK,
            who=NET,
            kept=NAME_GOES,
        ),
    },
)
