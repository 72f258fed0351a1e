"""Who is on duty, from when to when."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.ground.door import today
from tryggby.organisations.door import Membership
from tryggby.people.door import Person
from tryggby.voices.forms.advice import DayInput
from tryggby.voices.models import Channel
from tryggby.voices.weekdays import CHOICES


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


class DutyForm(forms.Form):
    """Three people, a period, days and hours."""

    reader = forms.ChoiceField(label=gettext_lazy("Leser"))
    backup = forms.ChoiceField(
        label=gettext_lazy("Reserve"), help_text=gettext_lazy("Får beskjed når leseren ikke tar den.")
    )
    leader = forms.ChoiceField(
        label=gettext_lazy("Leder"), help_text=gettext_lazy("Får beskjed når ingen av de to tar den.")
    )
    since = forms.DateField(label=gettext_lazy("Fra og med"), widget=DayInput())
    until = forms.DateField(label=gettext_lazy("Til og med"), widget=DayInput())
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Lesedager"), choices=CHOICES, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens = forms.TimeField(label=gettext_lazy("Fra klokka"), widget=TimeInput(), initial=dt.time(8))
    closes = forms.TimeField(label=gettext_lazy("Til klokka"), widget=TimeInput(), initial=dt.time(15, 30))

    def __init__(self, *args, channel: Channel, **options):
        super().__init__(*args, **options)
        self.people = {person.key: person for person in possible_readers(channel)}
        choices = [("", _("Velg"))] + [(key, person.name) for key, person in self.people.items()]
        for name in ("reader", "backup", "leader"):
            self.fields[name].choices = choices
        self.fields["since"].initial = today()
        self.fields["until"].initial = today() + dt.timedelta(days=90)
        self.fields["days"].initial = channel.reads_on

    @property
    def chosen(self) -> dict:
        """What the form says, with people as people."""
        given = dict(self.cleaned_data)
        return given | {name: self.people[given[name]] for name in ("reader", "backup", "leader")}


def possible_readers(channel: Channel):
    """People who work in the channel's organisation today, those of its own unit first."""
    here = Membership.objects.current().filter(unit__organisation=channel.organisation_id)
    people = Person.objects.active().filter(pk__in=here.values("person"))
    own = set(here.filter(unit=channel.unit_id).values_list("person", flat=True)) if channel.unit_id else set()
    return sorted(people.order_by("given_name", "family_name", "pk"), key=lambda person: person.pk not in own)
