"""The forms: a name to compare, a credential to check, why a certificate is withdrawn."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.certificates.badge import LONGEST
from tryggby.ground.door import one_line


class NameForm(forms.Form):
    """The name that stands on the certificate somebody has been shown."""

    name = forms.CharField(
        label=gettext_lazy("Navnet på beviset du har fått se"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv navnet som står på beviset.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def fits(self, holder: str) -> bool:
        """The same name, whatever the case and the spaces."""
        return one_line(self.cleaned_data["name"]).casefold() == one_line(holder).casefold()


class CheckForm(forms.Form):
    """A credential, pasted or as a file; or the address or code of a certificate."""

    text = forms.CharField(
        label=gettext_lazy("Lim inn beviset, adressen eller koden"),
        required=False,
        strip=True,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(label=gettext_lazy("Eller velg filen du har fått"), required=False)

    def clean_file(self) -> str:
        """The file as text; what is too big or no text is no credential."""
        found = self.cleaned_data["file"]
        if not found:
            return ""
        if found.size > LONGEST:
            raise forms.ValidationError(_("Filen er for stor til å være et bevis."))
        return found.read().decode("utf-8", "replace")

    def clean(self) -> dict:
        """One of them."""
        data = super().clean() or {}
        data["given"] = data.get("text") or data.get("file") or ""
        if not data["given"] and not self.errors:
            self.add_error("text", _("Lim inn beviset, eller velg en fil."))
        return data


class WithdrawalForm(forms.Form):
    """Why a certificate holds no more."""

    reason = forms.CharField(
        label=gettext_lazy("Hvorfor trekkes beviset tilbake?"),
        help_text=gettext_lazy("Den som har beviset, ser grunnen. Andre ser bare at det er trukket tilbake, og når."),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv hvorfor beviset trekkes tilbake.")},
    )
