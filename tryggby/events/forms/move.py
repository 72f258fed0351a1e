"""Move an event, or cancel it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.events.forms.fields import ClockField, DayField, LineField, at
from tryggby.events.models import Event


class MoveForm(forms.Form):
    """A new time and place; `confirmed` comes from the preview."""

    day = DayField(label=gettext_lazy("Ny dato"))
    starts = ClockField(label=gettext_lazy("Starter"))
    ends = ClockField(label=gettext_lazy("Slutter"))
    place = LineField(label=gettext_lazy("Sted"), max_length=160, required=False)
    address = LineField(label=gettext_lazy("Adresse"), max_length=200, required=False)
    because = LineField(
        label=gettext_lazy("Hvorfor flyttes det?"),
        help_text=gettext_lazy("Står i e-posten til de påmeldte."),
        max_length=400,
        required=False,
    )

    def __init__(self, data=None, *, event: Event):
        start = event.starts
        super().__init__(
            data,
            initial={
                "day": start.date(),
                "starts": start.time(),
                "ends": event.ends.time(),
                "place": event.place,
                "address": event.address,
            },
        )

    def clean(self):
        """A time that exists, is to come, and ends after it starts."""
        cleaned = super().clean()
        if not all(cleaned.get(name) for name in ("day", "starts", "ends")):
            return cleaned
        for name in ("starts", "ends"):
            try:
                cleaned[f"{name}_at"] = at(cleaned["day"], cleaned[name])
            except ValidationError as problem:
                self.add_error(name, problem)
        if self.errors:
            return cleaned
        if cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends", _("Slutten må være etter starten."))
        elif cleaned["starts_at"] <= timezone.now():
            self.add_error("day", _("Dagen og tiden er passert. Velg en tid fram i tid."))
        return cleaned

    @property
    def fields_for_action(self) -> dict:
        """What `move_event` takes."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "place", "address", "because")}


class CancelForm(forms.Form):
    """Why it is off."""

    because = LineField(
        label=gettext_lazy("Hvorfor avlyses det?"),
        help_text=gettext_lazy("Står i e-posten til de påmeldte og på sida."),
        max_length=400,
    )
