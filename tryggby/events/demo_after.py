"""The demo city's afterwards: questions, an evaluation with results, a training day's goals, a published recording."""

import datetime as dt
import random
from collections.abc import Sequence

from tryggby.events import actions
from tryggby.events.actions import evaluation, question, recording
from tryggby.events.models import EvaluationTicket, Event, Signup
from tryggby.ground.door import oslo

QUESTIONS = [
    ("Hva gjør dere når foreldrene er uenige?", "room", "answered"),
    ("Hvordan får dere tid til å øve?", "stream", "answered"),
    ("Kan vi få øvingene til vår barnehage?", "room", "shown"),
    ("Hvor begynner man hvis man er helt ny?", "stream", "new"),
]
GOALS = ["Jeg vet hva jeg kan si først", "Jeg vet hvem jeg kan spørre om råd", "Jeg vet hva som gir ro i rommet"]
TALK = [
    ("Kursleder", "Velkommen. I dag skal vi øve på å være rolige når et barn ikke er det."),
    ("Kursleder", "Vi begynner med å kjenne på vår egen pust."),
    ("Rektor", "Hos oss øver vi ti minutter hver tirsdag. Det er ikke mer som skal til."),
    ("Rektor", "Det viktigste er at vi gjør det sammen, og at ledere er med."),
    ("Kursleder", "Takk. Ta med dere én ting, og prøv den denne uka."),
]


def build_after(past: Event, coming: Event, *, on: dt.date, organisation, by, rng: random.Random, guests, at) -> Event:
    """What came after `past`, goals for the day `coming`, and an older day with a recording. `at` sets the clock."""
    _evaluated(past, by, rng, at)
    with at(on - dt.timedelta(days=9)):
        evaluation.set_goals(by=by, event=coming, goals=GOALS)
        evaluation.start_evaluation(by=by, event=coming)
    past = Event.objects.get(pk=past.pk)
    with at(on):
        for email in ("aisha.berg@solvik.example", "geir.dahl@solvik.example"):
            recording.wish_for_recording(event=past, email=email)
        recording.caption_recording(by=by, event=past, content=_captions())
    return _recorded(on, organisation, by, rng, guests, at)


def _evaluated(event: Event, by, rng: random.Random, at) -> None:
    day = event.starts.date()
    with at(day, dt.time(9, 40)):
        for text, source, state in QUESTIONS:
            asked = question.ask_question(event=event, text=text, source=source)
            if state != "new":
                question.approve_question(by=by, question=asked)
            if state == "answered":
                question.answer_question(by=by, question=asked)
        evaluation.start_evaluation(by=by, event=event)
        _answered(event, rng, 19, ["useful", "clear", "welcome", "try"])


def _recorded(on: dt.date, organisation, by, rng: random.Random, guests: Sequence, at) -> Event:
    """A training day seven weeks ago, with learning goals before and after and a captioned recording."""
    day = on - dt.timedelta(days=48)
    start = oslo(day, dt.time(12, 0))

    def slot(minute: int, minutes: int, title: str, role: str) -> dict:
        where = organisation.name if role else ""
        began = start + dt.timedelta(minutes=minute)
        return {"starts_at": began, "minutes": minutes, "title": title, "role": role, "organisation": where}

    with at(day - dt.timedelta(days=30)):
        event = actions.create_event(
            by=by,
            organisation=organisation,
            title="Opplæringsdag: ro i rommet",
            kind=Event.Kind.TRAINING,
            lead="Hva kan voksne gjøre når det koker? En ettermiddag med øving og erfaringer.",
            starts_at=start,
            ends_at=start + dt.timedelta(hours=3),
            place="Kulturhuset Kaia",
            address="Brygga 4",
            organiser="Oppvekstetaten",
            audiences=["staff"],
            room_places=40,
            stream=True,
            recording_by=day + dt.timedelta(days=20),
            slots=[
                slot(0, 30, "Kroppen og roen", "Kursleder"),
                slot(30, 30, "Slik gjør vi det hos oss", "Rektor"),
                slot(60, 90, "Øving i grupper", ""),
            ],
        )
        actions.publish_event(by=by, event=event)
        evaluation.set_goals(by=by, event=event, goals=GOALS)
        evaluation.start_evaluation(by=by, event=event)
        for name, email, workplace in guests[:24]:
            actions.sign_up(by=None, event=event, mode="room", name=name, email=email, workplace=workplace)
    with at(day, dt.time(11, 55)):
        for signup in Signup.objects.confirmed().filter(event=event).order_by("pk")[:21]:
            actions.check_in(by=by, event=event, signup=signup)
    goals = [f"goal-{number}" for number in range(1, len(GOALS) + 1)]
    with at(day, dt.time(11, 58)):
        _answered(event, rng, 17, goals, phase="before", low=1)
    with at(day, dt.time(14, 55)):
        _answered(event, rng, 16, ["useful", "clear", "welcome", "try", *goals])
    with at(day + dt.timedelta(days=15)):
        actions.close_past_events()
        actions.purge_needs(by=None, event=event)
        recording.link_recording(by=by, event=event, link="https://video.example/ro-i-rommet")
        recording.caption_recording(by=by, event=event, content=_captions())
        text = "\n\n".join(f"{who}: {said}" for who, said in TALK)
        recording.transcribe_recording(by=by, event=event, text=text)
        for slot_ in event.slots.all():
            if slot_.who:
                recording.note_consent(by=by, event=event, who=slot_.who, given_on=day)
        recording.publish_recording(by=by, event=event)
    return event


def _answered(event: Event, rng: random.Random, people: int, codes: list[str], *, phase="after", low=3) -> None:
    """That many answer with a link each."""
    for _person in range(people):
        token = evaluation.ticket(event, phase)
        evaluation.answer_evaluation(token=token, answers={code: rng.randint(low, low + 2) for code in codes})
    EvaluationTicket.objects.filter(event=event, phase=phase).delete()


def _captions() -> bytes:
    cues = [
        f"00:00:{second:02}.000 --> 00:00:{second + 5:02}.500\n<v {who}>{said}"
        for second, (who, said) in zip(range(1, 60, 7), TALK, strict=False)
    ]
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()
