"""What people fill in about their keys."""

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.sealing.passphrase import SHORTEST, tidy


class Secret(forms.CharField):
    """A passphrase: never shown again, never trimmed away unnoticed."""

    def __init__(self, **options):
        widget = forms.PasswordInput(attrs={"autocomplete": options.pop("autocomplete", "off")})
        super().__init__(max_length=200, strip=False, widget=widget, **options)


class OpeningForm(forms.Form):
    """The passphrase that opens one's key."""

    words = Secret(label=gettext_lazy("Lesesetningen din"), autocomplete="current-password")


class NewPassphraseForm(forms.Form):
    """A passphrase, twice."""

    words = Secret(
        label=gettext_lazy("Lesesetning"),
        autocomplete="new-password",
        help_text=gettext_lazy(
            "Minst fire ord du husker, men som ingen gjetter. Ikke det samme som passordet du logger inn med."
        ),
    )
    again = Secret(label=gettext_lazy("Lesesetningen en gang til"), autocomplete="new-password")

    def clean_words(self):
        """Long enough, and not one that everybody uses."""
        words = tidy(self.cleaned_data["words"])
        if len(words) < SHORTEST:
            raise ValidationError(_("Bruk minst %(n)s tegn. Fire vanlige ord holder.") % {"n": SHORTEST})
        if len(set(words.casefold())) < 6:
            raise ValidationError(_("Bruk flere forskjellige bokstaver. Fire vanlige ord holder."))
        CommonPasswordValidator().validate(words.replace(" ", ""))
        return words

    def clean(self):
        """Both are the same."""
        data = super().clean()
        if data.get("words") and tidy(data.get("again") or "") != data["words"]:
            self.add_error("again", _("De to er ikke like."))
        return data


class RecoveryCodeForm(NewPassphraseForm):
    """The printed code and a new passphrase."""

    code = forms.CharField(
        label=gettext_lazy("Gjenopprettingskoden fra arket"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ["code", "words", "again"]


class HolderForm(forms.Form):
    """Who is proposed as key holder."""

    person = forms.ChoiceField(label=gettext_lazy("Hvem foreslår du?"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.key: person for person in people}
        self.fields["person"].choices = [("", _("Velg"))] + [(key, p.name) for key, p in self.people.items()]

    def chosen(self):
        """The person."""
        return self.people[self.cleaned_data["person"]]
