"""Questions from the room and the stream: anonymous, read through first, kept fresh by asking again."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse

from tryggby.audit.door import Entry
from tryggby.events import actions, tokens
from tryggby.events.actions.question import (
    answer_question,
    approve_question,
    ask_question,
    forget_questions,
    hide_question,
)
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import Question
from tryggby.events.refusal import Refused
from tryggby.organisations.factories import AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(stream_url="https://sending.lyngvik.example/direkte")


@pytest.fixture
def during(event):
    with time_machine.travel(event.starts_at + dt.timedelta(minutes=20), tick=False):
        yield event


@pytest.fixture
def ingrid(event):
    """She coordinates the organisation that holds the event."""
    return AppointmentFactory(organisation=event.organisation).person


def page(event):
    return reverse("events:questions", args=[event.slug])


def test_question_waits_until_it_is_let_through(client, during, ingrid):
    client.post(page(during), {"text": "Hva gjør dere når barn ikke vil snakke?", "once": "a"})
    assert "Hva gjør dere" not in client.get(page(during)).content.decode()
    approve_question(by=ingrid, question=Question.objects.get())
    assert "Hva gjør dere" in client.get(page(during)).content.decode()


def test_question_says_nothing_about_who_asked(client, during):
    client.post(page(during), {"text": "Kan vi få lysarkene?", "once": "a"})
    names = {field.name for field in Question._meta.get_fields()}
    assert names == {"id", "key", "event", "text", "source", "asked_at", "approved_at", "answered_at", "hidden_at"}
    assert not Entry.objects.filter(verb__contains="question").exists()


def test_question_sent_twice_is_one(client, during):
    for once in ("a", "a", "b"):
        client.post(page(during), {"text": "Samme spørsmål?", "once": once})
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": "  \u202e  "}, "Skriv et spørsmål"),
        ({"text": "x" * 281}, "Skriv kortere"),
        ({"text": "Hei?", "homepage": "https://spam.example"}, "La dette stå tomt"),
    ],
)
def test_question_that_cannot_be_taken_in_is_answered_with_words(client, during, data, words):
    answer = client.post(page(during), data)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Question.objects.exists()


def test_question_keeps_no_line_breaks_or_direction_signs(during):
    question = ask_question(event=during, text="Hva\r\nmed \u202eoss?", source="room")
    assert question.text == "Hva med oss?"


def test_question_is_refused_before_and_long_after(event):
    for at in (event.starts_at - dt.timedelta(hours=3), event.ends_at + dt.timedelta(hours=2)):
        with time_machine.travel(at, tick=False), pytest.raises(Refused):
            ask_question(event=event, text="Hei?", source="room")


def test_question_from_one_place_has_an_end(client, during, monkeypatch):
    monkeypatch.setattr("tryggby.events.views.questions.TOO_MANY", 2)
    for number in range(3):
        answer = client.post(page(during), {"text": f"Spørsmål {number}", "once": str(number)})
    assert answer.status_code == 422 and "Prøv igjen" in answer.content.decode()
    assert Question.objects.count() == 2


def test_list_answers_304_until_something_changes(client, during, ingrid):
    question = ask_question(event=during, text="Når kommer neste?", source="stream")
    address = reverse("events:questions_list", args=[during.slug])
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    approve_question(by=ingrid, question=question)
    fresh = client.get(address, headers={"If-None-Match": tag})
    assert fresh.status_code == 200 and "Når kommer neste?" in fresh.content.decode()
    answer_question(by=ingrid, question=question)
    assert client.get(address, headers={"If-None-Match": fresh["ETag"]}).status_code == 200


def test_coordinator_shows_answers_and_hides(client, during, ingrid):
    client.force_login(ingrid)
    question = ask_question(event=during, text="Hva koster det?", source="stream")
    desk = reverse("events:moderation", args=[during.key])
    assert "På nett" in client.get(desk).content.decode()
    verb = reverse("events:moderation_verb", args=[during.key, question.key])
    for do, state in (("vis", "shown"), ("besvart", "answered"), ("skjul", "hidden"), ("vis", "shown")):
        assert client.post(verb, {"gjor": do}).status_code == 302
        assert Question.objects.get().state == state
    follow = reverse("events:moderation_list", args=[during.key])
    tag = client.get(follow)["ETag"]
    assert client.get(follow, headers={"If-None-Match": tag}).status_code == 304


def test_questions_of_another_organisation_do_not_exist(client, during):
    question = ask_question(event=during, text="Hei?", source="room")
    client.force_login(AppointmentFactory().person)
    assert client.get(reverse("events:moderation", args=[during.key])).status_code == 404
    verb = reverse("events:moderation_verb", args=[during.key, question.key])
    assert client.post(verb, {"gjor": "vis"}).status_code == 404
    assert Question.objects.get().state == "new"


def test_list_costs_the_same_with_one_and_three_questions(client, during, ingrid, django_assert_max_num_queries):
    client.force_login(ingrid)
    desk = reverse("events:moderation_list", args=[during.key])
    for number in range(3):
        ask_question(event=during, text=f"Spørsmål {number}", source="room")
        with django_assert_max_num_queries(14):
            client.get(desk)


def test_answered_question_was_let_through_says_the_database(during):
    question = ask_question(event=during, text="Hei?", source="room")
    question.answered_at = during.starts_at
    with pytest.raises(IntegrityError), transaction.atomic():
        question.save()


def test_questions_are_forgotten_after_14_days(during, ingrid):
    hide_question(by=ingrid, question=ask_question(event=during, text="Hei?", source="room"))
    assert forget_questions(during.ends_at + dt.timedelta(days=13)) == 0
    assert forget_questions(during.ends_at + dt.timedelta(days=14)) == 1


def test_stream_page_before_during_and_after(client, event):
    guest = SignupFactory(event=event, mode="stream", email="dawit@lyngvik.example")
    address = reverse("events:stream", args=[tokens.token(guest, tokens.STREAM)])

    def seen(at):
        with time_machine.travel(at, tick=False):
            answer = client.get(address)
            assert answer["X-Robots-Tag"] == "noindex"
            return answer.content.decode()

    before = seen(event.starts_at - dt.timedelta(hours=2))
    assert "Sendingen åpner" in before and event.stream_url not in before
    during = seen(event.starts_at)
    assert event.stream_url in during and "<iframe" not in during
    after = seen(event.ends_at + dt.timedelta(hours=1))
    assert "Sendingen er over" in after and event.stream_url not in after


def test_stream_guest_asks_from_the_same_page(client, during):
    with time_machine.travel(during.starts_at - dt.timedelta(days=2), tick=False):
        guest = SignupFactory(event=during, mode="stream")
    address = reverse("events:stream", args=[tokens.token(guest, tokens.STREAM)])
    client.post(address, {"text": "Hører dere oss?", "source": "stream", "once": "a"})
    assert Question.objects.get().source == "stream"


def test_revoked_link_opens_nothing_and_the_new_one_does(client, event, ingrid):
    guest = SignupFactory(event=event, mode="stream")
    old = reverse("events:stream", args=[tokens.token(guest, tokens.STREAM)])
    new = actions.revoke_stream_link(by=ingrid, signup=guest)
    assert client.get(old).status_code == 404
    assert client.get(reverse("events:stream", args=[tokens.token(new, tokens.STREAM)])).status_code == 200


def test_room_people_have_no_stream_page(client, event):
    guest = SignupFactory(event=event, mode="room")
    assert client.get(reverse("events:stream", args=[tokens.token(guest, tokens.STREAM)])).status_code == 404


def test_draft_has_no_questions_page(client):
    assert client.get(page(EventFactory(draft=True))).status_code == 404
    assert AnonymousUser().is_anonymous
