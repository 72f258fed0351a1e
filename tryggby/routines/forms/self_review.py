"""Forms of a self-review."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.organisations.door import Unit, colleagues
from tryggby.packages.door import CoreElement
from tryggby.routines.forms.dates import DateInput
from tryggby.routines.models import PlanPoint

VALUES = [(str(number), str(number)) for number in range(1, 6)]


class ItemForm(forms.Form):
    """What the group agreed on; no number is a pass."""

    value = forms.ChoiceField(
        label=gettext_lazy("Hvor er dere?"), choices=VALUES, required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Hva la dere vekt på?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def facts(self) -> dict:
        """What the action asks for."""
        value = self.cleaned_data["value"]
        return {"value": int(value) if value else None, "words": self.cleaned_data["words"]}


class PointForm(forms.ModelForm):
    """One thing the unit will do."""

    class Meta:
        model = PlanPoint
        fields = ["element", "text", "owner", "due_on"]
        widgets = {"due_on": DateInput()}

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["element"] = forms.ChoiceField(label=_("Hvilket kjerneelement?"), choices=CoreElement.choices)
        self.fields["text"].help_text = _("Noe dere kan se om er gjort. Ingen barn i teksten.")
        self.fields["owner"].queryset = colleagues(unit)
        self.fields["owner"].label_from_instance = lambda person: person.name
        self.fields["owner"].required = True


class DueForm(forms.ModelForm):
    """Another date."""

    class Meta:
        model = PlanPoint
        fields = ["due_on"]
        widgets = {"due_on": DateInput()}


class HandForm(forms.Form):
    """Another owner."""

    owner = forms.ModelChoiceField(label=gettext_lazy("Hvem passer på nå?"), queryset=None)

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(unit)
        self.fields["owner"].label_from_instance = lambda person: person.name
