"""Moving, cancelling, and taking attendance of a gathering."""

import datetime as dt
from typing import NamedTuple

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.ground.door import oslo, today
from tryggby.programmes.forms.wizard import DATE, TIME
from tryggby.programmes.models import Attendance, Gathering, Headcount
from tryggby.programmes.representation import units_of

State = Attendance.State


class Move(forms.Form):
    """New day, hours and place; what hangs on it follows unless told not to."""

    day = forms.DateField(label=gettext_lazy("Ny dato"), widget=DATE)
    starts = forms.TimeField(label=gettext_lazy("Fra"), widget=TIME)
    ends = forms.TimeField(label=gettext_lazy("Til"), widget=TIME)
    place = forms.CharField(label=gettext_lazy("Sted"), max_length=120, required=False)
    address = forms.CharField(label=gettext_lazy("Adresse"), max_length=200, required=False)
    together = forms.BooleanField(
        label=gettext_lazy("Flytt også det som hører til"),
        help_text=gettext_lazy("Lederveiledningen og mellomoppgavene følger dagen, like langt etter som før."),
        required=False,
        initial=True,
    )

    def __init__(self, data=None, *, gathering: Gathering) -> None:
        starts, ends = gathering.starts, gathering.ends
        initial = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        super().__init__(data, initial=initial | {"place": gathering.place, "address": gathering.address})
        self.gathering = gathering
        if not Gathering.objects.filter(paired_with=gathering).exists() and not gathering.tasks.exists():
            del self.fields["together"]

    def clean_day(self) -> dt.date:
        """Not in the past."""
        if self.cleaned_data["day"] < today():
            raise forms.ValidationError(_("Velg en dag som ikke er passert."))
        return self.cleaned_data["day"]

    def clean(self) -> dict:
        """The end is after the start."""
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", _("Slutten må være etter starten."))
        return data

    def wanted(self) -> dict:
        """The arguments of `plan_move` and `move_gathering`."""
        data = self.cleaned_data
        return {
            "starts_at": oslo(data["day"], data["starts"]),
            "ends_at": oslo(data["day"], data["ends"]),
            "place": data["place"],
            "address": data["address"],
            "together": data.get("together", False),
        }


class UnitOfRoll(NamedTuple):
    """What the roll says of a unit."""

    key: str
    name: str


class Expected(NamedTuple):
    """One line of the roll: number and key of the enrolment, whose it is, from which unit."""

    pk: int
    key: str
    name: str
    unit: UnitOfRoll


class Roll(forms.Form):
    """Who was there, by unit: a tick per person, and who came for a part."""

    def __init__(self, data=None, *, gathering: Gathering, enrolments: list[Expected]) -> None:
        super().__init__(data)
        self.marked = Attendance.objects.filter(gathering=gathering).order_by()
        # What was ticked already matters to the page alone, not to what is sent in.
        known = {} if self.is_bound else dict(self.marked.values_list("enrolment_id", "state"))
        self.enrolments = {e.key: e for e in enrolments}
        self.units: dict = {}
        for enrolment in enrolments:
            self.units.setdefault(enrolment.unit, []).append(enrolment)
        for unit, rows in self.units.items():
            choices = [(e.key, e.name) for e in rows]
            for name, label, state in (
                ("her", unit.name, State.PRESENT),
                ("delvis", _("En del av tiden"), State.PARTLY),
            ):
                self.fields[f"{name}-{unit.key}"] = forms.MultipleChoiceField(
                    label=label,
                    choices=choices,
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                    initial=[e.key for e in rows if known.get(e.pk) == state],
                )

    @cached_property
    def taken(self) -> bool:
        """True when the roll has been saved before."""
        return self.marked.exists()

    def rows(self) -> list[dict]:
        """Units for the page."""
        return [
            {"unit": unit, "present": self[f"her-{unit.key}"], "partly": self[f"delvis-{unit.key}"]}
            for unit in self.units
        ]

    def marks(self) -> dict[str, list[Expected]]:
        """The arguments of `record_attendance`."""
        here, partly = set(), set()
        for unit in self.units:
            here |= set(self.cleaned_data[f"her-{unit.key}"])
            partly |= set(self.cleaned_data[f"delvis-{unit.key}"])
        return {
            "present": [e for key, e in self.enrolments.items() if key in here - partly],
            "partly": [e for key, e in self.enrolments.items() if key in partly],
            "absent": [e for key, e in self.enrolments.items() if key not in here | partly],
        }


class Heads(forms.Form):
    """How many came, by unit, without names."""

    def __init__(self, data=None, *, gathering: Gathering) -> None:
        known = dict(Headcount.objects.filter(gathering=gathering).values_list("unit_id", "count"))
        super().__init__(data)
        self.units = list(units_of(gathering.cohort))
        for unit in self.units:
            self.fields[f"antall-{unit.key}"] = forms.IntegerField(
                label=unit.name, min_value=0, max_value=2000, required=False, initial=known.get(unit.pk)
            )

    def counts(self) -> dict:
        """Unit number -> count, None where the field is empty."""
        return {unit.pk: self.cleaned_data[f"antall-{unit.key}"] for unit in self.units}
