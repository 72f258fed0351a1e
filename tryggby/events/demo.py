"""The demo city's events: the breakfast seminar to come, a full one, a past one, one that is off, one that moved.

Everything is done by the room's own verbs, at the time it would have happened. Speakers are named by role.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tryggby.events import actions
from tryggby.events.demo_after import build_after
from tryggby.events.models import Event, Signup
from tryggby.ground.door import oslo, travel

# (name, address, workplace)
Guest = tuple[str, str, str]
NEEDS = [
    {"allergy": "nøtter"},
    {"allergy": "melk"},
    {"diet": "vegetar"},
    {"diet": "halal"},
    {"wheelchair": ""},
    {"hearing": ""},
    {"allergy": "gluten"},
]
ASKS = ["allergy", "diet", "wheelchair", "hearing", "sign", "interpreter"]
BODY = """Barn møter mange tjenester: barnehagen, skolen, helsestasjonen, fritidsklubben. Når de voksne der har et \
felles språk for hva som gir trygghet, blir hjelpa lettere å ta imot.

Vi forteller hva vi har gjort, hva som ble vanskelig, og hva vi ville gjort annerledes. Etterpå er det tid til \
spørsmål, både fra salen og på nett."""
FILMING = (
    "Innledningene filmes og sendes direkte. Kameraet peker mot scenen. Sitt bakerst om du ikke vil bli med i bildet."
)
ACCESS = "Trinnfritt fra Havnegata, teleslynge i kantina, handicaptoalett i samme etasje."


def build(on: dt.date, *, organisation, by, rng: random.Random, guests: Sequence[Guest] = ()) -> list[Event]:
    """Build the events as if it is `on`; `by` is the coordinator. Guests are invented unless given."""
    guests = list(guests) or _invented(rng)
    series = "Frokostseminarer"
    seminar = _seminar(on, organisation, by, rng, guests, series)
    full = _full(on, organisation, by, guests, series)
    past = _past(on, organisation, by, rng, guests, series)
    off = _off(on, organisation, by, guests)
    moved = _moved(on, organisation, by, guests)
    recorded = build_after(past, full, on=on, organisation=organisation, by=by, rng=rng, guests=guests, at=_at)
    return [seminar, full, past, off, moved, recorded]


def _seminar(on, organisation, by, rng, guests, series) -> Event:
    """The real seminar, on a Thursday about three weeks ahead, filling up."""
    with _at(on - dt.timedelta(days=20)):
        event = _breakfast(by, organisation, _thursday(on + dt.timedelta(days=18)), series)
    for day, (name, email, workplace) in zip(range(19, 0, -1), guests * 2, strict=False):
        with _at(on - dt.timedelta(days=day)):
            _sign_up(event, "room", name, email, workplace, needs=rng.choice([*NEEDS, {}, {}, {}]))
    with _at(on - dt.timedelta(days=1)):
        for name, email, workplace in guests[19:31]:
            _sign_up(event, "stream", name, email, workplace)
    return event


def _full(on, organisation, by, guests, series) -> Event:
    """A training day in a small room: full, three wait, two on the stream would rather come."""
    day = _thursday(on + dt.timedelta(days=8))
    with _at(on - dt.timedelta(days=15)):
        event = actions.create_event(
            by=by,
            organisation=organisation,
            title="Øvingsdag: den første samtalen",
            kind=Event.Kind.TRAINING,
            lead="En halv dag med øving i små grupper. Du trenger ikke kunne noe fra før.",
            starts_at=oslo(day, dt.time(12, 0)),
            ends_at=oslo(day, dt.time(15, 30)),
            doors_at=oslo(day, dt.time(11, 45)),
            place="Møterom Fjorden",
            address="Rådhuset, Torget 1",
            organiser="Oppvekstetaten",
            audiences=["staff", "leaders"],
            asks=ASKS,
            room_places=12,
            stream=True,
            once=None,
        )
        actions.publish_event(by=by, event=event)
    with _at(on - dt.timedelta(days=9)):
        for name, email, workplace in guests[31:43]:
            signup = _sign_up(event, "room", name, email, workplace)
            if signup.offered_at:
                actions.accept_offer(by=None, signup=signup)
        for name, email, workplace in guests[43:45]:
            _sign_up(event, "stream", name, email, workplace, wants_room=True)
        for name, email, workplace in guests[45:48]:
            _sign_up(event, "room", name, email, workplace)
    return event


def _past(on, organisation, by, rng, guests, series) -> Event:
    """Last week's seminar: held, most came, the recording is promised."""
    day = _thursday(on - dt.timedelta(days=11))
    with _at(day - dt.timedelta(days=25)):
        event = _breakfast(by, organisation, day, series, title="Frokostseminar: Et felles språk på tvers")
        actions.edit_event(by=by, event=event, recording_by=on + dt.timedelta(days=9))
    came = guests[5:41]
    for number, (name, email, workplace) in enumerate(came):
        with _at(day - dt.timedelta(days=20 - number // 2)):
            signup = _sign_up(event, "stream" if number % 4 == 3 else "room", name, email, workplace)
        if number % 4 != 3 and rng.random() < 0.85:
            with _at(day, dt.time(8, 35 + number // 3)):
                actions.check_in(by=by, event=event, signup=signup)
    with _at(day, dt.time(8, 58)):
        actions.walk_in(by=by, event=event, name="Gjest fra nabobydelen")
    with _at(day + dt.timedelta(days=1)):
        actions.close_past_events()
    return event


def _off(on, organisation, by, guests) -> Event:
    """A dialogue meeting that was called off."""
    day = on + dt.timedelta(days=12)
    with _at(on - dt.timedelta(days=14)):
        event = actions.create_event(
            by=by,
            organisation=organisation,
            title="Dialogmøte med unge rådgivere",
            kind=Event.Kind.DIALOGUE,
            lead="Unge rådgivere forteller ledere hva som gjør en tjeneste god å møte.",
            starts_at=oslo(day, dt.time(16, 0)),
            ends_at=oslo(day, dt.time(18, 0)),
            place="Kulturhuset Kaia",
            address="Brygga 4",
            organiser="Oppvekstetaten",
            audiences=["leaders", "politicians"],
            room_places=40,
        )
        actions.publish_event(by=by, event=event)
        for name, email, workplace in guests[10:19]:
            _sign_up(event, "room", name, email, workplace)
    with _at(on - dt.timedelta(days=2)):
        return actions.cancel_event(
            by=by, event=event, because="De unge har prøver den dagen. Vi finner en ny dag sammen med dem."
        )


def _moved(on, organisation, by, guests) -> Event:
    """An upbringing day that was moved a week."""
    day = on + dt.timedelta(days=30)
    with _at(on - dt.timedelta(days=16)):
        event = actions.create_event(
            by=by,
            organisation=organisation,
            title="Oppvekstdag for nabokommunene",
            kind=Event.Kind.OUTREACH,
            lead="En dag for kommuner som vil komme i gang. Ta gjerne med lederen din.",
            starts_at=oslo(day, dt.time(9, 0)),
            ends_at=oslo(day, dt.time(15, 0)),
            doors_at=oslo(day, dt.time(8, 30)),
            place="Kulturhuset Kaia",
            address="Brygga 4",
            food="Lunsj klokka 11.30.",
            organiser="Oppvekstetaten",
            audiences=["staff", "leaders", "organisations"],
            asks=ASKS,
            room_places=80,
            stream=True,
            stream_places=200,
        )
        actions.publish_event(by=by, event=event)
        for name, email, workplace in guests[20:34]:
            _sign_up(event, "room", name, email, workplace)
    with _at(on - dt.timedelta(days=4)):
        return actions.move_event(
            by=by,
            event=event,
            starts_at=oslo(day + dt.timedelta(days=7), dt.time(9, 0)),
            ends_at=oslo(day + dt.timedelta(days=7), dt.time(15, 0)),
            because="Salen trengtes til noe annet.",
        )


def _breakfast(by, organisation, day: dt.date, series: str, title: str = "") -> Event:
    """A breakfast seminar as it is held: an hour, doors and food half an hour before, room and stream."""
    start = oslo(day, dt.time(9, 0))

    def slot(minute: int, minutes: int, title: str, role: str, where: str) -> dict:
        at = start + dt.timedelta(minutes=minute)
        return {"starts_at": at, "minutes": minutes, "title": title, "role": role, "organisation": where}

    event = actions.create_event(
        by=by,
        organisation=organisation,
        title=title or "Frokostseminar: Sånn utvikler vi traumeinformerte tjenester",
        lead="Hva skjer når en hel bydel lærer det samme om trygghet? En skole og et kulturhus forteller.",
        body=BODY,
        starts_at=start,
        ends_at=start + dt.timedelta(hours=1),
        doors_at=start - dt.timedelta(minutes=30),
        place="Kantina i bydelshuset",
        address="Havnegata 23",
        food="Vi serverer en enkel frokost.",
        access_info=ACCESS,
        filming_text=FILMING,
        organiser="Oppvekstetaten",
        partners="Bydel Nord, Solvik politistasjon og Regionsenter Kyst",
        funding="Områdesatsingen",
        contact="Prosjektleder, Oppvekstetaten",
        series=series,
        audiences=["staff", "politicians", "ministries", "organisations", "others"],
        asks=ASKS,
        stream_url="https://sending.example/direkte/frokostseminar",
        room_places=60,
        stream=True,
        slots=[
            slot(0, 5, "Velkommen", "Byråd for oppvekst og kunnskap", organisation.name),
            slot(5, 5, "Hvorfor vi gjør dette sammen", "Bydelsdirektør", "Bydel Nord"),
            slot(10, 15, "Sånn begynte vi, og dette lærte vi", "Prosjektleder", "Oppvekstetaten"),
            slot(25, 15, "Hverdagen på skolen", "Rektor", "Havna skole"),
            slot(40, 10, "Et kulturhus der alle blir sett", "Leder", "Kulturhuset Kaia"),
            slot(50, 10, "Spørsmål fra salen og på nett", "", ""),
        ],
    )
    return actions.publish_event(by=by, event=event)


def _sign_up(event: Event, mode: str, name: str, email: str, workplace: str, **extra) -> Signup:
    given = {"name": name, "email": email, "workplace": workplace}
    return actions.sign_up(by=None, event=event, mode=mode, **given, **extra).signup


def _thursday(day: dt.date) -> dt.date:
    """That day, or the first Thursday after it."""
    return day + dt.timedelta(days=(3 - day.weekday()) % 7)


@contextmanager
def _at(day: dt.date, clock: dt.time = dt.time(10, 0)) -> Iterator[None]:
    """Within, it is that day and hour in Oslo, and time stands still."""
    with travel(oslo(day, clock)):
        yield


def _invented(rng: random.Random) -> list[Guest]:
    given = ["Aisha", "Bjørn", "Camilla", "Dawit", "Elin", "Farah", "Geir", "Hodan", "Ingrid", "Jakob", "Kari", "Liv"]
    family = ["Berg", "Dahl", "Eide", "Foss"]
    places = ["Furulia barnehage", "Havna skole", "Helsestasjon Nord", "Kulturhuset Kaia", "Bystyrets sekretariat"]
    names = [f"{first} {last}" for last in family for first in given]
    return [
        (name, f"{name.lower().replace(' ', '.').replace('ø', 'o')}@solvik.example", rng.choice(places))
        for name in names
    ]
