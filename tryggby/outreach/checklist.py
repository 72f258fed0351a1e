"""What must be in place before young advisers meet leaders. Every point is answered before the meeting can be held."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SafetyPoint:
    """One point: what is asked, why, and what may be noted. Roles, never names."""

    code: str
    text: str | Promise
    why: str | Promise


POINTS = (
    SafetyPoint(
        "beside",
        _("Hver unge rådgiver er spurt om hvem som skal være ved siden av"),
        _("De velger selv en trygghetsperson, også under pauser og på vei hjem."),
    ),
    SafetyPoint(
        "consent",
        _("De har sagt ja til å være med, og vet at de kan ombestemme seg"),
        _("Er de under den alderen der de kan si ja alene, har også foresatte sagt ja."),
    ),
    SafetyPoint(
        "words",
        _("De vet hva som skjer med det de sier"),
        _("Hvem som hører det, hva som skrives ned, og hva vi må si videre om noen er i fare."),
    ),
    SafetyPoint(
        "experience",
        _("De blir spurt om råd, ikke om hva de har opplevd"),
        _("Lederne vet det også. Ingen spør om det som har hendt."),
    ),
    SafetyPoint(
        "names",
        _("Ingen navn, bilder eller opptak"),
        _("I referatet står det hva som ble sagt, aldri hvem som sa det."),
    ),
    SafetyPoint(
        "pause",
        _("Det finnes et rom å gå til, og alle kan gå ut uten å forklare seg"),
        _("En voksen som ikke leder møtet, følger med på hvordan de har det."),
    ),
    SafetyPoint(
        "debrief",
        _("Noen snakker med dem rett etterpå, og ringer uka etter"),
        _("Skriv gjerne hvilken rolle det er, for eksempel helsesykepleier."),
    ),
    SafetyPoint(
        "pay",
        _("De får lønn for tida, og reisen er betalt"),
        _("Råd er arbeid. Avtal beløp og måte på forhånd."),
    ),
)
CODES = frozenset(point.code for point in POINTS)
