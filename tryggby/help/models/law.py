"""A law snippet: what a section says, for which services, and when somebody last read the law itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tryggby.help.models.verified import Verified, VerifiedQuerySet
from tryggby.organisations.door import Role, is_appointed

# In the list of services: holds for all of them.
EVERY_SERVICE = "alle"


class LawSnippetQuerySet(VerifiedQuerySet):
    """Law snippets, by who is asking."""

    def visible_to(self, person):
        """All of them for editors, none for others; what is shown in public stands on the pages."""
        return self if is_appointed(person, Role.EDITOR) else self.none()


class LawSnippet(Verified):
    """A section of a law in plain words; the number and the text are data, never code.

    Personal data: which editor last checked it. Purpose: somebody answers for the text. Seen by editors. Kept with the
    snippet, also when it is withdrawn; the name goes with the person.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("Meldeplikt")
        AVERT = "avert", _("Avvergingsplikt")
        CONFIDENTIALITY = "confidentiality", _("Taushetsplikt")
        INFORM = "inform", _("Opplysningsplikt")
        TAKE_PART = "take_part", _("Medvirkning")
        RIGHTS = "rights", _("Barns rettigheter")
        DUTY = "duty", _("Annen plikt")
        OTHER = "other", _("Annet")

    kind = models.CharField(_("Slag"), max_length=20, choices=Kind)
    services = models.JSONField(_("Hvem gjelder den for?"), default=list)
    section = models.CharField(_("Paragraf"), max_length=120)
    gist = models.TextField(_("Hva den sier, med enkle ord"), max_length=600)

    objects = LawSnippetQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "section", "id"]

    def __str__(self) -> str:
        return self.section

    def concerns(self, service: str) -> bool:
        """True when the section holds for a service (by its code)."""
        return EVERY_SERVICE in self.services or service in self.services
