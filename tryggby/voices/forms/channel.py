"""Settings of a channel."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.organisations.door import Organisation, Service
from tryggby.voices import content
from tryggby.voices.access import units_to_ask_about
from tryggby.voices.actions.channel import FIELDS, faces_for, least_of
from tryggby.voices.models import Channel

WEEKDAYS = [
    ("0", _("mandag")),
    ("1", _("tirsdag")),
    ("2", _("onsdag")),
    ("3", _("torsdag")),
    ("4", _("fredag")),
    ("5", _("lørdag")),
    ("6", _("søndag")),
]


class ChannelForm(forms.Form):
    """Everything one decides about a channel; the unit only when it is new."""

    unit = forms.ChoiceField(label=_("Hvilken enhet eller tjeneste?"))
    name = forms.CharField(
        label=_("Navnet barna kjenner stedet ved"), max_length=80, help_text=_("For eksempel «Fjell skole».")
    )
    age_band = forms.ChoiceField(label=_("Hvem svarer?"), choices=Channel.AgeBand, widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(label=_("Språk barna kan velge"), widget=forms.CheckboxSelectMultiple)
    face_pack = forms.ChoiceField(
        label=_("Fjes"),
        choices=[("", _("De som passer til alderen")), *Channel.FacePack.choices],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Under 13 år passer fem grader av glad best. Da bruker barna hele skalaen."),
    )
    takes = forms.ChoiceField(
        label=_("Egne ord"),
        choices=Channel.Takes,
        widget=forms.RadioSelect,
        help_text=_("Egne ord er bare åpent mens en navngitt leser har vakt."),
    )
    reader = forms.CharField(
        label=_("Hvem leser svarene?"),
        max_length=120,
        help_text=_("Med ord barna kjenner: «Helsesykepleieren og rektor»."),
    )
    reads_on = forms.MultipleChoiceField(
        label=_("Hvilke dager leses det?"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )
    answer_within = forms.IntegerField(
        label=_("Vi svarer innen (dager)"), min_value=1, max_value=90, help_text=_("Barna får se dette.")
    )
    least = forms.IntegerField(
        label=_("Antall barn som må svare før tall vises"),
        min_value=10,
        max_value=200,
        help_text=_("Minst 10. Er barna under 13 år, minst 20. Grensen kan ikke senkes etter første svar."),
    )

    def __init__(self, *args, person, channel: Channel | None = None, **options):
        if channel is not None:
            options["initial"] = {name: getattr(channel, name) for name in FIELDS} | {
                "reads_on": [str(day) for day in channel.reads_on]
            }
        else:
            options.setdefault("initial", {}).update(
                languages=["nb"], face_pack="", takes="nothing", answer_within=14, age_band="from13", least=10
            )
        super().__init__(*args, **options)
        self.fields["languages"].choices = [(code, flow.name) for code, flow in content.flows().items()]
        self.places = {} if channel else _places(person)
        if channel:
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = [(key, label) for key, (label, _place) in self.places.items()]

    def clean(self):
        """Faces that were not chosen follow the age; fewer than the least for the age is said at the field."""
        cleaned = super().clean() or {}
        cleaned["face_pack"] = cleaned.get("face_pack") or faces_for(cleaned.get("age_band", ""))
        least = least_of(cleaned.get("age_band", ""))
        if cleaned.get("least") and cleaned["least"] < least:
            self.add_error("least", _("Er barna under 13 år, må minst 20 ha svart."))
        return cleaned

    @property
    def place(self) -> dict:
        """The unit, or the organisation and its whole service."""
        return self.places[self.cleaned_data["unit"]][1]

    @property
    def settings(self) -> dict:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def _places(person) -> dict[str, tuple[str, dict]]:
    """What a channel may be for: units one leads or coordinates, and whole services of what one coordinates."""
    found: dict[str, tuple[str, dict]] = {unit.key: (unit.name, {"unit": unit}) for unit in units_to_ask_about(person)}
    for organisation in Organisation.objects.coordinated_by(person):
        for service in Service.objects.filter(units__organisation=organisation).distinct():
            label = _("Hele tjenesten: %(service)s, %(organisation)s")
            words = {"service": service, "organisation": organisation}
            found[f"{organisation.key}.{service.code}"] = (
                str(label % words),
                {"organisation": organisation, "service": service},
            )
    return found


class PauseForm(forms.Form):
    """Why it rests; for colleagues, children only see that it is closed."""

    because = forms.CharField(label=_("Hvorfor tar dere pause?"), max_length=200, required=False)
