"""What the front hall stores about a person who is signed in, and what its acts are called."""

from django.utils.translation import gettext as _

from tryggby.audit.door import name_verbs
from tryggby.ground.door import demo_stands
from tryggby.people.door import Stored, tell_what_is_stored
from tryggby.website.acts import ACTS
from tryggby.website.demo import build_demo
from tryggby.website.models import ContactAnswer


def begin() -> None:
    """Called once at start-up."""
    name_verbs(**ACTS)
    tell_what_is_stored.connect(stored_answers, dispatch_uid="website.stored")
    demo_stands.connect(build_demo, dispatch_uid="website.demo")


def stored_answers(sender, person, **kwargs) -> Stored:
    """Which messages a person has answered, and when."""
    answers = ContactAnswer.objects.filter(by=person).select_related("message").order_by("at", "id")
    return Stored(
        title=_("Henvendelser du har svart på"),
        why=_("For å vite hvem som svarte. Koordinatorene og redaktørene hos dere ser det."),
        kept=_("Teksten slettes sammen med henvendelsen."),
        heads=[_("Dag"), _("Gjaldt")],
        rows=[[f"{answer.at:%d.%m.%Y}", answer.message.get_kind_display()] for answer in answers],
    )
