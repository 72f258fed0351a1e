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


@dataclass(frozen=True)
class Line:
    """One thing that is filled in by hand on paper: ringed among `choices`, or written in `rows` lines."""

    name: Promise | str
    choices: tuple[Promise | str, ...] = ()
    rows: int = 1


# The paper asks what the screen asks, in the same order: how it is said, what must be said, and after.
HOW = (
    Line(_("Er det lest høyt?"), (_("Ja, og barnet sier at det er riktig"),)),
    Line(_("Hvem sier det?"), tuple(name for _code, name in WAYS)),
    Line(_("Når blir det sagt?")),
    Line(_("Hvem sitter ved siden av meg?")),
    Line(_("Hva skjer rett etterpå?")),
    Line(_("Hvor er jeg den kvelden?")),
)
MUST = (
    Line(_("Hvorfor må det sies?"), tuple(name for _code, name in DUTIES)),
    Line(_("Det minste som må sies"), rows=2),
    Line(_("Til hvem")),
    Line(_("Fikk barnet vite det først?"), (_("Ja"), _("Nei"))),
    Line(_("Hvis nei: hvorfor ikke?")),
    Line(_("Er barnet uenig? Skriv det barnet sier, ord for ord"), rows=3),
)
AFTER = (
    Line(_("Når snakker vi sammen igjen?")),
    Line(_("Hvem spør meg hvordan det gikk?")),
    Line(_("Hva gjør jeg hvis jeg ombestemmer meg?")),
    Line(_("Ble det sagt slik vi avtalte? Barnet svarer"), (_("Ja"), _("Delvis"), _("Nei"))),
)
