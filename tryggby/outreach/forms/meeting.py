"""Forms of a dialogue meeting."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.events.door import DayField, LineField, MailField
from tryggby.organisations.door import Service
from tryggby.outreach.figures import figures_for, title_of
from tryggby.outreach.forms.clock import SpanForm
from tryggby.outreach.models import DialogueMeeting, MeetingPromise
from tryggby.people.door import Person
from tryggby.voices.door import Advice


class MeetingForm(SpanForm):
    """What, when, where, and how many young advisers."""

    title = LineField(
        label=gettext_lazy("Hva handler møtet om?"),
        help_text=gettext_lazy("For eksempel «Det som blir sagt videre». Ingen navn."),
        max_length=120,
    )
    service = forms.ModelChoiceField(label=gettext_lazy("Hvilken tjeneste?"), queryset=Service.objects.none())
    place = LineField(label=gettext_lazy("Hvor?"), max_length=160)
    advisers = forms.IntegerField(
        label=gettext_lazy("Hvor mange unge rådgivere kommer?"),
        help_text=gettext_lazy("Bare antallet. Vi lagrer aldri hvem de er."),
        min_value=2,
        max_value=50,
        error_messages={
            "min_value": gettext_lazy("Vær minst to unge rådgivere, så ingen sitter alene blant ledere."),
            "max_value": gettext_lazy("Del dere i flere møter. 50 er for mange til en samtale."),
        },
    )

    def __init__(self, data=None, *, organisations=(), meeting: DialogueMeeting | None = None):
        names = ("title", "service", "place", "advisers")
        known = {name: getattr(meeting, name) for name in names} if meeting else {}
        super().__init__(data, initial=known | self.initial_span(meeting))
        self.fields["service"].queryset = Service.objects.order_by("name", "pk")
        if len(organisations) > 1:
            self.fields["organisation"] = forms.ModelChoiceField(
                label=_("Hvem holder møtet?"), queryset=organisations, to_field_name="key"
            )

    def facts(self) -> dict:
        """What the action asks for, the organisation left out."""
        return self.span | {name: self.cleaned_data[name] for name in ("title", "service", "place", "advisers")}


class LeaderForm(forms.Form):
    """Whom to invite."""

    email = MailField(
        label=gettext_lazy("E-posten til lederen"),
        help_text=gettext_lazy("Lederen får en innkalling i kalenderen, og kan love noe i møtet."),
    )

    def __init__(self, data=None, *, meeting: DialogueMeeting):
        super().__init__(data)
        if meeting.held_at:
            self.fields["email"].help_text = _(
                "En som var med, for eksempel en stedfortreder. Det blir ikke sendt noe."
            )


class PointForm(forms.Form):
    """A decision, and beside it a figure and a voice."""

    question = LineField(
        label=gettext_lazy("Hva skal møtet bestemme?"),
        help_text=gettext_lazy("Skriv det som et spørsmål de kan svare på sammen. Ingen navn på barn."),
        max_length=200,
    )
    figure = forms.ChoiceField(label=gettext_lazy("Et tall"), required=False)
    advice = forms.ModelChoiceField(label=gettext_lazy("En stemme"), queryset=Advice.objects.none(), required=False)

    def __init__(self, data=None, *, meeting: DialogueMeeting):
        super().__init__(data)
        found = figures_for(meeting.organisation, meeting.service)
        nothing = _("Ingen tall")
        self.fields["figure"].choices = [("", nothing), *((code, title_of(row)) for code, row in found.items())]
        self.fields["figure"].help_text = _("Det barn har svart, slik alle kan lese det.")
        public = Advice.objects.public().filter(organisation=meeting.organisation_id, service=meeting.service_id)
        self.fields["advice"].queryset = public
        self.fields["advice"].empty_label = _("Ingen råd")
        self.fields["advice"].help_text = _("Råd fra barn som er lagt ut for alle, med voksnes ord.")


class DecisionForm(forms.Form):
    """What the meeting agreed on."""

    decision = LineField(
        label=gettext_lazy("Hva ble dere enige om?"),
        help_text=gettext_lazy("Skriv hva som ble sagt, aldri hvem som sa det."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PromiseForm(forms.Form):
    """One promise of an invited leader."""

    text = LineField(
        label=gettext_lazy("Hva lover du?"),
        help_text=gettext_lazy("Noe de unge kan se om er gjort."),
        max_length=200,
    )
    owner = forms.ModelChoiceField(label=gettext_lazy("Hvem passer på?"), queryset=Person.objects.none())
    owner_role = LineField(
        label=gettext_lazy("Hvilken rolle vises?"),
        help_text=gettext_lazy("For eksempel «Rektor på Solvik skole». Navnet vises ikke for alle."),
        max_length=120,
    )
    due_on = DayField(label=gettext_lazy("Frist"))

    def __init__(self, data=None, *, meeting: DialogueMeeting):
        super().__init__(data)
        invited = Person.objects.active().filter(dialogue_invitations__meeting=meeting)
        self.fields["owner"].queryset = invited.order_by("given_name", "family_name", "pk")
        self.fields["owner"].label_from_instance = lambda person: person.name


class HandForm(forms.Form):
    """Another of the meeting's leaders, and the role that is shown."""

    owner = forms.ModelChoiceField(label=gettext_lazy("Hvem passer på nå?"), queryset=Person.objects.none())
    owner_role = LineField(label=gettext_lazy("Hvilken rolle vises?"), max_length=120)

    def __init__(self, data=None, *, promise: MeetingPromise):
        super().__init__(data, initial={"owner": promise.owner_id, "owner_role": promise.owner_role})
        there = Person.objects.active().filter(dialogue_invitations__meeting=promise.meeting_id)
        self.fields["owner"].queryset = there.order_by("given_name", "family_name", "pk")
        self.fields["owner"].label_from_instance = lambda person: person.name


class OutcomeForm(forms.Form):
    """What was done."""

    outcome = LineField(
        label=gettext_lazy("Hva ble gjort?"),
        help_text=gettext_lazy("Skriv til de unge som ga rådet. Ingen navn."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DueForm(forms.Form):
    """Another date."""

    due_on = DayField(label=gettext_lazy("Ny frist"))
