"""The form in which an editor notes a professional's control."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import today


class ExpertReviewForm(forms.Form):
    """Who checked, when, and what they said."""

    reviewer = forms.CharField(
        label=_("Hvem har kontrollert?"), max_length=200, help_text=_("Navn og rolle. Det vises under artikkelen.")
    )
    on = forms.DateField(label=_("Dato"), initial=today, widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=_("Merknad"), max_length=600, required=False, widget=forms.Textarea)

    def clean_on(self):
        """Not in the future."""
        if self.cleaned_data["on"] > today():
            raise ValidationError(_("Datoen kan ikke være fram i tid."))
        return self.cleaned_data["on"]
