"""The editors' forms: a help line with its texts, a section of the law."""

import re

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from tryggby.help.access import edited
from tryggby.help.hours import Unreadable, parse
from tryggby.help.models import HelpLine, LawSnippet
from tryggby.help.models.law import EVERY_SERVICE
from tryggby.help.models.verified import Sure
from tryggby.help.speech import OWN_NAMES, SOURCE, mark, slots, speeches
from tryggby.organisations.door import Organisation, Service
from tryggby.ui.door import WatchedForm

PHONE = re.compile(r"^\+?[0-9 ]{3,20}$")
HOURS_HINT = _(
    "Én regel på hver linje: «man–fre 08–15.30», «lør 10–14», «helligdag stengt», «julaften 08–12». "
    "Skriv «døgnåpent» om de alltid svarer. La feltet stå tomt om dere ikke vet."
)


class PhoneField(forms.CharField):
    """A number as people write it."""

    def clean(self, value):
        """Digits, spaces, and a plus in front."""
        text = super().clean(value)
        if text and not PHONE.match(text):
            raise forms.ValidationError(_("Skriv nummeret med bare tall og mellomrom."))
        return " ".join(text.split())


class HoursField(forms.CharField):
    """Opening hours as text that the clock understands."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        """Every line makes sense."""
        text = super().clean(value).replace("\r\n", "\n").strip()
        try:
            parse(text)
        except Unreadable as error:
            raise forms.ValidationError(
                _("Vi forstår ikke linja «%(line)s». Skriv for eksempel «man–fre 08–15.30».") % {"line": error}
            ) from error
        return text


class WebField(forms.CharField):
    """An address on the web; https where nothing is said."""

    def clean(self, value):
        """A whole https or http address."""
        text = super().clean(value).strip()
        text = f"https://{text}" if text and "://" not in text else text
        if text:
            URLValidator(schemes=["https", "http"], message=_("Skriv adressen slik: https://www.kommunen.no/side"))(
                text
            )
        return text


class EntryForm(WatchedForm):
    """A help line. The texts of other languages are optional; bokmål is not."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Hvem eier opplysningene?"), to_field_name="key"
    )
    name = forms.CharField(label=_("Navn"), max_length=120)
    text_nb = forms.CharField(label=_("Hva kan de hjelpe med? Bokmål"), max_length=400, widget=forms.Textarea)
    audiences = forms.MultipleChoiceField(
        label=_("Hvem er det for?"), choices=HelpLine.Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    placing = forms.ChoiceField(label=_("Hvor på siden?"), choices=HelpLine.Placing.choices, initial="a")
    age_min = forms.IntegerField(label=_("Fra alder"), min_value=0, max_value=120, required=False)
    age_max = forms.IntegerField(label=_("Til alder"), min_value=0, max_value=120, required=False)
    phone = PhoneField(label=_("Telefon"), max_length=20, required=False)
    hours = HoursField(label=_("Når svarer de på telefonen?"), max_length=600, required=False, help_text=HOURS_HINT)
    sure_hours = forms.ChoiceField(label=_("Hvor sikre er tidene?"), choices=Sure.choices, initial=Sure.SURE)
    sms = PhoneField(label=_("SMS"), max_length=20, required=False)
    chat_url = WebField(label=_("Chat"), max_length=300, required=False)
    written_hours = HoursField(label=_("Når svarer de på SMS og chat?"), max_length=600, required=False)
    web = WebField(label=_("Nettside"), max_length=300, required=False)
    area = forms.CharField(label=_("Hvor gjelder det?"), max_length=100, required=False)
    anonymous = forms.ChoiceField(label=_("Kan man være anonym?"), choices=HelpLine.Answer.choices, initial="unknown")
    keeps_record = forms.ChoiceField(
        label=_("Skriver de ned samtalen?"), choices=HelpLine.Answer.choices, initial="unknown"
    )
    free = forms.ChoiceField(label=_("Er det gratis?"), choices=HelpLine.Answer.choices, initial="unknown")
    languages = forms.CharField(label=_("Språk de svarer på"), max_length=100, required=False)
    source = forms.CharField(
        label=_("Kilde"), max_length=300, help_text=_("Der opplysningene står, helst en adresse på nettet.")
    )
    sure = forms.ChoiceField(label=_("Hvor sikkert er nummeret?"), choices=Sure.choices, initial=Sure.SURE)
    review_every_days = forms.IntegerField(label=_("Kontrolleres hver … dag"), min_value=7, max_value=365, initial=30)

    def __init__(self, *args, person, line: HelpLine | None = None, **kwargs):
        self.line = line
        super().__init__(*args, initial=_initial(line) if line else None, **kwargs)
        own = Organisation.objects.filter(pk__in=edited(person))
        self.fields["organisation"].queryset = own
        if line:
            del self.fields["organisation"]
            self.watch(edition(line), _initial(line))
        elif len(own) == 1:
            self.fields["organisation"].initial = own[0]
        for code in other_languages():
            self.fields[f"text_{code}"] = forms.CharField(
                label=speeches()[code].name,
                max_length=400,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )

    def clean(self):
        """Somebody can be reached, and the ages are in order."""
        data = super().clean()
        ways = ("phone", "sms", "chat_url", "web")
        if not any(data.get(way) for way in ways) and not any(way in self.errors for way in ways):
            self.add_error("phone", _("Skriv et nummer, en chat eller en nettside."))
        if data.get("age_min") and data.get("age_max") and data["age_min"] > data["age_max"]:
            self.add_error("age_max", _("Til alder kan ikke være lavere enn fra alder."))
        self.say_what_would_be_undone()
        return data

    @property
    def translations(self) -> list[tuple[object, bool]]:
        """The fields of the other languages, and whether each text is older than the bokmål."""
        stale = stale_languages(self.line) if self.line else set()
        return [(self[f"text_{code}"], code in stale) for code in other_languages()]

    @property
    def facts(self) -> dict:
        """What the action takes."""
        data = {name: value for name, value in super().facts.items() if not name.startswith("text_")}
        texts = {n[5:]: " ".join(v.split()) for n, v in self.cleaned_data.items() if n.startswith("text_")}
        return data | {"texts": texts}


class LawForm(WatchedForm):
    """A section of the law."""

    section = forms.CharField(label=_("Paragraf"), max_length=120, help_text=_("Slik: Barnevernsloven § 13-2."))
    kind = forms.ChoiceField(label=_("Slag"), choices=LawSnippet.Kind.choices)
    gist = forms.CharField(
        label=_("Hva den sier, med enkle ord"), max_length=600, widget=forms.Textarea(attrs={"rows": 4})
    )
    services = forms.MultipleChoiceField(
        label=_("Hvem gjelder den for?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(label=_("Kilde"), max_length=300)
    sure = forms.ChoiceField(label=_("Hvor sikker er den?"), choices=Sure.choices, initial=Sure.SURE)
    review_every_days = forms.IntegerField(label=_("Kontrolleres hver … dag"), min_value=7, max_value=730, initial=180)

    def __init__(self, *args, law: LawSnippet | None = None, **kwargs):
        said = {name: getattr(law, name) for name in self.base_fields if name != "seen"} if law else {}
        super().__init__(*args, initial=said, **kwargs)
        if law:
            self.watch(edition(law), said)
        services = [(service.code, str(service)) for service in Service.objects.all()]
        self.fields["services"].choices = [(EVERY_SERVICE, _("Alle")), *services]

    def clean(self):
        """Nothing of another editor's is undone unseen."""
        data = super().clean()
        self.say_what_would_be_undone()
        return data


def other_languages() -> list[str]:
    """Every language that a line may have a text in, beside bokmål."""
    return [code for code in (*OWN_NAMES, *slots()) if code != SOURCE]


def stale_languages(line: HelpLine) -> set[str]:
    """Languages whose text was made from another bokmål than today's."""
    texts = {text.language: text for text in line.texts.all()}
    source = mark(texts[SOURCE].text) if SOURCE in texts else ""
    return {code for code, text in texts.items() if code != SOURCE and text.made_from and text.made_from != source}


def edition(record: HelpLine | LawSnippet) -> str:
    """Changes whenever somebody, or a newer starter set, changes the record."""
    return record.edited_at.isoformat() if record.edited_at else f"shipped {record.shipped_hash[:12]}"


def _initial(line: HelpLine) -> dict:
    names = [n for n in EntryForm.base_fields if not n.startswith("text_") and n not in {"organisation", "seen"}]
    texts = {f"text_{text.language}": text.text for text in line.texts.all()}
    return {name: getattr(line, name) for name in names} | texts
