"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.api.models import ApiToken, Webhook
from tryggby.audit.door import Held, tell_held
from tryggby.people.door import NAME_GOES

ANSWER = _("At noen svarer for det.")
KEEPERS = _("Koordinatorene for organisasjonen.")

tell_held(
    _("Andre systemer"),
    {
        ApiToken: Held(
            name=_("Nøkler til API-et"),
            what=_("Hvem som laget nøkkelen, og hvem som trakk den tilbake."),
            why=ANSWER,
            who=KEEPERS,
            kept=NAME_GOES,
        ),
        Webhook: Held(
            name=_("Webhooker"),
            what=_("Hvem som satte den opp, og hvem som avsluttet den."),
            why=ANSWER,
            who=KEEPERS,
            kept=NAME_GOES,
        ),
    },
)
