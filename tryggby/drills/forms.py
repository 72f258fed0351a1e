"""What people fill in: a new run, a code, local answers, the one thing to change, a rhythm."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.drills.models import FollowUp
from tryggby.ground.door import months_before, oslo, today

# Nobody plans further ahead.
MOST_MONTHS = 24


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, **options):
        super().__init__(format="%H:%M", **options)


def _near(day: dt.date) -> dt.date:
    """A day that people mean; a year with a slip of a key in it would stand as a plan for ever."""
    if day > months_before(today(), -MOST_MONTHS):
        raise forms.ValidationError(_("Velg en dag i løpet av de neste to årene."))
    return day


class RunForm(forms.Form):
    """Where and when; «nå» is the first choice."""

    unit = forms.ChoiceField(label=gettext_lazy("Hvor øver dere?"))
    session = forms.ChoiceField(label=gettext_lazy("Hvilken samling?"), required=False)
    when = forms.ChoiceField(
        label=gettext_lazy("Når?"),
        choices=[("now", gettext_lazy("Nå")), ("later", gettext_lazy("En annen dag"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    day = forms.DateField(label=gettext_lazy("Dag"), required=False, widget=DateInput())
    time = forms.TimeField(label=gettext_lazy("Klokka"), required=False, widget=TimeInput())
    place = forms.CharField(label=gettext_lazy("Sted"), required=False, max_length=120)

    def __init__(self, *args, units, drill, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {unit.key: unit for unit in units}
        self.fields["unit"].choices = [(key, unit.name) for key, unit in self.units.items()]
        if len(self.units) == 1:
            self.fields["unit"].initial = next(iter(self.units))
            self.fields["unit"].widget = forms.HiddenInput()
        sessions = [(row["id"], row["title"]) for row in drill.body["sessions"]]
        if sessions:
            self.fields["session"].choices = sessions
        else:
            del self.fields["session"]

    def clean_day(self) -> dt.date | None:
        """A day that people mean."""
        day = self.cleaned_data.get("day")
        return _near(day) if day else None

    @staticmethod
    def _has_been(day: dt.date, time: dt.time) -> bool:
        return day < today() or oslo(day, time) <= timezone.now()

    def clean(self):
        """A day to come when it is not now."""
        data = super().clean()
        if data.get("when") == "later":
            for name in ("day", "time"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Si når."))
            if data.get("day") and data.get("time") and self._has_been(data["day"], data["time"]):
                self.add_error("day", _("Tidspunktet har vært. Velg et som kommer."))
        return data

    def facts(self) -> dict:
        """What the action asks for."""
        data = self.cleaned_data
        later = data["when"] == "later"
        return {
            "unit": self.units[data["unit"]],
            "session": data.get("session", ""),
            "planned_for": oslo(data["day"], data["time"]) if later else None,
            "place": data["place"],
        }


class CodeForm(forms.Form):
    """The four digits on the big screen."""

    code = forms.RegexField(
        r"^\s*\d{4}\s*$",
        label=gettext_lazy("Koden på fire sifre"),
        error_messages={"invalid": gettext_lazy("Koden er fire sifre. Se på storskjermen, eller spør den som leder.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}),
    )

    def clean_code(self) -> str:
        """The digits alone."""
        return self.cleaned_data["code"].strip()


class LocalForm(forms.Form):
    """Local answers; those of the whole organisation can be changed by leaders and coordinators alone."""

    def __init__(self, *args, answers, keeps: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.answers = {f"{row.scope}-{row.id}": row for row in answers if row.for_unit or keeps}
        for name, row in self.answers.items():
            self.fields[name] = forms.CharField(
                label=row.question,
                help_text=row.hint,
                initial=row.text,
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self) -> list:
        """(bound field, answer) pairs in order."""
        return [(self[name], row) for name, row in self.answers.items()]

    def facts(self) -> dict[tuple[str, str], str]:
        """What the action asks for. What was not touched here is as it stands now, also when others changed it."""
        return {(row.scope, row.id): self._typed(name, row) for name, row in self.answers.items()}

    def _typed(self, name: str, row) -> str:
        typed, was = self.cleaned_data[name], self.data.get(f"was-{name}")
        return row.text if was is not None and typed.split() == was.split() else typed


class FixForm(forms.Form):
    """One thing to change, with owner and date."""

    text = forms.CharField(
        label=gettext_lazy("Hva er den ene tingen dere endrer?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv det som skal gjøres. Ikke skriv om virkelige barn eller om noen i gruppa."),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Hvem passer på at det blir gjort?"))
    due_on = forms.DateField(label=gettext_lazy("Når skal det være gjort?"), widget=DateInput())
    headcount = forms.IntegerField(
        label=gettext_lazy("Hvor mange var med?"), required=False, min_value=1, max_value=2000
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.key: person for person in people}
        self.fields["owner"].choices = [("", _("Velg"))] + [(key, p.name) for key, p in self.people.items()]
        self.fields["due_on"].initial = months_before(today(), -1)

    def clean_due_on(self) -> dt.date:
        """A day to come."""
        day = self.cleaned_data["due_on"]
        if day < today():
            raise forms.ValidationError(_("Fristen har vært. Velg en dag som kommer."))
        return _near(day)

    def facts(self) -> dict:
        """What the action asks for."""
        data = self.cleaned_data
        return {name: data[name] for name in ("text", "due_on", "headcount")} | {"owner": self.people[data["owner"]]}


class WorkedForm(forms.Form):
    """Whether the change from last time worked."""

    worked = forms.ChoiceField(label=gettext_lazy("Virket det?"), choices=FollowUp.Worked, widget=forms.RadioSelect)


class DueForm(forms.Form):
    """Another date."""

    due_on = forms.DateField(label=gettext_lazy("Ny frist"), widget=DateInput())

    def clean_due_on(self) -> dt.date:
        """A day to come."""
        day = self.cleaned_data["due_on"]
        if day < today():
            raise forms.ValidationError(_("Fristen har vært. Velg en dag som kommer."))
        return _near(day)


class RhythmForm(forms.Form):
    """How many drills a year."""

    times_a_year = forms.TypedChoiceField(
        label=gettext_lazy("Hvor ofte vil dere øve?"),
        coerce=int,
        choices=[
            (1, gettext_lazy("Én gang i året")),
            (2, gettext_lazy("To ganger i året")),
            (3, gettext_lazy("Tre ganger i året")),
            (4, gettext_lazy("Fire ganger i året")),
            (0, gettext_lazy("Vi tar en pause nå")),
        ],
    )
