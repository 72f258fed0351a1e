"""Our own items for the self-review: three for each core element, each with what 1 and 5 look like."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tryggby.packages.door import CoreElement

KNOWLEDGE, SKILL = CoreElement.KNOWLEDGE, CoreElement.PRACTICAL_SKILL
REFLEXIVITY, CULTURE = CoreElement.REFLEXIVITY, CoreElement.WORK_CULTURE


@dataclass(frozen=True)
class Item:
    """A sentence the group places itself on, with `low` and `high` in plain sight. `pulse`: also asked in the pulse."""

    id: str
    element: str
    text: Promise | str
    low: Promise | str
    high: Promise | str
    pulse: bool = False


ITEMS = (
    Item(
        "felles-ord",
        KNOWLEDGE,
        _("Vi bruker de samme ordene når vi snakker om hva barn trenger."),
        _("Hver har sine ord"),
        _("Alle, også vikarer, kjenner ordene igjen"),
        pulse=True,
    ),
    Item(
        "hva-det-gjor",
        KNOWLEDGE,
        _("Vi vet hva vonde opplevelser kan gjøre med et barn, og hva som hjelper i hverdagen."),
        _("Noen få vet"),
        _("Alle kan forklare det for en ny kollega"),
    ),
    Item(
        "plikter",
        KNOWLEDGE,
        _("Alle vet når de må melde fra, og hvem de ringer."),
        _("Vi må lete"),
        _("Alle vet det uten å lete"),
    ),
    Item(
        "ta-imot",
        SKILL,
        _("Vi får til å ta imot når et barn begynner å fortelle."),
        _("Vi har ikke øvd"),
        _("Vi har øvd flere ganger og kjenner oss trygge"),
        pulse=True,
    ),
    Item(
        "roe",
        SKILL,
        _("Vi får til å roe et barn som er ute av seg, uten å skjenne."),
        _("Det avhenger av hvem som er på jobb"),
        _("Det kjennes likt for barnet hos alle"),
    ),
    Item(
        "dele-trygt",
        SKILL,
        _("Vi avtaler med barnet før vi sier noe videre."),
        _("Sjelden"),
        _("Hver gang det er trygt"),
    ),
    Item(
        "egne-reaksjoner",
        REFLEXIVITY,
        _("Vi snakker om egne reaksjoner etter vanskelige situasjoner."),
        _("Vi går videre uten å si noe"),
        _("Vi tar noen minutter samme dag, hver gang"),
        pulse=True,
    ),
    Item(
        "to-forklaringer",
        REFLEXIVITY,
        _("Vi leter etter flere forklaringer på det et barn gjør."),
        _("Den første forklaringen vinner"),
        _("Vi lager minst to, og spør barnet"),
    ),
    Item(
        "unnskyld",
        REFLEXIVITY,
        _("Vi sier unnskyld til barn når vi har gjort noe dumt."),
        _("Det er uvant"),
        _("Det er vanlig, også for lederen"),
    ),
    Item(
        "fast-tid",
        CULTURE,
        _("Øving og veiledning har fast tid, også når det er travelt."),
        _("Det faller ofte bort"),
        _("Det står i planen og blir holdt"),
        pulse=True,
    ),
    Item(
        "nye-kolleger",
        CULTURE,
        _("Nye kolleger og vikarer får vite hvordan vi møter barn her."),
        _("De må finne ut av det selv"),
        _("Det er en fast del av den første uka"),
    ),
    Item(
        "ta-vare",
        CULTURE,
        _("Vi tar vare på hverandre når jobben går inn på oss."),
        _("Hver får klare seg"),
        _("Alle vet hvem de kan gå til, og det blir brukt"),
    ),
)


def asked(kind: str) -> tuple[Item, ...]:
    """The items of a whole self-review, or of a pulse."""
    return ITEMS if kind == "whole" else tuple(item for item in ITEMS if item.pulse)
