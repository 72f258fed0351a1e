"""The form of what a group stands for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.organisations.door import Membership, Unit


class RuleForm(forms.Form):
    """Which unit and role a group stands for. Nothing is chosen beforehand."""

    unit = forms.ModelChoiceField(None, label=_("Enhet"), to_field_name="key", empty_label=_("Velg en enhet"))
    role = forms.ChoiceField(label=_("Rolle"), choices=Membership.Role.choices, widget=forms.RadioSelect)

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.open().filter(organisation=group.organisation_id)
