"""Who takes part: the wizard's step, and enrolling or inviting later."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.organisations.door import Membership, Unit
from tryggby.people.door import normalise_email
from tryggby.programmes.forms.wizard import Step
from tryggby.programmes.models import Cohort, Enrolment
from tryggby.programmes.planning import chosen_units, members_of, proposed_people
from tryggby.programmes.representation import other_unit, reason, units_of


class InviteRow(forms.Form):
    """One person to invite by mail."""

    name = forms.CharField(label=gettext_lazy("Navn"), max_length=120, required=False)
    email = forms.EmailField(label=gettext_lazy("E-post"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Enhet"), required=False)
    track = forms.ChoiceField(label=gettext_lazy("Spor"), required=False)

    def __init__(self, *args, units=(), tracks=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.key, f"{unit.name} ({unit.organisation})") for unit in units]
        self.fields["track"].choices = [(track.code, track.name) for track in tracks]

    def clean(self) -> dict:
        """Either nothing, or both name and address."""
        data = super().clean() or {}
        if data.get("email") and not data.get("name"):
            self.add_error("name", _("Skriv navnet også."))
        if data.get("name") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Skriv e-postadressen også."))
        if data.get("email"):
            data["email"] = normalise_email(data["email"])
        return data


InviteRows = forms.formset_factory(InviteRow, extra=2, max_num=200, absolute_max=200)


class People(Step):
    """Tick whole units or single people; propose leaders for the leaders' track; invite others by mail."""

    def build(self) -> None:
        """Fields per track and unit, and the rows to invite."""
        self.units = chosen_units(self.draft, self.by)
        self.tracks = self.draft.programme.design.tracks
        self.members = members_of(self.units)
        fresh = "people" not in self.state or not (self.state["people"] or self.state.get("whole"))
        for track in self.tracks:
            whole = self.state.get("whole", {}).get(track.code, ())
            picked = self.state.get("people", {}).get(track.code, {})
            for unit in self.units:
                rows = self.members[unit.pk]
                if not track.is_representative:
                    self.fields[f"hele-{track.code}-{unit.key}"] = forms.BooleanField(
                        label=_("Hele enheten (%(n)d personer)") % {"n": len({m.person_id for m in rows})},
                        required=False,
                        initial=fresh or unit.key in whole,
                    )
                self.fields[f"folk-{track.code}-{unit.key}"] = forms.MultipleChoiceField(
                    label=_("%(unit)s: %(track)s") % {"unit": unit.name, "track": track.name},
                    choices=list({m.person.key: (m.person.key, _label(m)) for m in rows}.values()),
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                    initial=proposed_people(track, rows) if fresh else picked.get(unit.key, []),
                )
        self.invites = InviteRows(
            self.data if self.is_bound else None,
            prefix="inviter",
            initial=[
                {"name": r["name"], "email": r["email"], "unit": r["unit"], "track": r["track"]}
                for r in self.state.get("invitations", [])
            ],
            form_kwargs={"units": self.units, "tracks": self.tracks},
        )

    def rows(self) -> list[dict]:
        """Units with their tracks for the page."""
        return [
            {
                "unit": unit,
                "empty": not self.members[unit.pk],
                "tracks": [
                    {
                        "track": track,
                        "whole": None if track.is_representative else self[f"hele-{track.code}-{unit.key}"],
                        "people": self[f"folk-{track.code}-{unit.key}"],
                    }
                    for track in self.tracks
                ],
            }
            for unit in self.units
        ]

    def clean(self) -> dict:
        """Not too many from a unit; nobody for two units; the invitations hold."""
        data = super().clean() or {}
        names = {m.person.key: m.person.name for rows in self.members.values() for m in rows}
        for track in self.tracks:
            stands: dict[str, Unit] = {}
            for unit in self.units:
                field = f"folk-{track.code}-{unit.key}"
                keys = data.get(field, [])
                if track.maximum is not None and len(keys) > track.maximum:
                    text = _("%(unit)s kan sende %(n)d i dette sporet.") % {"unit": unit.name, "n": track.maximum}
                    self.add_error(field, text)
                for key in keys:
                    if key in stands:
                        self.add_error(field, reason(names[key], stands[key].name))
                    stands.setdefault(key, unit)
        if not self.invites.is_valid():
            raise forms.ValidationError(_("Se over linjene med invitasjoner."))
        return data

    def saved(self) -> dict:
        """Whole units, single people, invitations; staying when more lines were asked for."""
        self.stays = "flere" in self.data
        data = self.cleaned_data
        return {
            "whole": {t.code: [u.key for u in self.units if data.get(f"hele-{t.code}-{u.key}")] for t in self.tracks},
            "people": {
                t.code: {u.key: keys for u in self.units if (keys := data[f"folk-{t.code}-{u.key}"])}
                for t in self.tracks
            },
            "invitations": [
                {name: row[name] for name in ("name", "email", "unit", "track")}
                for row in self.invites.cleaned_data
                if row.get("email")
            ],
        }


class Enrol(forms.Form):
    """Enrol colleagues of a unit in a running cohort."""

    people = forms.MultipleChoiceField(label=gettext_lazy("Hvem?"), widget=forms.CheckboxSelectMultiple)
    role = forms.ChoiceField(
        label=gettext_lazy("Som"), choices=Enrolment.Role, initial=Enrolment.Role.PARTICIPANT, widget=forms.RadioSelect
    )

    def __init__(self, data=None, *, cohort: Cohort, track: str, unit: Unit) -> None:
        super().__init__(data)
        self.cohort, self.track, self.unit = cohort, track, unit
        members = members_of([unit])[unit.pk]
        taken = set(
            Enrolment.objects.open().filter(cohort=cohort, track=track, unit=unit).values_list("person_id", flat=True)
        )
        self.people = {m.person.key: m.person for m in members if m.person_id not in taken}
        self.fields["people"].choices = [(m.person.key, _label(m)) for m in members if m.person.key in self.people]

    def clean_people(self) -> list:
        """People, none of whom stands for another unit already."""
        chosen = [self.people[key] for key in self.cleaned_data["people"]]
        reasons = other_unit(self.cohort, self.track, self.unit, chosen)
        if reasons:
            raise forms.ValidationError(list(reasons.values()))
        return chosen


class Invite(InviteRow):
    """Invite one more person to a running cohort."""

    def __init__(self, data=None, *, cohort: Cohort) -> None:
        self.units = {unit.key: unit for unit in units_of(cohort)}
        super().__init__(data, units=self.units.values(), tracks=cohort.programme.design.tracks, prefix="inviter")
        for field in self.fields.values():
            field.required = True

    def clean_unit(self) -> Unit:
        """The unit the person stands for."""
        return self.units[self.cleaned_data["unit"]]


def _label(membership: Membership) -> str:
    if membership.role == Membership.Role.LEADER:
        return _("%(name)s · leder") % {"name": membership.person.name}
    return membership.person.name
