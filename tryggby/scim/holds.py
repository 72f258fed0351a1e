"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.people.door import NAME_GOES
from tryggby.scim.models import GroupMember, GroupRule, Placement, ScimAccount, ScimToken

KEEPERS = _("Koordinatorene for organisasjonen.")
ANSWER = _("At noen svarer for det.")

tell_held(
    _("Katalogen over ansatte"),
    {
        ScimAccount: Held(
            name=_("Kontoer fra katalogen"),
            what=_("Navn, e-post på jobb, ansattnummer, avdeling og leder."),
            why=_("Gi rett person tilgang til rett enhet."),
            who=KEEPERS,
            kept=_("Til katalogen sletter kontoen."),
        ),
        GroupMember: Held(
            name=_("Kontoer i grupper"),
            what=_("Hvilke grupper en konto er med i."),
            why=_("Finne ut hvor personen hører til."),
            who=KEEPERS,
            kept=_("Til katalogen tar kontoen ut av gruppa."),
        ),
        Placement: Held(
            name=_("Plasser fra katalogen"),
            what=_("Hvilken enhet, rolle og stillingsprosent noen har fått fra katalogen."),
            why=_("Avslutte det riktige når katalogen sier noe annet, og gi det tilbake når en konto åpnes igjen."),
            who=_("Ingen. Den vises ingen steder for seg."),
            kept=_("Så lenge kontoen finnes."),
        ),
        GroupRule: Held(
            name=_("Hva gruppene betyr"),
            what=_("Hvem som bestemte hvilken enhet og rolle gruppa står for."),
            why=ANSWER,
            who=KEEPERS,
            kept=_("Så lenge gruppa finnes."),
        ),
        ScimToken: Held(
            name=_("Nøkler for katalogen"),
            what=_("Hvem som laget nøkkelen, og hvem som trakk den tilbake."),
            why=ANSWER,
            who=KEEPERS,
            kept=NAME_GOES,
        ),
    },
)
