"""What the people room itself stores about a person, and what its acts are called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.audit.door import Entry, name_verbs
from tryggby.people.forgetting import AFTER_LEAVING
from tryggby.people.stored import Stored, tell_what_is_stored

ACTS = {
    "add_person": gettext_lazy("La til en person"),
    "return_person": gettext_lazy("Ga en person tilgang igjen"),
    "change_details": gettext_lazy("Endret navn eller språk"),
    "forget_person": gettext_lazy("Slettet navnet på en som sluttet for to år siden"),
    "end_sessions": gettext_lazy("Logget ut overalt"),
}


def begin() -> None:
    """Called once at start-up."""
    name_verbs(**ACTS)
    tell_what_is_stored.connect(stored_person, dispatch_uid="people.stored")


def acts_of(person):
    """What the person has done here, the newest first."""
    return Entry.objects.filter(actor=person.pk).order_by("-id")


def stored_person(sender, person, **kwargs) -> Stored:
    """Name, address and language."""
    return Stored(
        title=_("Hvem du er"),
        why=_("For at du skal kunne logge inn, og for at lederen din og koordinatoren skal kunne planlegge opplæring."),
        kept=str(AFTER_LEAVING),
        heads=[_("Hva"), _("Innhold")],
        rows=[
            [_("Navn"), person.name],
            [_("E-post"), person.email],
            [_("Språk"), person.get_language_display()],
            [_("Lagt inn"), f"{person.joined_at:%d.%m.%Y}"],
        ],
    )
