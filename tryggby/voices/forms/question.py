"""Which questions a channel asks, and a question of one's own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tryggby.voices import content, words
from tryggby.voices.actions.question import MOST
from tryggby.voices.models import Question
from tryggby.voices.signals import agreed_questions

LABELS = [("amount", _("Fra «nei» til «ja, veldig»")), ("quality", _("Fra «vanskelig» til «veldig fint»"))]


class QuestionsForm(forms.Form):
    """Up to six questions, in the order of the places."""

    def __init__(self, *args, channel, **options):
        super().__init__(*args, **options)
        own = Question.objects.filter(organisation=channel.organisation_id).order_by("slug", "-version")
        newest = {question.slug: question for question in reversed(list(own))}
        self.own = {f"own-{question.key}": question for question in newest.values()}
        shipped = [(f"lib-{slug}", row["words"]["nb"]) for slug, row in content.library().items()]
        choices = [("", _("Ingen")), *shipped, *((value, str(question)) for value, question in self.own.items())]
        agreed = [slug for slug in agreed_questions(channel.organisation) if slug in content.library()]
        self.agreed = [content.library()[slug]["words"]["nb"] for slug in agreed]
        values = [f"lib-{slug}" for slug in agreed]
        if channel.question_set:
            values = [_value_of(place.question) for place in channel.question_set.places.select_related("question")]
        for number in range(MOST):
            value = values[number] if number < len(values) else ""
            self.fields[f"place_{number}"] = forms.ChoiceField(
                label=_("Spørsmål %(n)d") % {"n": number + 1}, choices=choices, required=False, initial=value
            )

    def clean(self):
        """At least one, and none twice."""
        cleaned = super().clean() or {}
        chosen = [value for value in cleaned.values() if value]
        if not chosen:
            raise ValidationError(_("Velg minst ett spørsmål."))
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("Det samme spørsmålet er valgt to ganger."))
        return cleaned

    def questions(self, from_library) -> list[Question]:
        """The chosen questions; `from_library(slug)` gives the row of one of ours."""
        chosen = [self.cleaned_data[f"place_{number}"] for number in range(MOST)]
        return [
            self.own[value] if value in self.own else from_library(value.removeprefix("lib-"))
            for value in chosen
            if value
        ]


class OwnQuestionForm(forms.Form):
    """A question with faces, in bokmål and in the channel's other languages where one can; unwise words are stopped."""

    text = forms.CharField(
        label=_("Spørsmålet på bokmål"), max_length=140, help_text=_("Spør om stedet og tjenesten, ikke om barnet.")
    )
    theme = forms.ChoiceField(label=_("Tema"), choices=words.THEMES.items())
    labels = forms.ChoiceField(label=_("Svarene"), choices=LABELS, widget=forms.RadioSelect, initial="amount")

    def __init__(self, *args, channel, **options):
        super().__init__(*args, **options)
        self.others = [content.flow(code) for code in channel.languages if code != content.FIRST]
        for flow in self.others:
            self.fields[f"text_{flow.code}"] = forms.CharField(
                label=_("Spørsmålet: %(language)s") % {"language": flow.name},
                max_length=140,
                required=False,
                widget=forms.TextInput(attrs={"lang": flow.code, "dir": flow.direction}),
            )
        self.order_fields(["text", *(f"text_{flow.code}" for flow in self.others)])

    def clean(self):
        """Forced, leading and «what happened» questions are refused in every language, each with its reason."""
        cleaned = super().clean() or {}
        for name in [name for name in cleaned if name.startswith("text")]:
            cleaned[name] = cleaned[name].strip()
            for warning in words.warnings(cleaned[name], name.partition("_")[2] or content.FIRST):
                self.add_error(name, str(warning))
        return cleaned

    @property
    def question(self) -> dict:
        """What the action takes."""
        found = self.cleaned_data
        translated = {flow.code: found[f"text_{flow.code}"] for flow in self.others if found[f"text_{flow.code}"]}
        return {"text": found["text"], "translated": translated, "theme": found["theme"], "labels": found["labels"]}


def _value_of(question: Question) -> str:
    return f"own-{question.key}" if question.organisation_id else f"lib-{question.slug}"
