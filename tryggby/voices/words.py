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
# What happened to the child, who did it, and what it is called: never asked for. Bokmål and nynorsk together, English.
HAPPENED = re.compile(
    r"\b(hva (skjedde|har skjedd|har hendt|hendte|ble gjort|gjorde)|hvem (gjorde|slo|var det som)|hvorfor|"
    r"kva (skjedde|hende|har (skjedd|hendt)|vart gjort|blei gjort|gjorde)|kven (gjorde|slo|var det som)|kvifor|"
    r"har (noen|nokon|du) ((blitt|vorte|vorti) )?(slått|slege|slo|skadet|skada|mishandlet|mishandla|utsatt|utsett|"
    r"rørt|teke på|tatt på)|slår (noen|nokon)|(opplevd|opplevt) vold|vald heime|vold hjemme|overgrep|"
    r"fortell (om|hva)|fortel (om|kva)|beskriv|"
    r"what (has )?happened|what (did|has) (he|she|they|someone|anyone) (do|did|done)|who (did (it|this|that)|hit|hurt)|"
    r"(did|has|have|does|do) (anyone|anybody|someone|somebody|he|she|they|you) (ever )?(been )?"
    r"(hit|hits|hurt|hurts|beat|beaten|touch|touched|abused?|harm|harmed)|violence|abuse|tell us (about|what)|describe|"
    r"why)\b",
    re.IGNORECASE,
)
FORCED = re.compile(
    r"\b(må|skal) (du )?(svare|svara|fortelle|fortelje|fortelja|skrive|skriva|si|seie|seia)\b|\bpåkrevd\b|"
    r"\bobligatorisk\b|\byou (must|have to|need to) (answer|tell|write|say)\b|\b(required|mandatory)\b",
    re.IGNORECASE,
)
PERSONAL = re.compile(
    r"\b(navn|namn|heter|heiter|adresse|telefon|klasse|bursdag|født|fødd|foreldrene dine|foreldra dine|mamma|pappa|"
    r"your (name|address|class|birthday|parents|phone|mum|dad|mother|father)|are you called)\b",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"\b(ikke sant|ikkje sant|er det ikke|er det ikkje|synes du ikke|synest du ikkje|er vi flinke|"
    r"isn't it|aren't (they|we)|don't you think)\b",
    re.IGNORECASE,
)
# LIX for children: words per sentence and the share of long words.
CHILD_LIX = 25
WEIGHED = ("nb", "nn", "en")


def warnings(text: str, language: str = "nb") -> list:
    """What is unwise about a question to children, in words for the one who writes it; empty when all is well.

    How heavy it is to read is measured where the measure holds.
    """
    found = []
    if HAPPENED.search(text):
        found.append(_("Spør om stedet, ikke om hva som har hendt. Da ødelegger vi ikke for dem som skal hjelpe."))
    if FORCED.search(text):
        found.append(_("Ingen må svare. Skriv spørsmålet slik at det er greit å hoppe over."))
    if PERSONAL.search(text):
        found.append(_("Ikke spør om noe som kan vise hvem barnet er."))
    if LEADING.search(text):
        found.append(_("Spørsmålet ber om et bestemt svar. Gjør alle svar like greie."))
    if language in WEIGHED and lix(text) > CHILD_LIX:
        found.append(_("Setningen er tung for barn. Bruk kortere ord, eller del den i to."))
    return found


def lix(text: str) -> float:
    """How heavy a text is to read: under 25 is easy for children."""
    words = re.findall(r"\w+", text)
    sentences = len(re.findall(r"[.!?:]+", text)) or 1
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words) if words else 0.0
