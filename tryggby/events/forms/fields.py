"""Fields that say plainly what is wrong: names, addresses, and times on the clock in Oslo."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tryggby.events import words
from tryggby.ground.door import OSLO

# Somebody else's mail must not carry a stranger's address or text.
ADDRESS = re.compile(r"://|www\.|@|\.(com|net|no|ru|info|org)\b", re.IGNORECASE)


class LineField(forms.CharField):
    """One line of text, tidied before it is measured."""

    def __init__(self, *, max_length: int, **options):
        self.longest = max_length
        super().__init__(**options)
        self.widget.attrs["maxlength"] = max_length

    def to_python(self, value):
        """Without control signs, on one line."""
        return words.line(super().to_python(value) or "")

    def validate(self, value):
        """Not empty when required, and not too long."""
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(
                _("Skriv kortere. Det er plass til %(most)s tegn, og du har brukt %(used)s."),
                params={"most": self.longest, "used": len(value)},
            )


class NameField(LineField):
    """A person's name: any letters of the world, but no web address."""

    def validate(self, value):
        """A name, and only that."""
        super().validate(value)
        if ADDRESS.search(value):
            raise ValidationError(_("Skriv bare navnet ditt."))
        if value and not any(sign.isalpha() for sign in value):
            raise ValidationError(_("Skriv navnet ditt med bokstaver."))


class MailField(forms.EmailField):
    """An address on one line."""

    default_error_messages = {
        "invalid": _("Skriv en e-postadresse, for eksempel navn@kommune.no."),
        "required": _("Skriv e-postadressen din, så vi kan sende bekreftelsen."),
    }

    def to_python(self, value):
        """Refuses line breaks inside before anything is cut away."""
        if value and any(sign in value.strip() for sign in "\r\n\0"):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class ClockField(forms.TimeField):
    """A time as people write it: 09.00, 9:00 or 0900."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    default_error_messages = {"invalid": _("Skriv klokkeslettet slik: 09.00.")}

    def to_python(self, value):
        """A dot is a colon."""
        if isinstance(value, str):
            value = value.strip().replace(".", ":")
            value = re.sub(r"^(\d{1,2})(\d{2})$", r"\1:\2", value)
        return super().to_python(value)


class DayField(forms.DateField):
    """A day, from the browser's own picker or written 24.12.2026."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Skriv datoen slik: 24.12.2026.")}

    def __init__(self, **options):
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y"], **options)


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """The instant of a wall-clock time in Oslo; ValidationError in the hour that summer time skips.

    In the doubled hour of autumn the first one is meant.
    """
    wall = dt.datetime.combine(day, time, tzinfo=OSLO)
    if wall.astimezone(dt.UTC).astimezone(OSLO).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise ValidationError(
            _("Klokka %(time)s finnes ikke den natta, for da stilles klokka fram til sommertid."),
            params={"time": f"{time:%H.%M}"},
        )
    return wall.astimezone(dt.UTC)
