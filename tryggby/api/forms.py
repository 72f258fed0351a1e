"""The forms of a new token and a new webhook."""

import socket

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tryggby.api.models import Happening, Scope
from tryggby.ground.door import one_line
from tryggby.organisations.door import KeepersForm, TokenForm
from tryggby.outbox.door import NotAllowed, check_address, public_address

REFUSALS = {
    "private": _("Adressen peker inn i et lukket nett. Dit sender vi ingenting."),
    "unreadable": _("Adressen kan ikke leses. Den skal begynne med https://."),
}
NOT_HTTPS = _("Adressen må begynne med https:// og ikke ha noe brukernavn eller portnummer.")
NOT_FOUND = _("Vi finner ikke adressen. Kontroller at den er riktig skrevet.")


class ScopedTokenForm(TokenForm):
    """A new token, and what it may read. Nothing is chosen beforehand."""

    scopes = forms.MultipleChoiceField(
        label=_("Hva får systemet lese?"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("For eksempel «KS Kunnskap».")


class WebhookForm(KeepersForm):
    """A new webhook: whose, what it is called, where, and what it is told of."""

    name = forms.CharField(label=_("Navn på systemet"), max_length=80, help_text=_("For eksempel «KS Kunnskap»."))
    address = forms.CharField(
        label=_("Adresse"), max_length=400, help_text=_("Begynner med https://. Den må være åpen på internett.")
    )
    tells = forms.MultipleChoiceField(
        label=_("Hva skal systemet få vite?"), choices=Happening.choices, widget=forms.CheckboxSelectMultiple
    )

    def clean_address(self):
        """An address that may be spoken to today; it is checked again each time something is sent."""
        address = one_line(self.cleaned_data["address"])
        try:
            parts = check_address(address, here=settings.DEMO)
            if parts.scheme == "https":
                public_address(parts.hostname or "", 443)
        except NotAllowed as problem:
            raise forms.ValidationError(REFUSALS.get(problem.why, NOT_HTTPS)) from problem
        except (socket.gaierror, UnicodeError, OSError) as problem:
            raise forms.ValidationError(NOT_FOUND) from problem
        return address
