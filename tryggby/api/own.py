"""What the API room stores about a person, what its acts are called, what it hears, and its part of the demo city."""

from django.db.models import Q
from django.utils.translation import gettext as _

from tryggby.api import hearing
from tryggby.api.acts import ACTS
from tryggby.api.models import ApiToken, Webhook
from tryggby.audit.door import name_verbs
from tryggby.ground.door import demo_stands
from tryggby.people.door import Stored, tell_what_is_stored


def begin() -> None:
    """Called once at start-up."""
    name_verbs(**ACTS)
    hearing.listen()
    tell_what_is_stored.connect(stored_keys, dispatch_uid="api.stored")
    demo_stands.connect(build_demo, dispatch_uid="api.demo")


def build_demo(sender, on, organisation, people, **kwargs) -> None:
    """The demo city's tokens and webhooks."""
    from tryggby.api.demo import build

    build(on, organisation=organisation, by=people["koordinator"])


def stored_keys(sender, person, **kwargs) -> Stored | None:
    """Tokens and webhooks the person made or ended."""
    tokens = ApiToken.objects.filter(Q(made_by=person) | Q(revoked_by=person)).order_by("pk")
    webhooks = Webhook.objects.filter(Q(made_by=person) | Q(ended_by=person)).order_by("pk")
    rows = [[_("Nøkkel til API-et"), token.name, f"{token.made_at:%d.%m.%Y}"] for token in tokens]
    rows += [[_("Webhook"), webhook.name, f"{webhook.made_at:%d.%m.%Y}"] for webhook in webhooks]
    if not rows:
        return None
    return Stored(
        title=_("Nøkler og webhooker du har laget eller avsluttet"),
        why=_("For at noen svarer for hva andre systemer får lese. Koordinatoren ser det."),
        kept=_("Så lenge organisasjonen bruker løsningen."),
        heads=[_("Slag"), _("Navn"), _("Laget")],
        rows=rows,
    )
