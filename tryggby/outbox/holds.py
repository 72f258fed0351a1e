"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.outbox.jobs import TEXT_KEPT
from tryggby.outbox.models import Message

tell_held(
    _("E-post"),
    {
        Message: Held(
            name=_("E-poster vi sender"),
            what=_("Mottakerens adresse, emne og tekst."),
            why=_("Sende hver e-post én gang, og vite om den kom fram."),
            who=_("Mottakeren. Koordinatorene ser adresse og emne når en e-post ikke kom fram."),
            kept=format_lazy(
                _(
                    "Teksten tømmes {days} dager etter sending. Adresse og emne tømmes etter ett år, og alt i en "
                    "e-post som ikke kom fram. For påmeldinger, henvendelser og oppvekstdager "
                    "tømmes adresse og tekst sammen med dem."
                ),
                days=TEXT_KEPT.days,
            ),
        ),
    },
)
