"""Make and edit an event; its programme as rows."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.events.forms.fields import ClockField, DayField, LineField, at
from tryggby.events.models import AudienceTag, Event
from tryggby.events.models.need import NeedKind
from tryggby.ground.door import OSLO


class EventForm(forms.Form):
    """Everything about an event; of an announced one the time and place are left out (they are moved)."""

    title = LineField(label=gettext_lazy("Tittel"), max_length=160)
    kind = forms.ChoiceField(label=gettext_lazy("Slag"), choices=Event.Kind.choices)
    lead = LineField(
        label=gettext_lazy("Ingress"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    day = DayField(label=gettext_lazy("Dato"))
    starts = ClockField(label=gettext_lazy("Starter"))
    ends = ClockField(label=gettext_lazy("Slutter"))
    doors = ClockField(label=gettext_lazy("Dørene åpner"), required=False)
    place = LineField(label=gettext_lazy("Sted"), max_length=160, required=False)
    address = LineField(label=gettext_lazy("Adresse"), max_length=200, required=False)
    map_url = forms.URLField(
        label=gettext_lazy("Lenke til kart"), max_length=400, required=False, assume_scheme="https"
    )
    food = LineField(label=gettext_lazy("Mat"), max_length=200, required=False)
    access_info = forms.CharField(
        label=gettext_lazy("Tilgjengelighet"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    body = forms.CharField(
        label=gettext_lazy("Tekst"),
        help_text=gettext_lazy("En tom linje gir nytt avsnitt."),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem er det for?"),
        choices=AudienceTag.Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    asks = forms.MultipleChoiceField(
        label=gettext_lazy("Hva skal påmeldingen spørre om?"),
        help_text=gettext_lazy("Svarene er låst, vises bare for dere, og slettes 14 dager etter."),
        choices=NeedKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organiser = LineField(label=gettext_lazy("Arrangør"), max_length=200, required=False)
    partners = LineField(label=gettext_lazy("I samarbeid med"), max_length=400, required=False)
    funding = LineField(label=gettext_lazy("Finansiert av"), max_length=400, required=False)
    contact = LineField(label=gettext_lazy("Kontakt"), max_length=200, required=False)
    series = LineField(label=gettext_lazy("Del av en serie"), max_length=120, required=False)
    filming_text = forms.CharField(
        label=gettext_lazy("Om filming"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    stream_url = forms.URLField(
        label=gettext_lazy("Lenke til sendingen"),
        help_text=gettext_lazy("Vises ikke før sendingen åpner, og bare for dem som er påmeldt på nett."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    recording_by = DayField(label=gettext_lazy("Opptaket kommer innen"), required=False)

    SCHEDULE = ("day", "starts", "ends", "doors", "place", "address")

    def __init__(self, data=None, *, event: Event | None = None, **options):
        super().__init__(data, initial=_initial(event) if event else {"organiser": options.pop("organiser", "")})
        self.event = event
        if event and event.published_at:
            for name in self.SCHEDULE:
                del self.fields[name]

    def clean(self):
        """Times that fit together and exist."""
        cleaned = super().clean()
        if "day" in self.fields and all(cleaned.get(name) for name in ("day", "starts", "ends")):
            self._clean_times(cleaned)
        return cleaned

    def _clean_times(self, cleaned):
        day = cleaned["day"]
        for name in ("starts", "ends", "doors"):
            if cleaned.get(name):
                try:
                    cleaned[f"{name}_at"] = at(day, cleaned[name])
                except ValidationError as problem:
                    self.add_error(name, problem)
        if self.errors:
            return
        cleaned.setdefault("doors_at", None)
        if cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends", _("Slutten må være etter starten."))
        if cleaned["doors_at"] and cleaned["doors_at"] > cleaned["starts_at"]:
            self.add_error("doors", _("Dørene må åpne før det starter."))
        if cleaned["starts_at"] <= timezone.now():
            self.add_error("day", _("Dagen og tiden er passert. Velg en tid fram i tid."))

    @property
    def fields_for_action(self) -> dict:
        """What `create_event` and `edit_event` take."""
        left_out = {"day", "starts", "ends", "doors"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class SlotForm(forms.Form):
    """One row of the programme; a row without title is left out."""

    starts = ClockField(label=gettext_lazy("Kl."), required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutter"), min_value=1, max_value=1440, required=False)
    title = LineField(label=gettext_lazy("Tittel"), max_length=200, required=False)
    speaker = LineField(label=gettext_lazy("Navn"), max_length=120, required=False)
    role = LineField(label=gettext_lazy("Rolle"), max_length=160, required=False)
    organisation = LineField(label=gettext_lazy("Virksomhet"), max_length=160, required=False)

    def clean(self):
        """A title needs a time and a length."""
        cleaned = super().clean()
        if cleaned.get("title"):
            for name, text in (("starts", _("Skriv når det starter.")), ("minutes", _("Skriv hvor lenge det varer."))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, text)
        elif any(cleaned.get(name) for name in ("starts", "minutes", "speaker", "role")):
            self.add_error("title", _("Skriv hva det handler om."))
        return cleaned


class SlotRows(forms.BaseFormSet):
    """The rows of a programme on the event's day."""

    def slots(self, day: dt.date) -> list[dict]:
        """What `set_programme` takes."""
        rows = []
        for form in self.forms:
            given = form.cleaned_data
            if given.get("title"):
                rows.append(
                    {name: given[name] for name in ("minutes", "title", "speaker", "role", "organisation")}
                    | {"starts_at": at(day, given["starts"])}
                )
        return rows


SlotForms = formset_factory(SlotForm, formset=SlotRows, extra=3, max_num=60)


def _initial(event: Event) -> dict:
    names = [name for name in EventForm.base_fields if hasattr(event, name) and name not in {"audiences", "series"}]
    start = event.starts
    return {name: getattr(event, name) for name in names} | {
        "audiences": [tag.group for tag in event.audiences.all()],
        "series": event.series.title if event.series else "",
        "day": start.date(),
        "starts": start.time(),
        "ends": event.ends_at.astimezone(OSLO).time(),
        "doors": event.doors.time() if event.doors else None,
    }
