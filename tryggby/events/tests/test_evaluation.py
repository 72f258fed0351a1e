"""Evaluation: one answer per link, nobody stored, nothing shown before it is closed or for fewer than five."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tryggby.events import actions
from tryggby.events.actions import evaluation as verbs
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import Evaluation, EvaluationTally, EvaluationTicket, Event, Phase
from tryggby.events.refusal import Refused
from tryggby.events.results import results
from tryggby.organisations.factories import AppointmentFactory
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/svar/([\w-]+)/")
ANSWERS = {"useful": 5, "clear": 4}


@pytest.fixture
def event():
    return EventFactory(kind="training")


@pytest.fixture
def ingrid(event):
    return AppointmentFactory(organisation=event.organisation).person


def after(event, **more):
    return time_machine.travel(event.ends_at + dt.timedelta(hours=2) + dt.timedelta(**more), tick=False)


def mailed(event, ingrid, people=1):
    """Sign up `people`, hold the event, send the mails; the tokens as they stand in the mails."""
    for number in range(people):
        SignupFactory(event=event, mode="stream", email=f"p{number}@lyngvik.example")
    verbs.start_evaluation(by=ingrid, event=event)
    with after(event):
        verbs.send_due_evaluations()
    return [LINK.search(mail.text)[1] for mail in Message.objects.filter(kind="event_evaluation").order_by("pk")]


def test_everybody_with_a_place_gets_one_link_of_their_own(event, ingrid):
    SignupFactory(event=event, mode="room", email="kom@lyngvik.example")
    absent = SignupFactory(event=event, mode="room", email="borte@lyngvik.example")
    with time_machine.travel(event.starts_at, tick=False):
        came = event.signups.get(email="kom@lyngvik.example")
        actions.check_in(by=ingrid, event=event, signup=came, how="name")
    tokens = mailed(event, ingrid, 2)
    with after(event):
        assert verbs.send_due_evaluations() == 0
    assert len(set(tokens)) == 3
    assert not Message.objects.filter(kind="event_evaluation", to=absent.email).exists()


def test_opening_the_link_burns_nothing_and_answering_burns_it(client, event, ingrid):
    token, *_ = mailed(event, ingrid)
    address = reverse("events:evaluation", args=[token])
    with after(event):
        for _again in range(3):
            assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 422
        assert client.post(address, {"useful": "9"}).status_code == 422
        assert client.post(address, ANSWERS).status_code == 302
        assert client.post(address, ANSWERS).status_code == 404
        assert client.get(address).status_code == 404
    assert Evaluation.objects.get().answers_after == 1
    assert not EvaluationTicket.objects.exists()


def test_answer_leaves_no_row_that_says_who_or_when(event, ingrid):
    token, *_ = mailed(event, ingrid)
    with (
        after(event),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        verbs.answer_evaluation(token=token, answers=ANSWERS)
    written = [query["sql"] for query in queries if re.match(r"INSERT|UPDATE", query["sql"])]
    assert {re.search(r'"(\w+)"', sql)[1] for sql in written} == {"events_evaluationtally", "events_evaluation"}
    columns = {field.name for field in EvaluationTally._meta.get_fields()}
    assert columns == {"id", "event", "phase", "question", "value", "number"}
    assert token not in str(list(EvaluationTicket.objects.values()))


def test_link_dies_with_the_time(client, event, ingrid):
    token, *_ = mailed(event, ingrid)
    with after(event, days=11):
        assert client.get(reverse("events:evaluation", args=[token])).status_code == 404
        assert verbs.forget_tickets() == 1


def test_moved_event_moves_the_time_to_answer(event, ingrid):
    verbs.start_evaluation(by=ingrid, event=event)
    moved = actions.move_event(
        by=ingrid,
        event=event,
        starts_at=event.starts_at + dt.timedelta(days=30),
        ends_at=event.ends_at + dt.timedelta(days=30),
    )
    with after(event):
        assert verbs.send_due_evaluations() == 0
    assert Evaluation.objects.select_related("event").get().closes_at == moved.ends_at + dt.timedelta(days=10)


def test_results_wait_until_it_is_closed_and_hide_the_few(event, ingrid):
    tokens = mailed(event, ingrid, 7)
    with after(event):
        for token in tokens[:4]:
            verbs.answer_evaluation(token=token, answers=ANSWERS)
        evaluation = Evaluation.objects.get()
        waiting = results(event, evaluation)
        assert (waiting.state, waiting.answers, waiting.rows) == ("waiting", 4, [])
        for token in tokens[4:6]:
            verbs.answer_evaluation(token=token, answers={"useful": 3})
        verbs.close_evaluation(by=ingrid, event=event)
    with after(event, hours=1):
        shown = results(event, Evaluation.objects.get())
    useful, clear, *rest = shown.rows
    assert (shown.state, shown.answers) == ("shown", 6)
    assert (useful.number, useful.mean, useful.good) == (6, 4.3, 67)
    assert (clear.mean, clear.good) == (None, None)
    assert all(row.mean is None for row in rest)


def test_fewer_than_five_answers_show_nothing(client, event, ingrid):
    tokens = mailed(event, ingrid, 4)
    with after(event):
        for token in tokens:
            verbs.answer_evaluation(token=token, answers=ANSWERS)
    with after(event, days=11):
        client.force_login(ingrid)
        page = client.get(reverse("events:evaluation_desk", args=[event.key])).content.decode()
    assert "Færre enn fem" in page and "<table" not in page


def test_learning_goals_are_asked_before_and_after(event, ingrid):
    verbs.start_evaluation(by=ingrid, event=event)
    verbs.set_goals(by=ingrid, event=event, goals=["Jeg vet hva jeg sier først", " ", "Jeg vet hvem jeg spør"])
    for number in range(5):
        SignupFactory(event=event, mode="stream", email=f"p{number}@lyngvik.example")
    with time_machine.travel(event.starts_at - dt.timedelta(days=1), tick=False):
        verbs.send_due_evaluations()
        for mail in Message.objects.filter(kind="event_evaluation"):
            verbs.answer_evaluation(token=LINK.search(mail.text)[1], answers={"goal-1": 2, "goal-2": 3, "useful": 5})
        with pytest.raises(Refused):
            verbs.set_goals(by=ingrid, event=event, goals=["Noe annet"])
    assert not EvaluationTally.objects.filter(question="useful").exists()
    with after(event):
        verbs.send_due_evaluations()
        for mail in Message.objects.filter(kind="event_evaluation", once__contains="evaluation:after"):
            verbs.answer_evaluation(token=LINK.search(mail.text)[1], answers={"goal-1": 4, "goal-2": 4, "useful": 5})
    with after(event, days=11):
        rows = {row.text: row for row in results(event, Evaluation.objects.get()).rows}
    first = rows["Jeg vet hva jeg sier først"]
    assert (first.before, first.mean, first.before_number) == (2.0, 4.0, 5)


def test_code_on_the_screen_takes_no_more_answers_than_people(client, event, ingrid):
    mailed(event, ingrid, 2)
    address = reverse("events:evaluation_open", args=[event.slug])
    assert client.get(address).status_code == 404
    with after(event):
        for once in ("a", "a", "b"):
            assert client.post(address, ANSWERS | {"once": once}).status_code == 302
        assert client.post(address, ANSWERS | {"once": "c"}).status_code == 422
    assert Evaluation.objects.get().answers_after == 2


def test_coordinator_starts_sets_goals_and_reads(client, event, ingrid):
    client.force_login(ingrid)
    desk = reverse("events:evaluation_desk", args=[event.key])
    assert client.post(desk, {"gjor": "goals", "goals": "Mål\n" * 3 + "Et\nTo\nTre\nFire"}).status_code == 422
    assert client.post(desk, {"gjor": "start"}).status_code == 302
    assert client.post(desk, {"gjor": "goals", "goals": "Jeg tør å spørre"}).status_code == 302
    assert "Jeg tør å spørre" in client.get(desk).content.decode()
    assert client.post(desk, {"gjor": "close"}).status_code == 422
    screen = client.get(reverse("events:evaluation_screen", args=[event.key])).content.decode()
    assert f"/arrangementer/{event.slug}/svar/" in screen
    client.force_login(AppointmentFactory().person)
    assert client.get(desk).status_code == 404
    assert client.post(desk, {"gjor": "start"}).status_code == 404


def test_cancelled_event_asks_nobody(event, ingrid):
    SignupFactory(event=event, mode="stream")
    verbs.start_evaluation(by=ingrid, event=event)
    actions.cancel_event(by=ingrid, event=event)
    with after(event):
        assert verbs.send_due_evaluations() == 0
        assert not verbs.evaluation_is_open(Event.objects.get(pk=event.pk))
    assert not EvaluationTicket.objects.filter(phase=Phase.AFTER).exists()
