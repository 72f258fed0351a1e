"""The forms of a new token and of what a group stands for."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import today
from tryggby.organisations.door import Membership, Unit, standing
from tryggby.scim.access import organisations_of

LONGEST = dt.timedelta(days=731)


def _in_a_year() -> dt.date:
    return today() + dt.timedelta(days=365)


class TokenForm(forms.Form):
    """A new token: whose directory, what it is called, how long it opens."""

    organisation = forms.ModelChoiceField(None, label=_("Organisasjon"), to_field_name="key")
    name = forms.CharField(label=_("Navn på nøkkelen"), max_length=80, help_text=_("For eksempel «Entra ID, drift»."))
    expires_on = forms.DateField(
        label=_("Gjelder til og med"),
        initial=_in_a_year,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(person)
        self.fields["organisation"].initial = (
            organisations_of(person).filter(pk__in=standing(person).coordinated).first()
        )

    def clean_expires_on(self):
        """At least today, at most two years."""
        day = self.cleaned_data["expires_on"]
        if not today() <= day <= today() + LONGEST:
            raise forms.ValidationError(_("Velg en dag fra i dag og inntil to år fram."))
        return day


class RuleForm(forms.Form):
    """Which unit and role a group stands for. Nothing is chosen beforehand."""

    unit = forms.ModelChoiceField(None, label=_("Enhet"), to_field_name="key", empty_label=_("Velg en enhet"))
    role = forms.ChoiceField(label=_("Rolle"), choices=Membership.Role.choices, widget=forms.RadioSelect)

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.open().filter(organisation=group.organisation_id)
