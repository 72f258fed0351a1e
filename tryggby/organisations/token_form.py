"""Forms for those who keep an organisation: whose it is, and a new token."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import today
from tryggby.organisations.access import standing
from tryggby.organisations.forms import DayField
from tryggby.organisations.keepers import organisations_of

LONGEST = dt.timedelta(days=731)


def _in_a_year() -> dt.date:
    return today() + dt.timedelta(days=365)


class KeepersForm(forms.Form):
    """Something for one of the organisations that the person keeps; the own one is proposed."""

    organisation = forms.ModelChoiceField(None, label=_("Organisasjon"), to_field_name="key")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        mine = organisations_of(person)
        self.fields["organisation"].queryset = mine
        self.fields["organisation"].initial = mine.filter(pk__in=standing(person).coordinated).first()


class TokenForm(KeepersForm):
    """A new token: whose system, what it is called, how long it opens."""

    name = forms.CharField(label=_("Navn på nøkkelen"), max_length=80, help_text=_("For eksempel «Entra ID, drift»."))
    expires_on = DayField(label=_("Gjelder til og med"), initial=_in_a_year)

    def clean_expires_on(self):
        """At least today, at most two years."""
        day = self.cleaned_data["expires_on"]
        if not today() <= day <= today() + LONGEST:
            raise forms.ValidationError(_("Velg en dag fra i dag og inntil to år fram."))
        return day
