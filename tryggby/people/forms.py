"""The forms of a person's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.people.models import LANGUAGES


class CodeForm(forms.Form):
    """Where the code is sent; answered by allauth."""

    email = forms.EmailField(label=_("E-post"))


class DetailsForm(forms.Form):
    """Name and language."""

    given_name = forms.CharField(label=_("Fornavn"), max_length=100, strip=True)
    family_name = forms.CharField(label=_("Etternavn"), max_length=100, strip=True, required=False)
    language = forms.ChoiceField(label=_("Språk"), choices=LANGUAGES)
