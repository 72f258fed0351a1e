"""Anybody asks for an oppvekst day; it is planned, held, evaluated, and who asked is forgotten."""

import datetime as dt
import importlib
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.outbox.door import Message
from tryggby.outreach import actions, tokens
from tryggby.outreach.factories import OutreachDayFactory
from tryggby.outreach.models import OutreachDay, OutreachTally
from tryggby.outreach.refusal import Refused
from tryggby.outreach.tests.conftest import fill, text

pytestmark = pytest.mark.django_db
LIST = "/nettverk/oppvekstdager/"
MARIT = {
    "kind": "day",
    "asker": "city",
    "name": "Marit Lund",
    "email": "marit@fjellvik.example",
    "workplace": "Fjellvik kommune",
    "people": "40",
    "wishes": "Hvordan spørre barn om råd. Gjerne i mars.",
}


def plan_form(**changes) -> dict:
    """A day in a month."""
    day = (today() + dt.timedelta(days=30)).isoformat()
    return {"day": day, "starts": "09.00", "ends": "14.00", "place": "Kinosalen", "who": "To ansatte"} | changes


def answer_mail(kind: str) -> Message:
    """The newest mail to Marit with a calendar method."""
    return Message.objects.filter(to=MARIT["email"], calendar_method=kind).latest("pk")


@pytest.mark.shows("network.5")
def test_a_non_member_asks_and_gets_a_day(client, solvik):
    answer = fill(client, "/oppvekstdag/", **MARIT)
    assert answer.status_code == 200 and "Takk, vi har fått ønsket" in answer.text and not answer.cookies
    day = OutreachDay.objects.get()
    assert (day.name, day.people, day.state) == ("Marit Lund", 40, "waiting")
    receipt = Message.objects.get(to=MARIT["email"])
    assert MARIT["wishes"] not in receipt.text, "the form must not mail a stranger's words"
    assert {mail.to for mail in Message.objects.exclude(pk=receipt.pk)} == {solvik.amina.email, solvik.nora.email}
    own = re.search(r"/oppvekstdag/min/\S+", receipt.text)[0]
    assert "Vi fikk ønsket" in text(client.get(own))
    client.force_login(solvik.amina)
    assert MARIT["wishes"] in text(client.get(f"{LIST}{day.key}/"))
    assert client.post(f"{LIST}{day.key}/plan/", plan_form()).status_code == 302
    client.logout()
    assert "Kinosalen" in text(client.get(own))
    invitation = answer_mail("REQUEST")
    assert f"UID:oppvekstdag-{day.key}@tryggby" in invitation.calendar and "Kinosalen" in invitation.calendar


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"kind": ""}, "Velg det som passer best"),
        ({"people": "mange"}, "Skriv et tall"),
        ({"people": "0"}, "fra 1 og oppover"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "Skriv en e-postadresse"),
        ({"name": "www.kjop.no"}, "Skriv bare navnet ditt"),
        ({"wishes": "x" * 1001}, "Skriv kortere"),
        ({"homepage": "https://spam.example"}, "må være tomt"),
    ],
)
def test_bad_input_is_answered_kindly_and_kept(client, solvik, given, word):
    answer = fill(client, "/oppvekstdag/", **(MARIT | given))
    assert answer.status_code == 422 and word in answer.text and "Fjellvik kommune" in answer.text
    assert not OutreachDay.objects.exists() and not Message.objects.exists()


def test_the_form_sent_twice_is_one_request_and_sent_at_once_is_asked_to_wait(client, solvik):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hidden = dict(re.findall(r'name="(once|started)" value="([^"]+)"', client.get("/oppvekstdag/").text))
        assert client.post("/oppvekstdag/", hidden | MARIT).status_code == 422
        clock.shift(5)
        pages = [client.post("/oppvekstdag/", hidden | MARIT).text for _twice in range(2)]
    assert pages[0] == pages[1] and OutreachDay.objects.count() == 1


def test_many_from_one_place_get_no_receipt_and_too_many_are_asked_to_wait(client, solvik, monkeypatch):
    # The view bears the module's name in the package.
    module = importlib.import_module("tryggby.outreach.views.request")
    monkeypatch.setattr(module, "QUIET", 1)
    monkeypatch.setattr(module, "TOO_MANY", 2)
    assert [fill(client, "/oppvekstdag/", **MARIT).status_code for _ in range(3)] == [200, 200, 429]
    assert Message.objects.filter(to=MARIT["email"]).count() == 1


def test_without_an_installation_the_form_is_not_shown(client, db):
    assert "ikke tatt i bruk" in text(client.get("/oppvekstdag/"))


def test_a_link_opens_its_own_day_and_nothing_else(client, solvik):
    day, other = (OutreachDayFactory(organisation=solvik.owner) for _ in range(2))
    mixed = f"{other.key}-{tokens.token(day, tokens.OWN).split('-')[1]}"
    answers = tokens.token(day, tokens.ANSWERS)
    for token in (mixed, answers, f"{day.key}-", day.key):
        assert client.get(f"/oppvekstdag/min/{token}/").status_code == 404
    assert client.get(f"/oppvekstdag/vurdering/{tokens.token(day, tokens.OWN)}/").status_code == 404
    assert client.get(f"/oppvekstdag/vurdering/{answers}/").status_code == 200


def test_whoever_asked_takes_it_back_once_and_the_entry_goes(client, solvik):
    day = OutreachDayFactory(organisation=solvik.owner, planned=True, email=MARIT["email"])
    own = f"/oppvekstdag/min/{tokens.token(day, tokens.OWN)}/"
    for _twice in range(2):
        client.post(f"{own}tilbake/")
    assert "Trukket tilbake" in text(client.get(own))
    assert Message.objects.filter(to=MARIT["email"]).count() == 1 and answer_mail("CANCEL").calendar


@pytest.mark.parametrize("state", [{"planned": True}, {}])
def test_those_who_plan_hear_that_it_was_taken_back(client, solvik, state):
    """Otherwise two of the staff and two young advisers set out for nothing."""
    day = OutreachDayFactory(organisation=solvik.owner, email=MARIT["email"], wishes="Hemmelig", **state)
    for _twice in range(2):
        client.post(f"/oppvekstdag/min/{tokens.token(day, tokens.OWN)}/tilbake/")
    told = Message.objects.exclude(to=MARIT["email"])
    assert sorted(mail.to for mail in told) == sorted([solvik.amina.email, solvik.nora.email])
    for mail in told:
        assert f"{LIST}{day.key}/" in mail.text and "trukket" in mail.subject
        assert ("Det var planlagt" in mail.text) == bool(state)
        assert day.name not in mail.text and "Hemmelig" not in mail.text


def test_a_visit_is_spoken_of_as_a_visit(client, solvik, login):
    day = OutreachDayFactory(organisation=solvik.owner, kind="visit", email=MARIT["email"])
    login(solvik.nora).post(f"{LIST}{day.key}/plan/", plan_form())
    assert "Dere møter To ansatte." in answer_mail("REQUEST").text
    assert "Dere møter To ansatte." in text(client.get(f"/oppvekstdag/min/{tokens.token(day, tokens.OWN)}/"))
    held = OutreachDayFactory(organisation=solvik.owner, kind="visit", held=True, email="siri@fjellvik.example")
    actions.send_due_evaluations()
    said = Message.objects.get(to=held.email).text
    assert "Takk for at dere kom." in said and "fikk komme" not in said


def test_a_changed_plan_is_the_same_entry_and_no_change_sends_nothing(solvik, login):
    day, client = OutreachDayFactory(organisation=solvik.owner, email=MARIT["email"]), login(solvik.nora)
    for form in (plan_form(), plan_form(), plan_form(starts="10.00")):
        assert client.post(f"{LIST}{day.key}/plan/", form).status_code == 302
    sent = Message.objects.filter(to=MARIT["email"]).order_by("pk")
    assert [mail.calendar_method for mail in sent] == ["REQUEST"] * 2
    assert "SEQUENCE:0" in sent[0].calendar and "SEQUENCE:1" in sent[1].calendar


@pytest.mark.parametrize(
    ("changes", "word"),
    [({"place": ""}, "id_place"), ({"ends": "08.00"}, "Slutten må komme"), ({"day": "2020-01-01"}, "som kommer")],
)
def test_a_bad_plan_is_answered_kindly(solvik, login, changes, word):
    day = OutreachDayFactory(organisation=solvik.owner)
    answer = login(solvik.amina).post(f"{LIST}{day.key}/plan/", plan_form(**changes))
    assert answer.status_code == 422 and word in text(answer) and "To ansatte" in text(answer)
    assert not Message.objects.exists()


@pytest.mark.parametrize(("state", "ending", "method"), [({}, "no", ""), ({"planned": True}, "off", "CANCEL")])
def test_a_no_tells_why_and_keeps_the_reason_in_the_mail_alone(solvik, login, state, ending, method):
    day, client = OutreachDayFactory(organisation=solvik.owner, **state), login(solvik.amina)
    assert client.post(f"{LIST}{day.key}/nei/", {"text": ""}).status_code == 422
    assert client.post(f"{LIST}{day.key}/nei/", {"text": "Vi har ikke flere dager."}).status_code == 302
    day.refresh_from_db()
    mail = Message.objects.get()
    assert (day.ending, mail.calendar_method) == (ending, method) and "Vi har ikke flere dager." in mail.text
    with pytest.raises(Refused):
        actions.decline_outreach_day(by=solvik.amina, day=day, text="Igjen")


@pytest.mark.parametrize(("who", "status"), [("amina", 200), ("nora", 200), ("sara", 404), ("bo", 404), ("ola", 404)])
def test_only_hosts_see_and_plan(solvik, login, who, status):
    day, client = OutreachDayFactory(organisation=solvik.owner), login(getattr(solvik, who))
    assert client.get(f"{LIST}{day.key}/").status_code == status
    assert client.get(LIST).status_code == (200 if who == "ola" else status)
    assert "Marit" not in text(client.get(LIST))
    expected = 302 if status == 200 else 404
    assert client.post(f"{LIST}{day.key}/plan/", plan_form()).status_code == expected


def test_three_questions_are_counted_and_shown_from_five_answers(client, solvik, login):
    day = OutreachDayFactory(organisation=solvik.owner, held=True, people=6)
    page = f"/oppvekstdag/vurdering/{tokens.token(day, tokens.ANSWERS)}/"
    assert client.post(page, {"once": "0"}).status_code == 422
    assert client.post(page, {"useful": "9"}).status_code == 422
    for number in range(4):
        for _twice in range(2):
            assert client.post(page, {"useful": "5", "try": "3", "once": str(number)}).status_code == 200
    assert "når minst fem har svart" in text(login(solvik.amina).get(f"{LIST}{day.key}/"))
    for number in (4, 5):
        assert client.post(page, {"useful": "4", "once": str(number)}).status_code == 200
    assert "6 av 6 har svart" in text(client.get(f"{LIST}{day.key}/"))
    assert OutreachTally.objects.get(question="useful", value=5).number == 4


def test_more_may_come_than_somebody_guessed_and_a_flood_is_stopped(client, solvik, login):
    day = OutreachDayFactory(organisation=solvik.owner, held=True, people=6)
    page = f"/oppvekstdag/vurdering/{tokens.token(day, tokens.ANSWERS)}/"
    for number in range(9):
        assert client.post(page, {"useful": "5", "once": str(number)}).status_code == 200
    assert "9 har svart. Dere har skrevet at 6 kom." in text(login(solvik.amina).get(f"{LIST}{day.key}/"))
    OutreachDay.objects.update(answers=day.most_answers)
    answer = client.post(page, {"useful": "1", "once": "full"})
    assert answer.status_code == 422 and "Si fra til dem som holdt den." in text(answer)
    assert "rett tallet her" in text(client.get(f"{LIST}{day.key}/"))
    assert client.post(f"{LIST}{day.key}/kom/", {"people": "0"}).status_code == 422
    shown = text(client.post(f"{LIST}{day.key}/kom/", {"people": "80"}, follow=True))
    assert "62 av 80 har svart" in shown and "rett tallet her" not in shown
    assert client.post(page, {"useful": "1", "once": "full"}).status_code == 200
    assert Entry.objects.filter(verb="count_outreach_people").count() == 1


@pytest.mark.parametrize(("state", "status"), [({}, 422), ({"planned": True}, 422), ({"held": True}, 302)])
def test_how_many_came_is_written_down_when_the_day_has_begun(solvik, login, state, status):
    day = OutreachDayFactory(organisation=solvik.owner, **state)
    client = login(solvik.amina)
    assert ("Hvor mange kom?" in text(client.get(f"{LIST}{day.key}/"))) is (status == 302)
    assert client.post(f"{LIST}{day.key}/kom/", {"people": "12"}).status_code == status
    assert login(solvik.sara).post(f"{LIST}{day.key}/kom/", {"people": "12"}).status_code == 404


@pytest.mark.parametrize("state", [{}, {"planned": True}])
def test_questions_are_closed_before_the_day(client, solvik, state):
    day = OutreachDayFactory(organisation=solvik.owner, **state)
    page = f"/oppvekstdag/vurdering/{tokens.token(day, tokens.ANSWERS)}/"
    assert "ikke åpent for svar" in text(client.get(page))
    assert client.post(page, {"useful": "5"}).status_code == 422


def test_the_link_to_the_questions_is_mailed_once(solvik):
    day = OutreachDayFactory(organisation=solvik.owner, held=True)
    OutreachDayFactory(organisation=solvik.owner, planned=True)
    assert [actions.send_due_evaluations() for _twice in range(2)] == [1, 0]
    assert tokens.link(day, tokens.ANSWERS) in Message.objects.get().text


@pytest.mark.parametrize(
    ("state", "days"), [({"held": True}, 14), ({"planned": True}, 45), ({}, 181), ({"ending": "no"}, 15)]
)
def test_who_asked_is_forgotten_in_time(solvik, state, days):
    if "ending" in state:
        state["closed_at"] = timezone.now()
    day = OutreachDayFactory(organisation=solvik.owner, **state)
    actions.send_due_evaluations()
    early = timezone.now() + dt.timedelta(days=days - 2)
    assert actions.forget_contacts(now=early) == 0
    assert [actions.forget_contacts(now=timezone.now() + dt.timedelta(days=days)) for _twice in range(2)] == [1, 0]
    day.refresh_from_db()
    assert (day.name, day.email, day.workplace, day.wishes) == ("", "", "", "") and day.people == 40
    assert "marit" not in str(list(Message.objects.values())).lower()


def test_the_list_asks_as_many_queries_for_one_as_for_three(solvik, login):
    client = login(solvik.amina)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(LIST).status_code == 200
        return len(found)

    OutreachDayFactory(organisation=solvik.owner)
    one = queries()
    OutreachDayFactory(organisation=solvik.owner, planned=True)
    OutreachDayFactory(organisation=solvik.owner, held=True)
    assert queries() == one
