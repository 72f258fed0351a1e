"""What an adult reads to a child before they talk: it depends on where the adult works, and on the child's age."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Workplace:
    """Where the adult works. `service` is the code that sections of the law are filed under; `tells` is whom the adult
    must ask for help, `keeps` what the adult may not tell, both in words a child understands."""

    code: str
    name: Promise | str
    service: str
    tells: Promise | str
    keeps: Promise | str


@dataclass(frozen=True)
class Age:
    """An age band: how the talk begins, and what the child decides."""

    code: str
    name: Promise | str
    opening: Promise | str
    decides: Promise | str


WORKPLACES = (
    Workplace(
        "skole",
        _("Skole eller SFO"),
        "skole",
        _("Er du i fare, må jeg si det til barnevernet. Er det fare akkurat nå, ringer jeg politiet."),
        _("Jeg kan ikke snakke om deg med andre elever eller med voksne som ikke trenger å vite det."),
    ),
    Workplace(
        "barnehage",
        _("Barnehage"),
        "barnehage",
        _("Har du det ikke trygt, må jeg si det til noen som kan hjelpe. De heter barnevernet."),
        _("Jeg sier det ikke til de andre barna. Jeg sier det ikke til alle de voksne."),
    ),
    Workplace(
        "helse",
        _("Helsestasjon, skolehelsetjeneste eller lege"),
        "helsestasjon",
        _("Er du i fare, må jeg si det til barnevernet. Er det fare akkurat nå, ringer jeg politiet eller 113."),
        _("Det du sier her, er mellom oss. Jeg kan ikke fortelle det til læreren din uten at du vil det."),
    ),
    Workplace(
        "nav",
        _("NAV eller flyktningtjenesten"),
        "flyktningtjeneste",
        _("Er du i fare, må jeg si det til barnevernet. Er det fare akkurat nå, ringer jeg politiet."),
        _("Jeg kan ikke fortelle om deg til naboer, slekt eller andre du kjenner. Tolken kan heller ikke det."),
    ),
    Workplace(
        "barnevern",
        _("Barnevernet"),
        "barnevern",
        _("Jeg jobber med å hjelpe barn. Er du i fare, må jeg gjøre noe med en gang. Da sier jeg hva jeg gjør."),
        _("Jeg kan ikke fortelle om deg til skolen eller andre uten grunn. Du skal få vite det før jeg sier noe."),
    ),
    Workplace(
        "frivillig",
        _("Idrett, kultur eller frivillig"),
        "frivillig",
        _("Er du i fare, må jeg si det til noen som kan hjelpe. Det er barnevernet eller politiet."),
        _("Jeg sier det ikke til de andre på laget eller i gruppa. Jeg sier det ikke til foreldrene deres."),
    ),
    Workplace(
        "politi",
        _("Politiet"),
        "politi",
        _("Er du i fare, må jeg hjelpe deg med en gang. Noen ganger må politiet gjøre noe også når du ikke vil."),
        _("Jeg kan ikke fortelle om deg til vennene dine eller til folk som bare lurer."),
    ),
)
AGES = (
    Age(
        "0-6",
        _("Under 7 år"),
        _("Jeg vil gjerne høre på deg. Du kan si litt eller mye. Du kan si stopp."),
        _("Vi finner ut sammen hvem som skal få vite det, og hvem som skal være med deg."),
    ),
    Age(
        "7-11",
        _("7–11 år"),
        _("Jeg er glad for at du vil snakke. Du bestemmer hvor mye du sier. Du kan ta pause når du vil."),
        _("Vi bestemmer sammen hvem som får vite det, hva de får vite, og hvem som sier det."),
    ),
    Age(
        "12-15",
        _("12–15 år"),
        _("Det er dine ord. Du bestemmer hva du sier, og du kan stoppe når du vil."),
        _("Du er med på å bestemme hvem som får vite hva, når og hvordan. Jeg sier ikke mer enn vi avtaler."),
    ),
    Age(
        "16-17",
        _("16–17 år"),
        _("Det er dine ord. Du bestemmer hva du sier, og du kan stoppe når du vil."),
        _(
            "Du bestemmer mer selv nå. Foreldrene dine får det de må ha for å ta vare på deg, og ikke mer. "
            "Vi avtaler ordene."
        ),
    ),
)


def chosen(work: str, age: str) -> tuple[Workplace | None, Age | None]:
    """The workplace and age band with these codes, or None for what is no code."""
    return (
        next((place for place in WORKPLACES if place.code == work), None),
        next((band for band in AGES if band.code == age), None),
    )
