"""Forms around the stream and afterwards: questions, the recording, consents, the evaluation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.events.faces import FACES, Asked
from tryggby.events.forms.fields import DayField, LineField, MailField
from tryggby.events.models import Question


class TrappedForm(forms.Form):
    """A form with a field that people do not see, and robots fill in."""

    homepage = forms.CharField(required=False)

    def clean_homepage(self):
        """Must be empty."""
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(
                _("Feltet «La dette stå tomt» må være tomt. Slett det som står der, og send på nytt.")
            )
        return ""


class QuestionForm(TrappedForm):
    """A question to the speakers; no name is asked for."""

    text = LineField(label=_("Spørsmålet ditt"), max_length=280, help_text=_("Skriv ikke navn på noen."))
    source = forms.ChoiceField(choices=Question.Source, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["text"].widget = forms.Textarea(attrs={"maxlength": 280, "rows": 2})
        self.fields["text"].error_messages["required"] = _("Skriv et spørsmål.")

    def clean_source(self):
        """From the room, unless the stream's page says otherwise."""
        return self.cleaned_data["source"] or Question.Source.ROOM


class PromiseForm(forms.Form):
    """When the recording will be there."""

    on = DayField(
        label=_("Opptaket kommer innen"),
        required=False,
        help_text=_("Vises på arrangementssida. La feltet stå tomt hvis det ikke blir opptak."),
    )


class UploadForm(forms.Form):
    """The recording as a file."""

    file = forms.FileField(
        label=_("Last opp fil"),
        help_text=_("MP4, WebM, MP3 eller M4A, opptil 2 GB."),
        error_messages={"required": _("Velg en fil."), "empty": _("Fila er tom. Velg en annen.")},
    )


class LinkForm(forms.Form):
    """The recording in the municipality's own player."""

    link = forms.URLField(
        label=_("Lenke til opptaket"),
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv hele lenka, med https:// foran."), "required": _("Skriv lenka.")},
    )

    def clean_link(self):
        """Only what a browser may open safely."""
        link = self.cleaned_data["link"]
        if not link.startswith("https://"):
            raise forms.ValidationError(_("Lenka må begynne med https://."))
        return link


class CaptionForm(forms.Form):
    """Captions as WebVTT."""

    file = forms.FileField(
        label=_("Teksting (.vtt)"),
        help_text=_("En WebVTT-fil. Vi sjekker den linje for linje."),
        error_messages={"required": _("Velg en fil."), "empty": _("Fila er tom. Velg en annen.")},
    )


class TranscriptForm(forms.Form):
    """What is said, to read."""

    text = forms.CharField(
        label=_("Tekstutgave"),
        max_length=400_000,
        widget=forms.Textarea,
        help_text=_("Skriv hvem som snakker, og ta med det som vises, hvis det betyr noe."),
        error_messages={"required": _("Skriv det som blir sagt.")},
    )


class ConsentForm(forms.Form):
    """A speaker's yes, and its date."""

    who = forms.CharField(max_length=450, widget=forms.HiddenInput)
    given_on = DayField(label=_("Sa ja den"))


class RecordingWishForm(TrappedForm):
    """An address that wants one mail."""

    email = MailField(label=_("E-post"), max_length=254)


class GoalsForm(forms.Form):
    """Learning goals, one on each line."""

    goals = forms.CharField(
        label=_("Læringsmål"),
        required=False,
        max_length=1300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ett på hver linje, høyst seks. Vi spør om dem to dager før og etterpå."),
    )

    @property
    def lines(self) -> list[str]:
        """The goals as they were written."""
        return self.cleaned_data["goals"].splitlines()


class FacesForm(forms.Form):
    """One row of faces for each question; all may be skipped, but not every one of them."""

    def __init__(self, data=None, *, questions: list[Asked], **options):
        super().__init__(data, **options)
        for question in questions:
            self.fields[question.code] = forms.TypedChoiceField(
                label=question.text,
                choices=FACES,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Velg et av ansiktene.")},
            )

    def clean(self):
        """At least one answer."""
        if not self.errors and not self.answers:
            raise forms.ValidationError(_("Velg et ansikt på minst ett av spørsmålene."))
        return super().clean()

    @property
    def answers(self) -> dict[str, int]:
        """What was chosen: code → 1 to 5."""
        return {code: value for code, value in self.cleaned_data.items() if value}
