"""Forms of the network's pages."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tryggby.events.door import DayField
from tryggby.ground.door import today
from tryggby.network.models import FocusState, NetworkMembership


class CodeField(forms.CharField):
    """What a network is called between installations."""

    default_validators = [RegexValidator(r"^[a-z0-9-]{1,40}$", _("En kode har bare a–z, 0–9 og bindestrek."))]

    def to_python(self, value):
        """As it is written: small letters, no spaces around."""
        return (super().to_python(value) or "").strip().lower()


class NetworkForm(forms.Form):
    """A new network, or one that other cities have begun."""

    name = forms.CharField(label=_("Hva heter nettverket?"), max_length=100)
    code = CodeField(
        label=_("Nettverkets kode"),
        required=False,
        max_length=40,
        help_text=_(
            "Har en annen by begynt nettverket? Skriv koden som står på deres side. Ellers lar du feltet stå tomt."
        ),
    )
    purpose = forms.CharField(
        label=_("Hva vil dere sammen?"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )


class NameForm(forms.Form):
    """What the network is called here, and between the cities."""

    name = forms.CharField(label=_("Hva heter nettverket?"), max_length=100)
    code = CodeField(
        label=_("Nettverkets kode"),
        max_length=40,
        help_text=_("Byene finner hverandres fokuspunkter ved koden. Den må være den samme hos alle."),
    )


class CityNameForm(forms.Form):
    """What a city is called."""

    name = forms.CharField(label=_("Navnet på byen"), max_length=80)


class JoinForm(forms.Form):
    """A city comes into the network."""

    number = forms.CharField(
        label=_("Kommunenummer"), validators=[RegexValidator(r"^[0-9]{4}$", _("Kommunenummeret har fire siffer."))]
    )
    name = forms.CharField(label=_("Navnet på byen"), max_length=80)
    kind = forms.ChoiceField(label=_("Plass"), choices=NetworkMembership.Kind.choices, initial="member")
    since = DayField(label=_("Fra og med"), initial=today)


class EndForm(forms.Form):
    """A city's last day."""

    until = DayField(label=_("Siste dag"), initial=today)


class PlaceForm(forms.Form):
    """A city's first and last day."""

    since = DayField(label=_("Fra og med"))
    until = DayField(label=_("Siste dag"), required=False, help_text=_("La feltet stå tomt hvis byen blir med videre."))


class FocusForm(forms.ModelForm):
    """Where the own city stands."""

    class Meta:
        model = FocusState
        fields = ["state", "routine", "evidence", "next_step"]
        labels = {
            "state": _("Hvor står dere?"),
            "routine": _("Hvilken rutine?"),
            "evidence": _("Hvordan ser dere at den virker?"),
            "next_step": _("Hva gjør dere nå?"),
        }
        help_texts = {
            "routine": _("Navn, utgave og dato."),
            "evidence": _("For eksempel hva barn svarer, eller hva dere har øvd på. Ingen navn på barn eller ansatte."),
        }
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3})}


class FindingForm(forms.Form):
    """What one noticed, and the meeting."""

    text = forms.CharField(label=_("Hva la dere merke til?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    meets_on = DayField(label=_("Hvilket møte?"))


class DecidedForm(forms.Form):
    """What came of it."""

    decided = forms.CharField(
        label=_("Hva ble dere enige om?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class MoveForm(forms.Form):
    """Another meeting."""

    meets_on = DayField(label=_("Hvilket møte?"))


class IntakeForm(forms.Form):
    """A release as a file."""

    file = forms.FileField(label=_("Fil fra en annen by"), help_text=_("Fila ender på .json og er under 1 MB."))


class KeyForm(forms.Form):
    """A city's key."""

    public = forms.CharField(label=_("Nøkkelen til byen"), max_length=200, help_text=_("64 tegn, 0–9 og a–f."))
    checked = forms.CharField(
        label=_("Hvordan kontrollerte dere den?"),
        max_length=200,
        help_text=_("Les den opp for hverandre på telefon eller i et møte, ikke bare i en e-post."),
    )


class SourceForm(forms.Form):
    """Where a city's release lies."""

    address = forms.CharField(
        label=_("Adressen til byens slipp"), required=False, max_length=300, help_text=_("Begynner med https://.")
    )
