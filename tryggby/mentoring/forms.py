"""What people fill in: an appointment, a plan, a move, a cancellation, a report."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.ground.door import OSLO, oslo, today
from tryggby.mentoring.actions import Pulse


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


class AppointmentForm(forms.Form):
    """Which of the unit's own people becomes mentor, from when."""

    person = forms.ChoiceField(label=gettext_lazy("Hvem blir mentor?"))
    since = forms.DateField(label=gettext_lazy("Fra"), widget=DateInput())
    until = forms.DateField(
        label=gettext_lazy("Til og med"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("La stå tomt hvis dere ikke har avtalt en slutt."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.key: person for person in people}
        self.fields["person"].choices = [("", _("Velg"))] + [(key, p.name) for key, p in self.people.items()]
        self.fields["since"].initial = today()

    def clean(self):
        """The end is not before the start."""
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("Sluttdatoen er før startdatoen."))
        return data

    def chosen(self):
        """The person."""
        return self.people[self.cleaned_data["person"]]


class EndForm(forms.Form):
    """The last day of a mandate."""

    until = forms.DateField(label=gettext_lazy("Siste dag som mentor"), widget=DateInput())


class TimeForm(forms.Form):
    """When and where; used alone to move a practice."""

    day = forms.DateField(label=gettext_lazy("Dag"), widget=DateInput())
    time = forms.TimeField(label=gettext_lazy("Klokka"), widget=TimeInput())
    place = forms.CharField(
        label=gettext_lazy("Sted"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("For eksempel: personalrommet."),
    )

    @staticmethod
    def at(moment: dt.datetime) -> dict:
        """The fields' first values for an instant."""
        wall = moment.astimezone(OSLO)
        return {"day": wall.date(), "time": wall.time().replace(second=0, microsecond=0)}

    def clean(self):
        """A time to come."""
        data = super().clean()
        if data.get("day") and data.get("time") and oslo(data["day"], data["time"]) <= timezone.now():
            self.add_error("day", _("Tidspunktet har vært. Velg et som kommer."))
        return data

    def starts_at(self) -> dt.datetime:
        """The instant that is meant, by the clock in Oslo."""
        return oslo(self.cleaned_data["day"], self.cleaned_data["time"])


class PlanForm(TimeForm):
    """What to practise, when and where."""

    part = forms.ChoiceField(label=gettext_lazy("Hva skal dere øve på?"))
    field_order = ["part", "day", "time", "place"]

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = {part.reference: part for part in parts}
        self.fields["part"].choices = [
            (reference, _("%(title)s (%(minutes)s min)") % {"title": part.title, "minutes": part.minutes})
            for reference, part in self.parts.items()
        ]

    def chosen(self):
        """The part."""
        return self.parts[self.cleaned_data["part"]]


class CancellationForm(forms.Form):
    """Why it is cancelled, if there is something colleagues should know."""

    because = forms.CharField(
        label=gettext_lazy("Beskjed til kollegaene"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Står i e-posten. Ikke skriv om enkeltpersoner."),
    )


def count_field(label, hint=""):
    """A small number that may be left out."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=500, help_text=hint)


class ReportForm(forms.Form):
    """Who was there or how many, one thing learnt, and three faces. Nothing about how somebody did."""

    present = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem var med?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    headcount = count_field(
        gettext_lazy("Flere som var med, bare antall"),
        gettext_lazy("Vikarer, gjester eller dere som ikke krysser av navn."),
    )
    learnt = forms.CharField(
        label=gettext_lazy("Én ting dere tar med dere"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Én linje om det gruppa lærte. Ingen navn, og ikke noe om hvordan noen gjorde det."),
    )
    rounds = count_field(gettext_lazy("Hvor mange runder rakk dere?"))
    pulse_high = count_field(gettext_lazy("Godt"))
    pulse_middle = count_field(gettext_lazy("Helt greit"))
    pulse_low = count_field(gettext_lazy("Litt tungt"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.key: person for person in people}
        self.fields["present"].choices = [(key, person.name) for key, person in self.people.items()]

    def clean(self):
        """Somebody was there, and no more faces than people."""
        data = super().clean()
        named, heads = len(data.get("present") or []), data.get("headcount") or 0
        if not named and not heads and "headcount" not in self.errors:
            raise forms.ValidationError(_("Kryss av hvem som var med, eller skriv hvor mange."))
        faces = sum(data.get(name) or 0 for name in ("pulse_low", "pulse_middle", "pulse_high"))
        if faces > named + heads + 1:
            self.add_error("pulse_high", _("Det er flere ansikter enn folk. Se over tallene."))
        return data

    def facts(self) -> dict:
        """What the action asks for."""
        data = self.cleaned_data
        faces = [data.get(name) for name in ("pulse_low", "pulse_middle", "pulse_high")]
        return {
            "present": [self.people[key] for key in data["present"]],
            "headcount": data["headcount"],
            "rounds": data["rounds"],
            "learnt": data["learnt"],
            "pulse": Pulse(*[face or 0 for face in faces]) if any(face is not None for face in faces) else None,
        }
