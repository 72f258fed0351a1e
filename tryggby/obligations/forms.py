"""What people fill in: a requirement, its end, leave, a file of leaves, a waiver."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.ground.door import today
from tryggby.obligations.models import Requirement
from tryggby.organisations.door import NO_END, District, KeepersForm, Organisation, Unit
from tryggby.people.door import Person, normalise_email

MOST_ROWS = 20000


class DayField(forms.DateField):
    """A date, chosen with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def clean(self, value) -> dt.date | None:
        """A day that people mean: a slip of a key gives other years."""
        day = super().clean(value)
        if day and not _is_meant(day):
            raise forms.ValidationError(_("Skriv en dag mellom 1950 og 2100."))
        return day


class RequirementForm(forms.ModelForm):
    """A requirement: what, for whom, when."""

    since = DayField(label=gettext_lazy("Gjelder fra"))
    started_after = DayField(
        label=gettext_lazy("Bare dem som begynte etter"),
        required=False,
        help_text=gettext_lazy("La stå tomt for alle."),
    )

    class Meta:
        model = Requirement
        fields = [
            "organisation",
            "title",
            "why",
            "package",
            "since",
            "due_days",
            "valid_months",
            "window_days",
            "role",
            "service",
            "district",
            "unit",
            "min_share",
            "started_after",
        ]
        labels = {
            "organisation": gettext_lazy("Organisasjon"),
            "title": gettext_lazy("Hva heter kravet?"),
            "why": gettext_lazy("Hvorfor gjelder det?"),
            "package": gettext_lazy("Hva skal gjøres?"),
            "due_days": gettext_lazy("Frist, i dager"),
            "valid_months": gettext_lazy("Friskes opp etter så mange måneder"),
            "window_days": gettext_lazy("Oppfriskingen åpner så mange dager før"),
            "role": gettext_lazy("Rolle"),
            "service": gettext_lazy("Tjeneste"),
            "district": gettext_lazy("Bydel"),
            "unit": gettext_lazy("Enhet, med enhetene under"),
            "min_share": gettext_lazy("Minste stillingsprosent"),
        }
        help_texts = {
            "why": gettext_lazy("Én setning til dem det gjelder. De ser den sammen med kravet."),
            "due_days": gettext_lazy("Regnet fra den enkelte begynte, eller fra kravet begynner, det som er sist."),
            "valid_months": gettext_lazy("La stå tomt hvis det holder å gjøre det én gang."),
            "min_share": gettext_lazy("Flere små stillinger legges sammen."),
            "unit": "",
        }

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        organisations = Organisation.objects.kept_by(person)
        self.fields["organisation"].queryset = organisations
        self.fields["unit"].queryset = Unit.objects.kept_by(person).open()
        self.fields["district"].queryset = District.objects.filter(organisation__in=organisations)
        for name in ("organisation", "unit", "district"):
            self.fields[name].to_field_name = "key"
        self.fields["package"].empty_label = _("Felles opplæring")
        for name, text in (
            ("service", _("Alle tjenester")),
            ("district", _("Alle bydeler")),
            ("unit", _("Alle enheter")),
        ):
            self.fields[name].empty_label = text
        self.fields["role"].choices = [("", _("Alle")), *self.fields["role"].choices[1:]]
        self.fields["min_share"].max_value, self.fields["due_days"].min_value = 100, 1
        if self.instance.pk:
            del self.fields["organisation"]
        elif len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0].key

    def clean(self):
        """Unit and district belong to the organisation, and the numbers make sense."""
        data = super().clean()
        organisation = data.get("organisation") or (self.instance.organisation if self.instance.pk else None)
        for name in ("unit", "district"):
            if organisation and data.get(name) and data[name].organisation_id != organisation.pk:
                self.add_error(name, _("Velg en i samme organisasjon."))
        if data.get("min_share") is not None and data["min_share"] > 100:
            self.add_error("min_share", _("En stilling er høyst 100 prosent."))
        for name, most in (("due_days", 1000), ("window_days", 365), ("valid_months", 120)):
            if data.get(name) is not None and not (0 if name == "window_days" else 1) <= data[name] <= most:
                self.add_error(name, _("Skriv et tall mellom 1 og %(most)s.") % {"most": most})
        until = self.instance.until if self.instance.pk else None
        if until and data.get("since") and data["since"] > until:
            self.add_error("since", _("Kravet slutter før denne dagen."))
        return data

    def values(self) -> dict:
        """What the action asks for."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "organisation"}


class EndForm(forms.Form):
    """The last day of a requirement."""

    until = DayField(label=gettext_lazy("Siste dag kravet gjelder"))

    def clean_until(self) -> dt.date:
        """Not in the past: history is not rewritten."""
        if self.cleaned_data["until"] < today():
            raise forms.ValidationError(_("Velg i dag eller en dag som kommer."))
        return self.cleaned_data["until"]


class LeaveForm(forms.Form):
    """From when and until when somebody is away; never why."""

    since = DayField(label=gettext_lazy("Første dag"))
    until = DayField(
        label=gettext_lazy("Siste dag"), required=False, help_text=gettext_lazy("La stå tomt hvis dere ikke vet det.")
    )

    def clean(self):
        """The end is not before the start."""
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("Siste dag er før første dag."))
        return data


class LeaveEndForm(forms.Form):
    """The last day of a leave."""

    until = DayField(label=gettext_lazy("Siste dag i permisjonen"))


class WaiverForm(forms.Form):
    """Why somebody is let off, and until when."""

    because = forms.CharField(
        label=gettext_lazy("Hvorfor?"),
        max_length=200,
        help_text=gettext_lazy("For eksempel: tok det samme i en annen kommune i fjor. Ikke skriv om helse."),
    )
    until = DayField(
        label=gettext_lazy("Til og med"),
        required=False,
        help_text=gettext_lazy("La stå tomt hvis fritaket ikke tar slutt."),
    )

    def clean_until(self):
        """Not in the past."""
        until = self.cleaned_data.get("until")
        if until and until < today():
            raise forms.ValidationError(_("Velg i dag eller en dag som kommer."))
        return until


class LeavesForm(KeepersForm):
    """Leaves from the payroll system: address, first day, last day, one a line."""

    rows = forms.CharField(
        label=gettext_lazy("Permisjoner"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=2_000_000,
        help_text=gettext_lazy("Én linje per permisjon: e-post; første dag; siste dag. Lim inn fra regnearket."),
    )

    def clean(self):
        """Every line is read, or said what is wrong with; nothing is half taken in."""
        data = super().clean()
        if data.get("rows") and data.get("organisation"):
            self.leaves, faults = self._read(data["rows"], data["organisation"])
            for fault in faults[:20]:
                self.add_error("rows", fault)
        return data

    def _read(self, text: str, organisation) -> tuple[list, list[str]]:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) > MOST_ROWS:
            return [], [_("Det er for mange linjer. Ta høyst %(n)s om gangen.") % {"n": MOST_ROWS}]
        there = Person.objects.filter(memberships__unit__organisation=organisation).distinct()
        people = dict(there.values_list("email", "pk"))
        leaves, faults = [], []
        for number, line in lines:
            row = _cells(line)
            try:
                person, since = people[normalise_email(row[0])], _read_day(row[1])
                until = _read_day("".join(row[2:3]), is_last=True)
            except (KeyError, IndexError, ValueError):
                faults.append(_("Linje %(n)s: fant ikke adressen, eller datoen er ikke en dato.") % {"n": number})
                continue
            if since is None or (until and until < since):
                faults.append(_("Linje %(n)s: siste dag er før første dag.") % {"n": number})
            leaves.append((person, since, until))
        return leaves, faults


def _cells(line: str) -> list[str]:
    """What stands between semicolons or tabs, without the quotation marks that a file may have around it.

    Not the csv module: no cell holds a line break, so a mark too many must never reach into the next line.
    """
    return [cell.strip().strip('"').strip() for cell in line.replace("\t", ";").split(";")]


def _read_day(text: str, *, is_last: bool = False) -> dt.date | None:
    """A day written as 2026-03-01 or 01.03.2026; None for an empty one, and for a last day that is none."""
    if not text:
        return None
    written = "%Y-%m-%d" if "-" in text else "%d.%m.%Y"
    day = dt.datetime.strptime(text, written).replace(tzinfo=dt.UTC).date()
    if is_last and day.year == NO_END:
        return None
    if not _is_meant(day):
        raise ValueError(text)
    return day


def _is_meant(day: dt.date) -> bool:
    return 1950 <= day.year <= 2100
