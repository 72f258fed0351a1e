"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.events.actions.purge import KEPT
from tryggby.events.actions.recording import WISH_KEPT
from tryggby.events.models import (
    CheckIn,
    Doorkeeper,
    EventChange,
    RecordingWish,
    SealedNeeds,
    Signup,
    Slot,
    SpeakerConsent,
)
from tryggby.people.door import LEADS_TO_NOBODY, NAME_GOES

EVENT = _("Koordinatorene for arrangementet.")

tell_held(
    _("Arrangementer"),
    {
        Signup: Held(
            name=_("Påmeldinger"),
            what=_("Navn, e-post, arbeidssted og språk, og hvem som meldte på en kollega."),
            why=_("Holde av plass og sende det som hører til."),
            who=_("Koordinatorene for arrangementet. Dørvakter ser bare navn og arbeidssted."),
            kept=format_lazy(
                _("Navn, e-post og arbeidssted slettes {days} dager etter arrangementet. Bare antallet blir igjen."),
                days=KEPT.days,
            ),
        ),
        SealedNeeds: Held(
            name=_("Behov"),
            what=_("Allergi, mat og tilrettelegging. Dette kan være helseopplysninger, og det er kryptert."),
            why=_("Gi rett mat og tilgang den dagen."),
            who=EVENT,
            kept=format_lazy(_("Slettes {days} dager etter arrangementet."), days=KEPT.days),
        ),
        CheckIn: Held(
            name=_("Innsjekkinger"),
            what=_("At den som er påmeldt, kom, og hvem som tok imot i døra."),
            why=_("Telle hvor mange som kom."),
            who=_("Koordinatorene for arrangementet og dørvaktene."),
            kept=format_lazy(
                _("Etter {days} dager er navnet på den som kom, borte. Hvem som tok imot, blir stående."),
                days=KEPT.days,
            ),
        ),
        Doorkeeper: Held(
            name=_("Dørvakter"),
            what=_("Hvem som hjelper i døra, og når."),
            why=_("Gi tilgang til navnene i døra."),
            who=EVENT,
            kept=LEADS_TO_NOBODY,
        ),
        EventChange: Held(
            name=_("Flyttede arrangementer"),
            what=_("Hvem som flyttet arrangementet."),
            why=_("Vite hvem man kan spørre."),
            who=EVENT,
            kept=NAME_GOES,
        ),
        Slot: Held(
            name=_("Innlegg i programmet"),
            what=_("Navnet på den som holder innlegget, etter avtale, eller bare rollen."),
            why=_("Fortelle hvem som kommer."),
            who=_("Alle."),
            kept=_("Blir stående sammen med arrangementet."),
        ),
        SpeakerConsent: Held(
            name=_("Samtykker til opptak"),
            what=_("Navnet på den som holdt innlegget, datoen for ja, og hvem som skrev det ned."),
            why=_("Publisere opptaket lovlig."),
            who=EVENT,
            kept=_("Slettes når samtykket trekkes. Ellers blir det stående sammen med arrangementet."),
        ),
        RecordingWish: Held(
            name=_("Beskjed om opptak"),
            what=_("En e-postadresse og et språk."),
            why=_("Sende én e-post når opptaket er klart."),
            who=_("Ingen."),
            kept=format_lazy(
                _("Slettes når e-posten er skrevet, og senest {days} dager etter arrangementet."), days=WISH_KEPT.days
            ),
        ),
    },
)
