"""The open forms, for adults and for children; the answer; the words about the project."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import one_line
from tryggby.ui.door import TrappedForm, WatchedForm
from tryggby.website.models import ContactMessage, Project

Kind = ContactMessage.Kind
ADULT = (Kind.QUESTION, Kind.WRONG, Kind.BARRIER, Kind.IDEA, Kind.PRESS)
CHILD = (Kind.HARD, Kind.BROKEN, Kind.MISSING, Kind.UPSET, Kind.GOOD)
LONGEST, LONGEST_CHILD = 4000, 600
TOO_LONG = _("Skriv kortere. Det er plass til %(room)s tegn, og du har %(over)s for mange.")


class Room:
    """Room for so many signs. The field has no `maxlength`: browsers cut what is pasted, and say nothing."""

    def __init__(self, signs: int) -> None:
        self.signs = signs

    def __call__(self, text: str) -> None:
        # A browser sends a new line as two signs.
        over = len(text.replace("\r\n", "\n")) - self.signs
        if over > 0:
            raise ValidationError(TOO_LONG, params={"room": self.signs, "over": over})


class LetterForm(TrappedForm):
    """What an adult writes. Name and address are for those who want an answer."""

    trap = "letter"

    kind = forms.ChoiceField(label=_("Hva gjelder det?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Hva vil du si?"),
        widget=forms.Textarea,
        validators=[Room(LONGEST)],
        help_text=_("Skriv ikke om barn du kjenner navnet på, og ikke om andres helse."),
        error_messages={"required": _("Skriv hva det gjelder.")},
    )
    name = forms.CharField(label=_("Navn"), required=False, validators=[Room(120)])
    email = forms.EmailField(
        label=_("E-post"),
        required=False,
        max_length=None,
        validators=[Room(254)],
        help_text=_("Bare hvis du vil ha svar."),
        error_messages={"invalid": _("Skriv en e-postadresse, for eksempel navn@kommune.no.")},
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in ADULT]
        self.fields["kind"].error_messages["required"] = _("Velg hva det gjelder.")

    def clean_name(self):
        """On one line."""
        return one_line(self.cleaned_data["name"])


class ChildLetterForm(TrappedForm):
    """What a child says about the pages: one tap, and a few words if they want. No name, no address."""

    trap = "child_letter"

    kind = forms.ChoiceField(label=_("Hva vil du si fra om?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, has_reader: bool, **options):
        super().__init__(data, **options)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in CHILD]
        self.fields["kind"].error_messages["required"] = _("Velg det som passer best.")
        if has_reader:
            self.fields["text"] = forms.CharField(
                label=_("Vil du si mer?"),
                required=False,
                widget=forms.Textarea(attrs={"autocomplete": "off"}),
                validators=[Room(LONGEST_CHILD)],
                help_text=_("Skriv om siden. Du trenger ikke skrive om deg selv."),
            )


class AnswerForm(forms.Form):
    """The answer that is mailed."""

    text = forms.CharField(
        label=_("Svaret ditt"),
        widget=forms.Textarea,
        validators=[Room(LONGEST)],
        error_messages={"required": _("Skriv et svar.")},
    )
    seen = forms.IntegerField(required=False, min_value=0)


class ProjectForm(forms.ModelForm, WatchedForm):
    """The municipality's own words about the project, and the address that the website shows."""

    contact_email = forms.EmailField(
        label=_("E-postadressen på «Kontakt»"),
        required=False,
        help_text=_("En felles adresse, ikke din egen. Står den tom, viser vi bare skjemaet."),
        error_messages={"invalid": _("Skriv en e-postadresse, for eksempel navn@kommune.no.")},
    )

    class Meta:
        model = Project
        fields = ["goal", "groups", "since", "until", "funding", "contacts"]
        labels = {
            "goal": _("Målet"),
            "groups": _("Hvem arbeidet er for"),
            "since": _("Fra"),
            "until": _("Til"),
            "funding": _("Hvem som betaler"),
            "contacts": _("Hvem du kan kontakte, etter rolle"),
        }
        help_texts = {
            "contacts": _("For eksempel: Prosjektleder: oppvekst@kommune.no. Skriv roller, ikke privatpersoner."),
            "funding": _("For eksempel: Kommunen og statsforvalteren, 2026–2028."),
        }
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial=initial, **kwargs)
        known = self.instance
        now = {name: getattr(known, name) for name in self.Meta.fields} | (initial or {})
        self.watch(known.changed_at.isoformat() if known.pk else "–", now)

    def clean_contact_email(self):
        """Nothing (None) from a page that was open before there was such a field."""
        return self.cleaned_data["contact_email"] if "contact_email" in self.data else None

    def clean(self):
        """The end is not before the beginning."""
        given = super().clean()
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", ValidationError(_("Slutten må komme etter starten.")))
        self.say_what_would_be_undone()
        return given
