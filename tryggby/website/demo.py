"""The demo city's letters in every state, and its words about the project. All invented."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from tryggby.ground.door import oslo, travel
from tryggby.knowledge.door import publish_news
from tryggby.website.actions import (
    answer_message,
    close_message,
    save_project,
    send_child_message,
    send_message,
)
from tryggby.website.models import ContactMessage

Kind = ContactMessage.Kind
# Days ago, hour, kind, name, address, text; then the answer, and whether it was closed.
LETTERS = [
    (
        *(41, 9, Kind.QUESTION, "Ingrid Moen", "ingrid.moen@example.no"),
        "Hei! Jeg er helsesykepleier i nabokommunen. Kan vi få være med på frokostseminarene?",
        "Så hyggelig at dere vil være med. Ja, seminarene er åpne for alle. Meld dere på under «Arrangementer».",
        True,
    ),
    (
        *(16, 13, Kind.WRONG, "", ""),
        "Telefonnummeret til helsestasjonen på siden om foreldre er gammelt.",
        "",
        True,
    ),
    (
        *(6, 15, Kind.PRESS, "Jonas Vik", "jonas.vik@example.no"),
        "Jeg skriver for lokalavisa og vil gjerne snakke med noen som leder øvinger. Hvem kan jeg ringe?",
        "Ta gjerne kontakt med prosjektlederen i avdeling for oppvekst. Hun kan fortelle og finne noen du kan møte.",
        False,
    ),
    (
        *(3, 20, Kind.BARRIER, "Sara Hassan", "sara.hassan@example.no"),
        "Jeg bruker skjermleser. Kalenderen på arrangementssiden leses opp i en rar rekkefølge.",
        "",
        False,
    ),
    (*(1, 11, Kind.IDEA, "", ""), "Kan dere legge ut en plakat om hjelpetelefonen som vi kan henge opp?", "", False),
]
CHILDREN = [(12, Kind.HARD, "Jeg skjønte ikke hva samtykke betyr.", True), (2, Kind.GOOD, "", False)]

# Days ago, name in the address, title, in short, text.
NEWS = [
    (
        *(3, "plakat-om-hjelpetelefonen", "Ny plakat om hjelpetelefonen"),
        "Heng den der barn ser den: i garderoben, på do, ved utgangen.",
        "Plakaten viser 116 111, nummeret til Alarmtelefonen for barn og unge. Den kan skrives ut på ett ark.",
    ),
    (
        *(17, "ovinger-i-atte-enheter", "Åtte arbeidsplasser øver hver måned"),
        "Korte øvinger med kolleger er blitt en vane flere steder.",
        "En mentor leder øvinga. Alle prøver, får råd og prøver igjen. Det tar en halv time.",
    ),
    (
        *(40, "takk-for-radene", "Takk for rådene, ungdomsråd"),
        "Ungdomsrådet har lest sidene for barn og unge. Vi har endret det de ba om.",
        "De ville ha kortere tekster og færre rare ord. De ville også se med en gang hvem de kan ringe.",
    ),
]


def build_demo(sender, *, on: dt.date, organisation, people, **others) -> None:
    """Everything as it would have happened until `on`, by the room's own verbs."""
    coordinator = people["koordinator"]
    with _at(on - dt.timedelta(days=90), 10):
        save_project(
            by=coordinator,
            organisation=organisation,
            goal="Barn i Solvik skal møte voksne som forstår, er rolige og spør hva som hjelper.\n\n"
            "Innen to år har alle tjenester gått gjennom felles opplæring, og hver arbeidsplass øver hver måned.",
            groups="Alle som møter barn og unge i jobben, lederne deres, og frivillige i lag og foreninger.",
            funding="Solvik kommune, med tilskudd fra statsforvalteren.",
            contacts="Prosjektleder og presse: oppvekst@solvik.example\nArrangementer: seminar@solvik.example",
            since=dt.date(on.year, 1, 1),
            until=dt.date(on.year + 2, 12, 31),
        )
    for days, hour, kind, name, email, text, answer, closed in LETTERS:
        with _at(on - dt.timedelta(days=days), hour):
            message = send_message(
                by=None, organisation=organisation, kind=kind, text=text, name=name, email=email, once=None
            )
        with _at(on - dt.timedelta(days=days - 1), hour):
            if answer:
                answer_message(by=coordinator, message=message, text=answer)
            if closed:
                close_message(by=coordinator, message=message)
    for days, kind, text, closed in CHILDREN:
        with _at(on - dt.timedelta(days=days), 12):
            message = send_child_message(organisation=organisation, kind=kind, text=text)
            if closed:
                close_message(by=coordinator, message=message)

    for days, slug, title, summary, text in NEWS:
        with _at(on - dt.timedelta(days=days), 9):
            day = on - dt.timedelta(days=days)
            publish_news(by=people["redaktor"], slug=slug, title=title, summary=summary, text=text, dated=day)


@contextmanager
def _at(day: dt.date, hour: int) -> Iterator[None]:
    """Within, it is that day and hour in Oslo, and time stands still."""
    with travel(oslo(day, dt.time(hour))):
        yield
