"""How many places there are."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.events.actions.seating import MOST

TEXT = gettext_lazy("Skriv et helt tall fra 1 og oppover.")


class PlacesForm(forms.Form):
    """Places in the room and on the stream; an empty number on the stream means no end."""

    room = forms.IntegerField(
        label=gettext_lazy("Plasser i salen"),
        help_text=gettext_lazy("La det stå tomt hvis alle er på nett."),
        min_value=1,
        max_value=MOST,
        required=False,
        error_messages={"min_value": TEXT, "invalid": TEXT},
    )
    streamed = forms.BooleanField(label=gettext_lazy("Sendes også på nett"), required=False)
    stream = forms.IntegerField(
        label=gettext_lazy("Plasser på nett"),
        help_text=gettext_lazy("La det stå tomt hvis det ikke er noen grense."),
        min_value=1,
        max_value=MOST,
        required=False,
        error_messages={"min_value": TEXT, "invalid": TEXT},
    )

    def clean(self):
        """Somewhere to be."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("room") and not cleaned.get("streamed"):
            self.add_error("room", _("Skriv hvor mange det er plass til i salen, eller velg at det sendes på nett."))
        return cleaned
