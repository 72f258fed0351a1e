"""Quiet traps for robots on open forms: a field that people do not see, and the time that reading takes."""

import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# A person needs at least this many seconds for a form.
FASTEST = 2
# An older form is answered with a fresh stamp, as if it had just been shown.
OLDEST = 24 * 60 * 60


class TrappedForm(forms.Form):
    """A form that anybody may send. `trap` names the form, so that the stamp of one is not used for another."""

    trap = ""

    def __init__(self, data=None, *args, **options):
        super().__init__(data, *args, **options)
        self.fields["homepage"] = forms.CharField(required=False)
        self.fields["started"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial.setdefault("started", self._stamp())

    def clean_homepage(self):
        """The trap that people do not see."""
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("«La dette stå tomt» må være tomt. Slett det som står der, og send på nytt."))
        return ""

    def clean(self):
        """A form that was sent at once was not read."""
        if self._age() < FASTEST:
            raise ValidationError(_("Det gikk litt fort for oss. Vent et par sekunder, og send på nytt."))
        return super().clean()

    def _age(self) -> float:
        """Seconds since the form was shown; 0 when the stamp is missing or another form's (a new one is put in)."""
        try:
            shown = signing.loads(self.cleaned_data.get("started", ""), salt="tryggby.ui.trap")
            age = time.time() - shown["at"]
            if shown["of"] == self.trap and age <= OLDEST:
                return age
        except (signing.BadSignature, KeyError, TypeError):
            pass
        self.data = self.data.copy()
        self.data["started"] = self._stamp()
        return 0

    def _stamp(self) -> str:
        return signing.dumps({"of": self.trap, "at": int(time.time())}, salt="tryggby.ui.trap")
