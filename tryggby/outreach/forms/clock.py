"""A day and two times on the clock in Oslo, as several forms ask for them."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.events.door import ClockField, DayField, at
from tryggby.ground.door import OSLO


class SpanForm(forms.Form):
    """When something begins and ends, on one day."""

    day = DayField(label=gettext_lazy("Dato"))
    starts = ClockField(label=gettext_lazy("Starter"))
    ends = ClockField(label=gettext_lazy("Slutter"))

    def clean(self):
        """Ends after it begins, at times that exist."""
        data = super().clean() or self.cleaned_data
        day, starts, ends = data.get("day"), data.get("starts"), data.get("ends")
        if day and starts and ends:
            if ends <= starts:
                self.add_error("ends", _("Slutten må komme etter starten."))
            else:
                data |= self._instants(day, starts, ends)
        return data

    def _instants(self, day: dt.date, starts: dt.time, ends: dt.time) -> dict:
        try:
            return {"starts_at": at(day, starts), "ends_at": at(day, ends)}
        except ValidationError as problem:
            self.add_error("starts", problem)
            return {}

    @property
    def span(self) -> dict:
        """The two instants."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}

    @staticmethod
    def initial_span(thing) -> dict:
        """The fields as they stand for something with a time."""
        if thing is None or thing.starts_at is None:
            return {}
        starts, ends = thing.starts_at.astimezone(OSLO), thing.ends_at.astimezone(OSLO)
        return {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
