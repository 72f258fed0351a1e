"""The choices in the sharing plan: who may know, how it is said, and the signs for the child's own note."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Somebody:
    """One who may or must not know. `at_home` is the column that a safety stop closes."""

    code: str
    name: Promise | str
    at_home: bool = False


PEOPLE = (
    Somebody("mor", _("Mamma"), at_home=True),
    Somebody("far", _("Pappa"), at_home=True),
    Somebody("hjemme", _("En annen voksen hjemme"), at_home=True),
    Somebody("sosken", _("Søsken"), at_home=True),
    Somebody("larer", _("Læreren min")),
    Somebody("helse", _("Helsesykepleieren eller legen")),
    Somebody("barnevern", _("Barnevernet")),
    Somebody("trener", _("En trener eller leder")),
    Somebody("venn", _("En venn")),
)
WAYS = (
    ("selv", _("Jeg sier det selv")),
    ("voksen", _("Den voksne sier det")),
    ("sammen", _("Vi sier det sammen")),
    ("brev", _("I et brev eller en melding")),
)
DUTIES = (
    ("melde", _("Plikt til å melde fra til barnevernet")),
    ("avverge", _("Plikt til å hindre at noe alvorlig skjer")),
    ("annet", _("En annen grunn")),
)
# Drawings in parts/sign.html; none of them says anything about why.
SIGNS = (
    ("sun", _("Sol")),
    ("star", _("Stjerne")),
    ("moon", _("Måne")),
    ("boat", _("Båt")),
    ("tree", _("Tre")),
    ("hill", _("Fjell")),
)
# Who can be asked for advice after a safety stop, beside the municipality's own; names in the help register.
ADVISERS = ("politi-nod", "alarmtelefonen", "vo-linjen")
# What is filled in by hand on paper, after who says it.
LINES = (
    _("Når blir det sagt?"),
    _("Hvem sitter ved siden av meg?"),
    _("Hva skjer rett etterpå?"),
    _("Hvor er jeg den kvelden?"),
    _("Hvorfor må det sies?"),
    _("Det minste som må sies"),
    _("Fikk barnet vite det først?"),
    _("Er barnet uenig? Skriv det barnet sier, ord for ord"),
    _("Når snakker vi sammen igjen?"),
    _("Hvem spør meg hvordan det gikk?"),
    _("Etterpå: Ble det sagt slik vi avtalte?"),
)
