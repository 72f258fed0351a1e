"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.website.actions.forgetting import CHILD, CLOSED, LONGEST
from tryggby.website.models import ContactAnswer, ContactMessage

tell_held(
    _("Nettstedet"),
    {
        ContactMessage: Held(
            name=_("Henvendelser"),
            what=_("Navn, e-post og tekst fra voksne, og det barn skriver uten navn. Alt er kryptert."),
            why=_("Svare, og rette det som er galt."),
            who=_("Koordinatorene. Redaktørene ser bare det voksne har skrevet."),
            kept=format_lazy(
                _(
                    "Slettes {closed} dager etter at den er lukket, og senest etter {longest} dager. Det "
                    "barn skriver, slettes etter {child} dager."
                ),
                closed=CLOSED.days,
                longest=LONGEST.days,
                child=CHILD.days,
            ),
        ),
        ContactAnswer: Held(
            name=_("Svar på henvendelser"),
            what=_("Hvem som svarte, og teksten."),
            why=_("Vite hva som ble svart."),
            who=_("De som kan lese henvendelsen."),
            kept=_("Teksten slettes sammen med henvendelsen. Hvem som svarte, blir stående."),
        ),
    },
)
