"""Addresses of the editors' pages, and of languages that only the help pages know; taken in by urls.py."""

from django.urls import path, register_converter

from tryggby.help.speech import slots
from tryggby.help.views import editing, public


class SpokenConverter:
    """A language that only the help pages have a place for."""

    regex = "|".join(slots())

    def to_python(self, value: str) -> str:
        """The code."""
        return value

    def to_url(self, value: str) -> str:
        """The code."""
        return value


class HelppageConverter(SpokenConverter):
    """The path of a help page without its language."""

    regex = r"hjelp/(?:[a-z-]+/){0,2}|trygg-pa-nett/"


register_converter(SpokenConverter, "spoken")
register_converter(HelppageConverter, "helppage")

MORE = [
    path("redaksjon/hjelpetilbud/", editing.register, name="register"),
    path("redaksjon/hjelpetilbud/nytt/", editing.entry_new, name="entry_new"),
    path("redaksjon/hjelpetilbud/<slug:key>/", editing.entry, name="entry"),
    path("redaksjon/hjelpetilbud/<slug:key>/kontroll/", editing.entry_check, name="entry_check"),
    path("redaksjon/hjelpetilbud/<slug:key>/ta-bort/", editing.entry_withdrawal, name="entry_withdrawal"),
    path("redaksjon/lovhjemler/", editing.laws, name="laws"),
    path("redaksjon/lovhjemler/ny/", editing.law_new, name="law_new"),
    path("redaksjon/lovhjemler/<slug:key>/", editing.law, name="law"),
    path("redaksjon/lovhjemler/<slug:key>/kontroll/", editing.law_check, name="law_check"),
    path("redaksjon/lovhjemler/<slug:key>/ta-bort/", editing.law_withdrawal, name="law_withdrawal"),
    path("<spoken:language>/<helppage:page>", public.spoken, name="spoken"),
]
