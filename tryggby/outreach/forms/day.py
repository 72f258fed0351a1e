"""The open request, the plan, a reason, and the three questions afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.events.door import LineField, MailField, NameField
from tryggby.outreach.forms.clock import SpanForm
from tryggby.outreach.models import OutreachDay
from tryggby.outreach.questions import FACES, QUESTIONS
from tryggby.ui.door import TrappedForm

LONGEST = 1000
TOO_LONG = _("Skriv kortere. Det er plass til %(limit_value)d tegn, og du har brukt %(show_value)d.")


class PeopleField(forms.IntegerField):
    """How many come, or came; about."""

    default_error_messages = {
        "required": _("Skriv et tall. Det er nok med omtrent."),
        "invalid": _("Skriv et tall, for eksempel 40."),
        "min_value": _("Skriv et tall fra 1 og oppover."),
        "max_value": _("Skriv et tall opp til 5000."),
    }

    def __init__(self, **options):
        super().__init__(min_value=1, max_value=5000, **options)


class RequestForm(TrappedForm):
    """What anybody may ask for, without an account."""

    trap = "outreach"

    kind = forms.ChoiceField(
        label=_("Hva ønsker dere?"),
        choices=OutreachDay.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg det som passer best.")},
    )
    asker = forms.ChoiceField(
        label=_("Hvem er dere?"),
        choices=OutreachDay.Asker.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg det som passer best.")},
    )
    workplace = LineField(label=_("Arbeidssted eller studiested"), max_length=160, required=False)
    people = PeopleField(label=_("Omtrent hvor mange kommer?"))
    wishes = forms.CharField(
        label=_("Hva vil dere høre om, og når passer det?"),
        help_text=_("Skriv ikke om barn du kjenner, og ikke om andres helse."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        error_messages={"required": _("Skriv litt om hva dere ønsker."), "max_length": TOO_LONG},
    )
    name = NameField(label=_("Navn"), max_length=120)
    email = MailField(label=_("E-post"), max_length=254)

    def facts(self) -> dict:
        """What the action asks for."""
        names = ("kind", "asker", "workplace", "people", "wishes", "name", "email")
        return {name: self.cleaned_data[name] for name in names}


class PlanForm(SpanForm):
    """When, where and who comes from us."""

    place = LineField(label=_("Hvor?"), max_length=160)
    who = LineField(
        label=_("Hvem kommer fra oss?"),
        help_text=_("Roller er nok, for eksempel «to ansatte og to unge rådgivere»."),
        max_length=160,
        required=False,
    )

    def __init__(self, data=None, *, day: OutreachDay):
        super().__init__(data, initial={"place": day.place, "who": day.who} | self.initial_span(day))

    def facts(self) -> dict:
        """What the action asks for."""
        return self.span | {name: self.cleaned_data[name] for name in ("place", "who")}


class CameForm(forms.Form):
    """How many came."""

    people = PeopleField(label=_("Hvor mange kom?"))


class ReasonForm(forms.Form):
    """Why not. It is mailed to whoever asked, and kept nowhere else."""

    text = forms.CharField(
        label=_("Si hvorfor, med vanlige ord"),
        help_text=_("Teksten går i e-posten til den som spurte."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": _("Skriv en setning om hvorfor."), "max_length": TOO_LONG},
    )


class EvaluationForm(forms.Form):
    """Three questions, each with five answers; any of them may be skipped."""

    def __init__(self, data=None):
        super().__init__(data)
        for code, text in QUESTIONS.items():
            self.fields[code] = forms.ChoiceField(
                label=text,
                choices=[(str(value), word) for value, word in FACES],
                required=False,
                widget=forms.RadioSelect,
            )

    def facts(self) -> dict[str, int]:
        """Code → value, of what was answered."""
        return {code: int(value) for code, value in self.cleaned_data.items() if value}
