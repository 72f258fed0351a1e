"""A form on something that somebody else may save while it is being filled in."""

from django import forms
from django.utils.translation import gettext as _


class WatchedForm(forms.Form):
    """Nothing of somebody else's is undone unseen. A ModelForm that is watched names ModelForm first.

    Call `watch` when the form is made, and `say_what_would_be_undone` last in `clean`.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def watch(self, edition: str, now: dict) -> None:
        """`edition` differs after every change of what is edited; `now` is what it says, by field."""
        self.edition, self.now = edition, now
        self.initial["seen"] = edition

    def say_what_would_be_undone(self) -> None:
        """An error when somebody else saved since the form was opened. Saved once more, this form holds."""
        data = self.cleaned_data
        edition = getattr(self, "edition", None)
        if not edition or not data.get("seen") or data["seen"] == edition:
            return
        differ = [str(self.fields[name].label) for name in self.now if not _alike(data.get(name), self.now[name])]
        self.data = self.data.copy()
        self.data["seen"] = edition
        words = _(
            "Noen andre har endret dette mens du skrev. Lagrer du en gang til, gjelder det du har skrevet i: %(names)s."
        )
        self.add_error(None, words % {"names": ", ".join(differ) or "–"})

    @property
    def facts(self) -> dict:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def _alike(written, stored) -> bool:
    """Whether two values of a field are the same, whatever the browser does to spaces and line ends."""
    words = [value.split() if isinstance(value, str) else value or None for value in (written, stored)]
    return words[0] == words[1] or not any(words)
