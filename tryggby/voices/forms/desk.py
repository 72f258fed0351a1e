"""What a reader fills in at the desk: advice of a note, an answer, how an alarm ended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import today
from tryggby.voices import words
from tryggby.voices.forms.advice import DayInput
from tryggby.voices.models import Advice, Band, Escalation

NEW = "ny"


class NoteAdviceForm(forms.Form):
    """A note becomes advice: new, in the reader's words, or one that is there already."""

    advice = forms.ChoiceField(label=_("Er det sagt før?"), widget=forms.RadioSelect, initial=NEW)
    theme = forms.ChoiceField(label=_("Tema"), choices=words.THEMES.items())
    paraphrase = forms.CharField(
        label=_("Rådet, med dine ord"),
        max_length=300,
        error_messages={"required": _("Skriv rådet med dine ord.")},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Skriv rådet, ikke historien. Ingen skal kunne kjenne igjen barnet på ordene."),
    )
    band = forms.ChoiceField(label=_("Hvor mange har sagt det?"), choices=Band, widget=forms.RadioSelect)

    def __init__(self, *args, channel, **options):
        super().__init__(*args, **options)
        there = Advice.objects.filter(channel=channel, withdrawn_at__isnull=True)[:20]
        self.there = {advice.key: advice for advice in there}
        self.fields["advice"].choices = [(NEW, _("Nei, dette er nytt"))] + [
            (key, _("Ja: %(advice)s") % {"advice": advice.paraphrase}) for key, advice in self.there.items()
        ]
        self.fields["band"].initial = Band.FEW
        if self.data.get("advice") in self.there:
            self.fields["paraphrase"].required = False

    @property
    def chosen(self) -> Advice | None:
        """The advice it counts with, or None for a new one."""
        return self.there.get(self.cleaned_data["advice"])


class AnswerForm(forms.Form):
    """An answer to a child."""

    text = forms.CharField(
        label=_("Svaret ditt"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Korte setninger og vanlige ord. Si hva du gjør nå, og når du svarer igjen."),
    )


class HandoverForm(forms.Form):
    """To whom it was handed over through the official channel, and which day."""

    to = forms.ChoiceField(label=_("Gitt videre til"), choices=Escalation.Handed)
    on = forms.DateField(label=_("Dato"), widget=DayInput())

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = today()


class ClosingForm(forms.Form):
    """Why an alarm ends without being handed over."""

    Because = Escalation.Because
    because = forms.ChoiceField(
        label=_("Hvordan endte det?"),
        widget=forms.RadioSelect,
        choices=[(reason.value, reason.label) for reason in (Because.ANSWERED, Because.NO_DANGER, Because.CANNOT_ACT)],
    )
