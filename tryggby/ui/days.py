"""Days and hours as each language writes them. The product's formats are the Norwegian ones."""

import datetime as dt

from django.utils import formats, timezone
from django.utils.translation import get_language

# What the English write otherwise, longest first.
ENGLISH = (("j.n.Y", "j/n/Y"), ("j.n.", "j/n"), ("j.", "j"), ("H.i", "H:i"))


def form_of_day(form: str) -> str:
    """A Norwegian format («j. F Y», «H.i») as the reader's language has it: «24. november» is «24 November»."""
    if (get_language() or "").startswith("en"):
        for norwegian, english in ENGLISH:
            form = form.replace(norwegian, english)
    return form


def date_format(value: dt.date | dt.time, form: str) -> str:
    """A day or an hour in words, in the reader's language; `form` as in Django's `date` filter, the Norwegian way.

    An instant is told as it is here: half past midnight in Oslo is not the day before.
    """
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return formats.date_format(value, form_of_day(form))
