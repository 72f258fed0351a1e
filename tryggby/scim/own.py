"""What the SCIM room stores about a person, and what its acts are called."""

from django.utils.translation import gettext as _

from tryggby.audit.door import name_verbs
from tryggby.ground.door import demo_stands
from tryggby.people.door import Stored, person_forgotten, tell_what_is_stored
from tryggby.scim.acts import ACTS
from tryggby.scim.demo import build_demo
from tryggby.scim.models import ScimAccount


def begin() -> None:
    """Called once at start-up."""
    name_verbs(**ACTS)
    demo_stands.connect(build_demo, dispatch_uid="scim.demo")
    tell_what_is_stored.connect(stored_accounts, dispatch_uid="scim.stored")
    person_forgotten.connect(let_go_of, dispatch_uid="scim.forgotten")


def stored_accounts(sender, person, **kwargs) -> Stored:
    """What employers' directories have told of a person."""
    rows = [
        [account.organisation.name, account.user_name, f"{account.changed_at:%d.%m.%Y}"]
        for account in ScimAccount.objects.filter(person=person).select_related("organisation")
    ]
    return Stored(
        title=_("Kontoen din i arbeidsgiverens katalog"),
        why=_("For å gi deg tilgang til enhetene du jobber i, og ta den bort når du slutter. Koordinatoren ser det."),
        kept=_("Til arbeidsgiveren sletter kontoen."),
        heads=[_("Organisasjon"), _("Brukernavn"), _("Sist endret")],
        rows=rows,
    )


def let_go_of(sender, person, **kwargs) -> None:
    """What the directory still says of whoever left two years ago leads to nobody here."""
    ScimAccount.objects.filter(person=person).update(person=None)
