"""The demo city's dialogue meetings (to come, ready, held with promises kept and waiting, off) and oppvekst days.

Everything is done by the room's own verbs, at the time it would have happened. Young advisers are a number.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tryggby.ground.door import oslo, travel
from tryggby.organisations.door import Unit
from tryggby.outreach import actions
from tryggby.outreach.checklist import POINTS
from tryggby.outreach.figures import figures_for
from tryggby.outreach.models import DialogueMeeting, OutreachDay
from tryggby.voices.door import Advice

# Nobody meets on these days.
FREE = {(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26)}
SCHOOL, NURSERY = "Solvik skole", "Furulia barnehage"
NOTES = {
    "beside": "To har valgt miljøterapeuten, to kommer sammen.",
    "pause": "Rommet ved siden av kantina.",
    "debrief": "Helsesykepleieren",
    "pay": "Timelønn etter kommunens satser, og busskort.",
}
# Kind, asker, name, workplace, people, wishes, days ago.
ASKED = [
    ("day", "city", "Marit Lund", "Lundhavn kommune", 60, "Hvordan spørre barn om råd. Helst i januar.", 3),
    ("talk", "student", "Ola Berg", "Barnevernspedagogstudiet", 90, "Om å ta imot når et barn forteller.", 25),
    ("visit", "council", "Eli Vik", "Utvalg for oppvekst", 12, "Hva barna har sagt, og hva dere gjorde.", 70),
    ("day", "work", "Per Ås", "Oppvekstlaget Nord", 30, "Om trygghetsperson i møter.", 9),
    ("talk", "other", "Siv Dal", "Velforeningen", 15, "Et foredrag på årsmøtet.", 40),
]


def build(on: dt.date, *, organisation, by, units: Mapping[str, Unit], leaders: Mapping) -> None:
    """Build it as if it is `on`; `by` is the coordinator, `leaders` lead units by name."""
    school = units[SCHOOL].service
    _held(on, organisation, by, school, [leaders[SCHOOL], leaders[NURSERY]])
    _ready(on, organisation, by, school, leaders[SCHOOL])
    with _at(on - dt.timedelta(days=2)):
        meeting = _meeting(on, organisation, by, units[NURSERY].service, "Når de voksne bytter", 40, 3)
        actions.check_safety(by=by, meeting=meeting, point="names")
    with _at(on - dt.timedelta(days=30)):
        off = _meeting(on, organisation, by, school, "Friminuttene", -12, 5)
        actions.invite_leader(by=by, meeting=off, email=leaders[SCHOOL].email)
    with _at(on - dt.timedelta(days=15)):
        actions.cancel_meeting(by=by, meeting=off)
    _days(on, organisation, by)


def _held(on: dt.date, organisation, by, service, chiefs) -> None:
    """Two months ago: one promise is kept, one is near, one is far; everybody can read them."""
    with _at(on - dt.timedelta(days=90)):
        meeting = _meeting(on, organisation, by, service, "Det som blir sagt videre", -60, 4)
        _safe(by, meeting)
        for chief in chiefs:
            actions.invite_leader(by=by, meeting=meeting, email=chief.email)
        points = [
            actions.add_agenda_point(by=by, meeting=meeting, question=question)
            for question in ("Hvem spør barnet før noe blir sagt videre?", "Hvor kan man snakke uten at andre ser det?")
        ]
    with _at(on - dt.timedelta(days=60), 15):
        actions.hold_meeting(by=by, meeting=meeting)
        agreed = ("Den voksne barnet snakket med, spør alltid først.", "Et rom som ikke ligger ved kontoret.")
        for point, decision in zip(points, agreed, strict=True):
            actions.decide_agenda_point(by=by, point=point, decision=decision)
        rows = [
            (
                "Alle ansatte får spørsmålet «hvem kan få vite det?» på et kort.",
                chiefs[0],
                "Rektor på Solvik skole",
                -14,
            ),
            ("Vi åpner det lille rommet ved biblioteket i storefri.", chiefs[0], "Rektor på Solvik skole", 10),
            ("Vi spør de største barna hvem de vil ha med i samtaler.", chiefs[1], "Styrer i Furulia barnehage", 12),
        ]
        made = [
            actions.make_promise(
                by=by, meeting=meeting, text=text, owner=owner, owner_role=role, due_on=on + dt.timedelta(days=days)
            )
            for text, owner, role, days in rows
        ]
        actions.show_meeting(by=by, meeting=meeting)
    with _at(on - dt.timedelta(days=16)):
        actions.finish_promise(
            by=chiefs[0], promise=made[0], outcome="Kortet henger på alle nøkkelbånd. Elevrådet rettet på ordene."
        )


def _ready(on: dt.date, organisation, by, service, chief) -> None:
    """In two weeks, everything in place: a figure, a voice and a decision together."""
    with _at(on - dt.timedelta(days=6)):
        meeting = _meeting(on, organisation, by, service, "Et sted å puste", 14, 5)
        _safe(by, meeting)
        actions.invite_leader(by=by, meeting=meeting, email=chief.email)
    with _at(on, 7):
        figure = next(iter(figures_for(organisation, service)), "")
        advice = Advice.objects.public().filter(organisation=organisation, service=service).order_by("pk").first()
        question = "Hva gjør vi denne våren, så flere har et sted å puste?"
        actions.add_agenda_point(by=by, meeting=meeting, question=question, figure=figure, advice=advice)


def _days(on: dt.date, organisation, by) -> None:
    days = [_ask(on, organisation, *row) for row in ASKED]
    with _at(on - dt.timedelta(days=20)):
        _plan(by, days[1], _workday(on, 20), "Auditorium 2", "to ansatte og to unge rådgivere")
    with _at(on - dt.timedelta(days=50)):
        _plan(by, days[2], _workday(on, -5), "Rådhuset", "koordinatoren og to unge rådgivere")
    with _at(on - dt.timedelta(days=5), 16):
        for number in range(8):
            answers = {"useful": 4 + number % 2, "children": 5 if number % 3 else 4, "try": 3 + number % 3}
            actions.answer_evaluation(day=days[2], answers=answers)
    with _at(on - dt.timedelta(days=7)):
        text = "Vi har ikke flere dager ledig i år. Spør gjerne igjen til våren."
        actions.decline_outreach_day(by=by, day=days[3], text=text)
    with _at(on - dt.timedelta(days=36)):
        actions.decline_outreach_day(by=by, day=days[4], text="Vi kan dessverre ikke komme den dagen.")
    with _at(on - dt.timedelta(days=20)):
        actions.forget_contacts()


def _ask(on, organisation, kind, asker, name, workplace, people, wishes, ago) -> OutreachDay:
    given, family = name.split()
    with _at(on - dt.timedelta(days=ago)):
        return actions.ask_outreach_day(
            by=None,
            organisation=organisation,
            kind=kind,
            asker=asker,
            name=name,
            email=f"{given}.{family}@demo.example".lower().replace("å", "a"),
            workplace=workplace,
            people=people,
            wishes=wishes,
        )


def _plan(by, day: OutreachDay, when: dt.date, place: str, who: str) -> None:
    starts = oslo(when, dt.time(12))
    ends = oslo(when, dt.time(14))
    actions.plan_outreach_day(by=by, day=day, starts_at=starts, ends_at=ends, place=place, who=who)


def _meeting(on, organisation, by, service, title: str, days: int, advisers: int) -> DialogueMeeting:
    day = _workday(on, days)
    return actions.plan_meeting(
        by=by,
        organisation=organisation,
        service=service,
        title=title,
        place="Ungdommens hus",
        starts_at=oslo(day, dt.time(13)),
        ends_at=oslo(day, dt.time(15)),
        advisers=advisers,
    )


def _workday(on: dt.date, days: int) -> dt.date:
    """So many days from `on`, or the nearest working day: later for what comes, earlier for what was."""
    day, step = on + dt.timedelta(days=days), dt.timedelta(days=1 if days > 0 else -1)
    while day.weekday() > 4 or (day.month, day.day) in FREE:
        day += step
    return day


def _safe(by, meeting: DialogueMeeting) -> None:
    for point in POINTS:
        actions.check_safety(by=by, meeting=meeting, point=point.code, note=NOTES.get(point.code, ""))


@contextmanager
def _at(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Within, it is that day and hour in Oslo."""
    with travel(oslo(day, dt.time(hour))):
        yield
