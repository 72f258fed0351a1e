"""Names of themes, and the marks of questions that should not be put to children."""

import re

from django.utils.translation import gettext_lazy as _

THEMES = {
    "heard": _("Å bli hørt"),
    "safe": _("Å være trygg"),
    "understood": _("Å forstå"),
    "decide": _("Å være med og bestemme"),
    "sharing": _("Det som blir sagt videre"),
    "place": _("Stedet"),
    "better": _("Det som ville gjort det bedre"),
    "time": _("Tid og ventetid"),
}
METHODS_HINT = _("Skriv rollen, for eksempel «helsesykepleier» – ikke navn på barn.")
# What happened to the child, who did it, and what it is called: never asked for.
HAPPENED = re.compile(
    r"\b(hva (skjedde|har skjedd|har hendt|ble gjort|gjorde)|hvem (gjorde|slo|var det som)|har (noen|du) (blitt )?"
    r"(slått|slo|skadet|mishandlet|utsatt)|opplevd vold|vold hjemme|overgrep|fortell (om|hva)|beskriv|hvorfor)\b",
    re.IGNORECASE,
)
FORCED = re.compile(r"\b(må|skal) (du )?(svare|fortelle|skrive|si)\b|\bpåkrevd\b|\bobligatorisk\b", re.IGNORECASE)
PERSONAL = re.compile(
    r"\b(navn|heter|adresse|telefon|klasse|bursdag|født|foreldrene dine|mamma|pappa)\b", re.IGNORECASE
)
LEADING = re.compile(r"\b(ikke sant|er det ikke|synes du ikke|er vi flinke)\b", re.IGNORECASE)
# LIX for children: words per sentence and the share of long words.
CHILD_LIX = 25


def warnings(text: str) -> list:
    """What is unwise about a question to children, in words for the one who writes it; empty when all is well."""
    found = []
    if HAPPENED.search(text):
        found.append(_("Spør om stedet, ikke om hva som har hendt. Da ødelegger vi ikke for dem som skal hjelpe."))
    if FORCED.search(text):
        found.append(_("Ingen må svare. Skriv spørsmålet slik at det er greit å hoppe over."))
    if PERSONAL.search(text):
        found.append(_("Ikke spør om noe som kan vise hvem barnet er."))
    if LEADING.search(text):
        found.append(_("Spørsmålet ber om et bestemt svar. Gjør alle svar like greie."))
    if lix(text) > CHILD_LIX:
        found.append(_("Setningen er tung for barn. Bruk kortere ord, eller del den i to."))
    return found


def lix(text: str) -> float:
    """How heavy a text is to read: under 25 is easy for children."""
    words = re.findall(r"\w+", text)
    sentences = len(re.findall(r"[.!?:]+", text)) or 1
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words) if words else 0.0
