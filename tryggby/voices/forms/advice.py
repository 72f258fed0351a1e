"""Advice from a talk in a room, and the answer to advice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import today
from tryggby.voices import words
from tryggby.voices.access import units_to_ask_about
from tryggby.voices.models import AdviceReply, Channel, RoomTalk

# Pieces of advice on one form.
MOST = 3


class DayInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class TalkForm(forms.Form):
    """How the advice came about, and up to three pieces of it."""

    unit = forms.ChoiceField(label=_("Hvilken enhet gjelder det?"))
    method = forms.ChoiceField(label=_("Hvordan snakket dere?"), choices=RoomTalk.Method, widget=forms.RadioSelect)
    held_on = forms.DateField(label=_("Når?"), widget=DayInput())
    children = forms.IntegerField(label=_("Hvor mange barn var med?"), min_value=1, max_value=500)
    age_band = forms.ChoiceField(label=_("Hvor gamle?"), choices=Channel.AgeBand, widget=forms.RadioSelect)
    asked_by = forms.CharField(label=_("Hvem spurte?"), max_length=120, help_text=words.METHODS_HINT)

    def __init__(self, *args, person, **options):
        super().__init__(*args, **options)
        self.units = {unit.key: unit for unit in units_to_ask_about(person)}
        self.fields["unit"].choices = [(key, unit.name) for key, unit in self.units.items()]
        advice_hint = _("Skriv rådet, ikke historien. Ingen skal kunne kjenne igjen barnet på ordene.")
        for number in range(1, MOST + 1):
            self.fields[f"paraphrase_{number}"] = forms.CharField(
                label=_("Råd %(n)d, med dine ord") % {"n": number},
                max_length=300,
                required=number == 1,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=advice_hint if number == 1 else "",
            )
            self.fields[f"theme_{number}"] = forms.ChoiceField(
                label=_("Tema for råd %(n)d") % {"n": number}, choices=words.THEMES.items()
            )

    def clean_held_on(self):
        """Not ahead in time."""
        if self.cleaned_data["held_on"] > today():
            raise forms.ValidationError(_("Datoen kan ikke være fram i tid."))
        return self.cleaned_data["held_on"]

    @property
    def talk(self) -> dict:
        """How it came about."""
        return {name: self.cleaned_data[name] for name in ("method", "held_on", "children", "age_band", "asked_by")}

    @property
    def advice(self) -> list[dict]:
        """The pieces that were written."""
        written = self.cleaned_data
        return [
            {"paraphrase": written[f"paraphrase_{number}"], "theme": written[f"theme_{number}"]}
            for number in range(1, MOST + 1)
            if written.get(f"paraphrase_{number}")
        ]


class ReplyForm(forms.Form):
    """What we answer the children."""

    state = forms.ChoiceField(label=_("Hva svarer dere?"), choices=AdviceReply.State, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Med vanlige ord"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Barna leser dette. Kan dere ikke, så si hvorfor."),
    )
    owner = forms.CharField(label=_("Hvem passer på at det skjer?"), max_length=120, help_text=_("Skriv rollen."))
    due_on = forms.DateField(
        label=_("Ferdig innen"), widget=DayInput(), required=False, help_text=_("Må fylles ut når dere prøver noe.")
    )

    def clean(self):
        """Trying has a date, and it is ahead."""
        cleaned = super().clean() or {}
        trying = cleaned.get("state") == AdviceReply.State.TRYING
        if trying and not cleaned.get("due_on"):
            self.add_error("due_on", _("Skriv når dere skal ha prøvd det. Barna får se datoen."))
        elif trying and cleaned["due_on"] < today():
            self.add_error("due_on", _("Velg en dag som ikke er over."))
        return cleaned
