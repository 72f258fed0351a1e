"""The steps of starting a cohort. Each form reads the draft, checks what was typed and says what to keep."""

import datetime as dt
import itertools

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.ground.door import today
from tryggby.organisations.door import Organisation, standing
from tryggby.programmes.models import CohortDraft, Programme
from tryggby.programmes.planning import Plan, chosen_units, draft_calendar, proposed_days, read, units_for
from tryggby.ui.door import date_format

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ProgrammeChoice(forms.ModelChoiceField):
    """Programmes by title and length."""

    def label_from_instance(self, programme: Programme) -> str:
        """Title and how many gatherings."""
        count = len(programme.design.gatherings)
        return _("%(title)s · %(count)d samlinger") % {"title": programme.title, "count": count}


class Start(forms.Form):
    """The first step: which programme, what the cohort is called, who is responsible."""

    programme = ProgrammeChoice(
        Programme.objects.none(), label=gettext_lazy("Program"), widget=forms.RadioSelect, empty_label=None
    )
    name = forms.CharField(
        label=gettext_lazy("Hva skal kullet hete?"),
        max_length=120,
        help_text=gettext_lazy("Deltakerne ser navnet i invitasjonen. For eksempel «Sammen om trygghet 2027»."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Hvem er ansvarlig?"), empty_label=None
    )

    def __init__(self, data=None, *, by, draft: CohortDraft | None = None) -> None:
        initial = (
            {"programme": draft.programme_id, "name": draft.name, "organisation": draft.organisation_id}
            if draft
            else {}
        )
        super().__init__(data, initial=initial)
        own = Organisation.objects.filter(pk__in=standing(by).coordinated)
        self.fields["programme"].queryset = Programme.objects.offered()
        self.fields["organisation"].queryset = own
        if not draft:
            self.fields["programme"].initial = Programme.objects.offered().first()
            self.fields["organisation"].initial = own.first()
        if own.count() < 2:
            self.fields["organisation"].widget = forms.HiddenInput()
        self.draft = draft

    def saved(self) -> dict:
        """What to keep; another programme makes the days be proposed anew."""
        kept = {name: self.cleaned_data[name] for name in ("programme", "name", "organisation")}
        if self.draft and self.draft.programme_id != kept["programme"].pk:
            kept |= {"days": [], "places": {}, "whole": {}, "people": {}, "invitations": [], "runs": {}}
        return kept


class Step(forms.Form):
    """What the later steps share: a draft, a person, and whether to stay on the page after saving."""

    stays = False

    def __init__(self, data=None, *, by, draft: CohortDraft) -> None:
        super().__init__(data)
        self.by, self.draft, self.state = by, draft, draft.state
        self.build()

    def build(self) -> None:
        """Make the fields from the draft."""

    def saved(self) -> dict:
        """What to keep in the draft."""
        return {}


class Units(Step):
    """Which units take part: tick single ones, or all of an organisation."""

    def build(self) -> None:
        """One group per organisation."""
        self.groups = []
        by_organisation: dict = {}
        for unit in units_for(self.by):
            by_organisation.setdefault(unit.organisation, []).append(unit)
        chosen = set(self.state.get("units", []))
        meant = set(self.draft.programme.design.services)
        for organisation, units in by_organisation.items():
            name, fitting = f"enheter-{organisation.key}", [u for u in units if u.service.code in meant or not meant]
            self.fields[name] = forms.MultipleChoiceField(
                label=organisation.name,
                choices=[(unit.key, f"{unit.name} · {unit.service}") for unit in units],
                widget=forms.CheckboxSelectMultiple,
                initial=[unit.key for unit in units if unit.key in chosen],
                required=False,
            )
            everyone = f"alle-{organisation.key}" if len(fitting) > 1 else ""
            if everyone:
                self.fields[everyone] = forms.BooleanField(
                    label=_("Ta med alle %(n)d som programmet er laget for") % {"n": len(fitting)}, required=False
                )
            self.groups.append((organisation, name, everyone, [unit.key for unit in fitting]))

    def rows(self) -> list[dict]:
        """The groups for the page."""
        return [
            {"organisation": organisation, "units": self[name], "everyone": self[everyone] if everyone else None}
            for organisation, name, everyone, _fitting in self.groups
        ]

    def clean(self) -> dict:
        """At least one unit."""
        data = super().clean() or {}
        keys = []
        for _organisation, name, everyone, fitting in self.groups:
            keys += [*data.get(name, []), *(fitting if everyone and data.get(everyone) else [])]
        if not keys:
            raise forms.ValidationError(_("Kryss av for minst én enhet, eller ta med alle i en organisasjon."))
        self.keys = list(dict.fromkeys(keys))
        return data

    def saved(self) -> dict:
        """The units' keys."""
        return {"units": self.keys}


class Days(Step):
    """First day and rhythm give proposed days; each can be changed."""

    first = forms.DateField(label=gettext_lazy("Første dag"), widget=DATE)
    weeks = forms.IntegerField(
        label=gettext_lazy("Uker mellom dagene"),
        min_value=1,
        max_value=26,
        help_text=gettext_lazy("Ferier, helligdager og inneklemte dager hoppes over."),
    )

    def build(self) -> None:
        """The two questions, parallel runs, and a row per proposed day."""
        design = self.draft.programme.design
        self.units = chosen_units(self.draft, self.by)
        first = self.state.get("first")
        self.initial = {
            "first": dt.date.fromisoformat(first) if first else None,
            "weeks": self.state.get("weeks", design.weeks),
        }
        self.twice = [track for track in design.tracks if not track.is_representative]
        for track in self.twice:
            self.fields[f"to-{track.code}"] = forms.BooleanField(
                label=_("Hold hver samling i «%(track)s» to ganger") % {"track": track.name},
                help_text=_("Halvparten kommer hver gang, så tjenesten er åpen."),
                required=False,
                initial=self.state.get("runs", {}).get(track.code) == 2,
            )
        self.days = self.state.get("days", [])
        for index, row in enumerate(self.days):
            self.fields[f"dag-{index}"] = forms.DateField(label=_("Dato"), widget=DATE, initial=row["day"])
            self.fields[f"fra-{index}"] = forms.TimeField(label=_("Fra"), widget=TIME, initial=row["from"])
            self.fields[f"til-{index}"] = forms.TimeField(label=_("Til"), widget=TIME, initial=row["to"])

    def doubles(self) -> list:
        """The fields that ask for parallel runs."""
        return [self[f"to-{track.code}"] for track in self.twice]

    def rows(self) -> list[dict]:
        """The proposed days for the page, each with its fields and what it avoided or hits."""
        design, calendar = self.draft.programme.design, draft_calendar(self.draft, self.units)
        found = []
        for index, row in enumerate(self.days):
            gathering = design.gathering(row["track"], row["number"])
            day = dt.date.fromisoformat(row["day"])
            found.append(
                {
                    "title": gathering.title,
                    "track": design.track_name(row["track"]),
                    "paired": bool(gathering.paired),
                    "run": row["run"] if self.state.get("runs", {}).get(row["track"], 1) > 1 else 0,
                    "words": date_format(day, "l j. F Y"),
                    "avoided": row["avoided"],
                    "against": calendar.why_not(day),
                    "warning": row["warning"],
                    "day": self[f"dag-{index}"],
                    "starts": self[f"fra-{index}"],
                    "ends": self[f"til-{index}"],
                }
            )
        return found

    def clean_first(self) -> dt.date:
        """The first day is in the future."""
        day = self.cleaned_data["first"]
        if day <= today():
            raise forms.ValidationError(_("Velg en dag som ikke er passert."))
        if day > today() + dt.timedelta(days=3 * 365):
            raise forms.ValidationError(_("Velg en dag innen tre år."))
        return day

    def clean(self) -> dict:
        """Hours in order, and a track's days in order."""
        data = super().clean() or {}
        if self.errors or self.proposes:
            return data
        latest: dict = {}
        for index, row in enumerate(self.days):
            if data[f"til-{index}"] <= data[f"fra-{index}"]:
                self.add_error(f"til-{index}", _("Slutten må være etter starten."))
            if data[f"dag-{index}"] < today():
                self.add_error(f"dag-{index}", _("Datoen er allerede passert."))
            latest.setdefault((row["track"], row["run"]), []).append((row["number"], data[f"dag-{index}"], index))
        for rows in latest.values():
            rows.sort()
            for (_n, before, _i), (_m, after, index) in itertools.pairwise(rows):
                if after <= before:
                    self.add_error(f"dag-{index}", _("Denne samlingen må komme etter den forrige i samme spor."))
        return data

    @property
    def proposes(self) -> bool:
        """True when days are to be proposed (again) rather than kept."""
        data = self.cleaned_data
        same = (
            self.state.get("first") == (data["first"].isoformat() if data.get("first") else None)
            and self.state.get("weeks") == data.get("weeks")
            and self.state.get("runs", {}) == self._runs()
        )
        return "foreslaa" in self.data or not self.days or not same

    def saved(self) -> dict:
        """First day, rhythm, runs and the days."""
        data, runs = self.cleaned_data, self._runs()
        kept = {"first": data["first"].isoformat(), "weeks": data["weeks"], "runs": runs}
        if self.proposes:
            self.stays = True
            days = proposed_days(self.draft, self.units, data["first"], data["weeks"], runs)
        else:
            days = [self._day(index, row) for index, row in enumerate(self.days)]
        return kept | {"days": days}

    def _runs(self) -> dict:
        return {track.code: 2 if self.cleaned_data.get(f"to-{track.code}") else 1 for track in self.twice}

    def _day(self, index: int, row: dict) -> dict:
        day = self.cleaned_data[f"dag-{index}"].isoformat()
        hours = {
            "from": self.cleaned_data[f"fra-{index}"].isoformat("minutes"),
            "to": self.cleaned_data[f"til-{index}"].isoformat("minutes"),
        }
        moved = {"avoided": [], "warning": ""} if day != row["day"] else {}
        return row | {"day": day} | hours | moved


class Places(Step):
    """Where each track meets; may be filled in later."""

    def build(self) -> None:
        """Three fields per track."""
        self.tracks = self.draft.programme.design.tracks
        for track in self.tracks:
            known = self.state.get("places", {}).get(track.code, {})
            self.fields[f"sted-{track.code}"] = forms.CharField(
                label=_("Sted"), max_length=120, required=False, initial=known.get("place")
            )
            self.fields[f"adresse-{track.code}"] = forms.CharField(
                label=_("Adresse"), max_length=200, required=False, initial=known.get("address")
            )
            self.fields[f"plasser-{track.code}"] = forms.IntegerField(
                label=_("Plasser"), min_value=1, max_value=5000, required=False, initial=known.get("capacity")
            )

    def rows(self) -> list[dict]:
        """The tracks for the page."""
        return [
            {
                "track": track,
                "place": self[f"sted-{track.code}"],
                "address": self[f"adresse-{track.code}"],
                "capacity": self[f"plasser-{track.code}"],
            }
            for track in self.tracks
        ]

    def saved(self) -> dict:
        """Place, address and room by track."""
        data = self.cleaned_data
        return {
            "places": {
                track.code: {
                    "place": data[f"sted-{track.code}"],
                    "address": data[f"adresse-{track.code}"],
                    "capacity": data[f"plasser-{track.code}"],
                }
                for track in self.tracks
            }
        }


class Preview(Step):
    """The last look before publishing: nothing to fill in, but the plan must hold."""

    def build(self) -> None:
        """Read the plan once."""
        self.plan: Plan = read(self.draft, self.by)

    def gatherings(self) -> list[dict]:
        """The planned gatherings for the page, with their titles."""
        design = self.draft.programme.design
        return [row | {"title": design.gathering(row["track"], row["number"]).title} for row in self.plan.gatherings]

    def counts(self) -> list[dict]:
        """How many are enrolled and invited by track."""
        plan = self.plan
        return [
            {"track": track, "people": plan.people(track.code), "invited": plan.invited(track.code)}
            for track in self.draft.programme.design.tracks
        ]

    def clean(self) -> dict:
        """Everything that stands in the way, said once."""
        if self.plan.problems:
            raise forms.ValidationError(list(dict.fromkeys(self.plan.problems)))
        return super().clean() or {}
