"""What each figure of effect means: definition, of whom, period, and what is hidden and why. The same in every file."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tryggby.insight.effect.periods import GRACE, next_count
from tryggby.insight.suppression import LIMIT
from tryggby.ui.door import date_format

# What the open data may be used under.
LICENCE, LICENCE_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.no"


@dataclass(frozen=True)
class Definition:
    """One kind of figure in words."""

    code: str
    title: str
    means: str
    of: str
    period: str
    hidden: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Label and text, for lists and tables."""
        return [
            (_("Hva det er"), self.means),
            (_("Av hvem"), self.of),
            (_("Periode"), self.period),
            (_("Det som ikke vises"), self.hidden),
        ]


def definitions(on: dt.date) -> dict[str, Definition]:
    """Code → definition."""
    found = (_reach(on), _dose(on), _practice(), _review(), _children())
    return {one.code: one for one in found}


def notes() -> list[tuple[str, str]]:
    """What holds for every figure."""
    return [
        (
            _("Sammenligning"),
            _("Et sted sammenlignes bare med seg selv før. Steder står i alfabetisk rekkefølge, og ingen er rangert."),
        ),
        (
            _("Årsak"),
            _("Tallene viser hva som er gjort og hva folk svarer. De kan ikke alene si hva som var grunnen."),
        ),
        (_("Bruk"), _("Åpne data kan brukes fritt under %(licence)s.") % {"licence": LICENCE}),
    ]


def _reach(on: dt.date) -> Definition:
    return Definition(
        "reach",
        _("Rekkevidde"),
        _("Ansatte som leste minst én del ferdig, var på en samling, eller fikk veiledning eller øvde i kvartalet."),
        _people(),
        _quarters(on),
        _(
            "Er de som ble nådd, eller de som ikke ble det, færre enn %(limit)d, vises ikke tallet. Da skjules også "
            "noen andre tall, så ingen kan regne seg fram, heller ikke den som kjenner én enhet fra innsiden."
        )
        % {"limit": LIMIT},
    )


def _dose(on: dt.date) -> Definition:
    return Definition(
        "dose",
        _("Mengde"),
        _(
            "Timer er beregnet lesetid for delene som ble lest ferdig. Samlinger er oppmøter på fagdager, "
            "mentortrening og nettverk. Veiledning er oppmøter på lederveiledning og øvinger. Alt er delt på antall "
            "ansatte."
        ),
        _people(),
        _quarters(on),
        _(
            "Vises ikke der rekkevidden ikke vises, og heller ikke der færre enn %(limit)d personer står bak, eller "
            "der det kunne regnes ut."
        )
        % {"limit": LIMIT},
    )


def _practice() -> Definition:
    return Definition(
        "practice",
        _("Øving over tid"),
        _(
            "Enheter som holdt minst én øving i måneden. «Øver fortsatt» er enheter som begynte for minst 6 eller 12 "
            "måneder siden og har øvd de siste tre månedene."
        ),
        _("Enheter med minst %(limit)d ansatte. Det telles enheter, ikke personer.") % {"limit": LIMIT},
        _(
            "Hele måneder, fra den første da en enhet øvde. De tre siste telles på nytt, for en øving kan bli "
            "meldt inn sent."
        ),
        _("Ingenting er skjult her. Enheter med færre enn %(limit)d ansatte er ikke med.") % {"limit": LIMIT},
    )


def _review() -> Definition:
    return Definition(
        "review",
        _("Egenvurdering"),
        _("Det enhetene ble enige om på påstandene som stilles hver gang: 1–2, 3 eller 4–5, eller at de gikk videre."),
        _("Enheter som har holdt egenvurderingen. Hva én enhet svarte, ser bare enheten og lederen dens."),
        _("Ved enhetens første hele egenvurdering, etter 6 måneder og etter 12."),
        _(
            "Færre enn 10 enheter vises ikke. Antall under 5 skjules, og også det de kunne regnes ut av. Tallene "
            "byttes først når minst 5 enheter har kommet til."
        ),
    )


def _children() -> Definition:
    return Definition(
        "children",
        _("Barnas svar"),
        _("Det barn og unge har svart om tjenestene. Det er de samme tallene som alle kan lese."),
        _("De som har svart. Ingen vet hvem de er."),
        _("Den siste perioden det er vist tall for."),
        _("Færre enn 10 svar vises ikke, og færre enn 20 når barna er under 13. Antall under 5 skjules."),
    )


def _people() -> str:
    return _(
        "De som jobbet på stedet da kvartalet ble talt opp. Den som jobber flere steder, telles der "
        "stillingen er størst."
    )


def _quarters(on: dt.date) -> str:
    facts = {"days": GRACE.days, "next": date_format(next_count(on), "j. F Y")}
    return (
        _(
            "Hele kvartaler, fra det første da noen var med. De telles opp %(days)d dager etter at kvartalet er over, "
            "og endres aldri etterpå. "
            "Det neste kommer %(next)s."
        )
        % facts
    )
