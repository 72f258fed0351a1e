"""Sign-up on one screen, with quiet traps for robots; the group form of a leader; the walk-in at the door."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tryggby.events.forms.fields import LineField, MailField, NameField
from tryggby.events.models import Event, Seating
from tryggby.events.models.need import NeedKind
from tryggby.ui.door import TrappedForm

# Needs that are said with a tick; the others are said in words.
TICKED = {NeedKind.WHEELCHAIR, NeedKind.HEARING, NeedKind.SIGN}


class SignUpForm(TrappedForm):
    """Name, address, workplace, mode and what the event asks about."""

    name = NameField(label=gettext_lazy("Navn"), max_length=120)
    email = MailField(label=gettext_lazy("E-post"), max_length=254)
    workplace = LineField(label=gettext_lazy("Arbeidssted"), max_length=160, required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Hvordan vil du være med?"), widget=forms.RadioSelect)
    wants_room = forms.BooleanField(
        label=gettext_lazy("Jeg vil heller komme i salen, om det blir plass"), required=False
    )

    def __init__(self, data=None, *, event: Event, seatings: list[Seating], **options):
        self.trap = event.key
        super().__init__(data, **options)
        self.event, self.seatings = event, seatings
        self.fields["mode"].choices = [(seating.mode, _choice(seating)) for seating in seatings]
        self.fields["mode"].error_messages["required"] = _("Velg om du vil være i salen eller på nett.")
        if len(seatings) == 1:
            self.fields["mode"].widget = forms.HiddenInput()
            self.initial.setdefault("mode", seatings[0].mode)
        room = next((seating for seating in seatings if seating.mode == Seating.Mode.ROOM), None)
        if len(seatings) == 1 or room is None or not room.is_full:
            del self.fields["wants_room"]
        for kind in event.asks:
            if kind in NeedKind.values:
                self.fields[f"need_{kind}"] = _need_field(NeedKind(kind))

    @property
    def need_fields(self):
        """The fields about needs, as the template shows them."""
        return [self[name] for name in self.fields if name.startswith("need_")]

    @property
    def needs(self) -> dict[str, str]:
        """What was asked for: kind → words."""
        found = {name[5:]: value for name, value in self.cleaned_data.items() if name.startswith("need_")}
        return {kind: "" if value is True else value for kind, value in found.items() if value}


class GroupForm(forms.Form):
    """Which of the unit's people, and how."""

    people = forms.MultipleChoiceField(label=gettext_lazy("Hvem vil du melde på?"), widget=forms.CheckboxSelectMultiple)
    mode = forms.ChoiceField(label=gettext_lazy("Hvordan skal de være med?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, people, seatings: list[Seating], **options):
        super().__init__(data, **options)
        self.people = {person.key: person for person in people}
        self.fields["people"].choices = [(person.key, person.name) for person in people]
        self.fields["people"].error_messages["required"] = _("Velg minst én.")
        self.fields["mode"].choices = [(seating.mode, _choice(seating)) for seating in seatings]
        self.fields["mode"].error_messages["required"] = _("Velg i salen eller på nett.")

    @property
    def chosen(self):
        """The people, in the order of the list."""
        keys = set(self.cleaned_data["people"])
        return [person for key, person in self.people.items() if key in keys]


class WalkInForm(forms.Form):
    """Someone at the door without sign-up; a name is not needed."""

    name = NameField(label=gettext_lazy("Navn"), max_length=120, required=False)
    workplace = LineField(label=gettext_lazy("Arbeidssted"), max_length=160, required=False)


def _need_field(kind: NeedKind) -> forms.Field:
    if kind in TICKED:
        return forms.BooleanField(label=kind.label, required=False)
    return LineField(label=kind.label, max_length=300, required=False)


def _choice(seating: Seating) -> str:
    """The mode with what is left, in words."""
    name = seating.get_mode_display()
    if seating.places is None:
        return name
    if seating.is_full:
        return _("%(mode)s – fullt nå, du kommer på venteliste") % {"mode": name}
    left = ngettext("%(free)s ledig plass", "%(free)s ledige plasser", seating.free) % {"free": seating.free}
    return f"{name} – {left}"
