"""A dialogue meeting: safe first, then held; promises come back to their owner; nobody else sees it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.insight.door import leader_steps, read_unit
from tryggby.outbox.door import Message
from tryggby.outreach import actions
from tryggby.outreach.checklist import POINTS
from tryggby.outreach.factories import (
    AgendaPointFactory,
    DialogueMeetingFactory,
    MeetingLeaderFactory,
    MeetingPromiseFactory,
    make_safe,
)
from tryggby.outreach.models import DialogueMeeting, MeetingLeader, MeetingPromise, SafetyCheck
from tryggby.outreach.own import stored_promises
from tryggby.outreach.refusal import Refused
from tryggby.outreach.tests.conftest import text
from tryggby.voices.factories import advice_for

pytestmark = pytest.mark.django_db
LIST = "/nettverk/dialogmoter/"


def form_for(solvik, **changes) -> dict:
    """What is filled in for a meeting in the new year."""
    return {
        "title": "Et sted å puste",
        "service": solvik.service.pk,
        "day": (today() + dt.timedelta(days=30)).isoformat(),
        "starts": "13.00",
        "ends": "15.00",
        "place": "Ungdommens hus",
        "advisers": "4",
        "once": "en",
    } | changes


def meeting_of(solvik, **changes) -> DialogueMeeting:
    """A meeting that Amina runs."""
    return DialogueMeetingFactory(organisation=solvik.owner, service=solvik.service, **changes)


def test_a_meeting_from_the_checklist_to_a_promise_that_is_kept(solvik, login):
    client = login(solvik.amina)
    answers = [client.post(f"{LIST}nytt/", form_for(solvik)) for _twice in range(2)]
    meeting = DialogueMeeting.objects.get()
    page = f"{LIST}{meeting.key}/"
    assert [answer.url for answer in answers] == [page] * 2
    assert "8 punkter gjenstår" in text(client.get(page))
    for point in POINTS:
        client.post(f"{page}sjekkliste/", {"point": point.code, "note": "Helsesykepleieren"})
    client.post(f"{page}ledere/", {"email": solvik.sara.email.upper()})
    DialogueMeeting.objects.update(starts_at=meeting.starts_at - dt.timedelta(days=40))
    assert "Alt er på plass." in text(client.get(page))
    client.post(f"{page}holdt/")
    promise = {
        "text": "Vi åpner det lille rommet.",
        "owner": solvik.sara.pk,
        "owner_role": "Rektor",
        "due_on": (today() + dt.timedelta(days=9)).isoformat(),
        "once": "to",
    }
    for _twice in range(2):
        assert client.post(f"{page}lofte/", promise).status_code == 302
    made = MeetingPromise.objects.get()
    client.post(f"{page}visning/")
    client.force_login(solvik.sara)
    assert made.text in text(client.get("/hjem/"))
    assert client.post(f"{LIST}lofter/{made.key}/", {"done": "1", "outcome": "Rommet er åpent."}).status_code == 302
    assert made.text not in text(client.get("/hjem/"))
    client.logout()
    shown = text(client.get("/dialogmoter/"))
    assert made.text in shown and "Rommet er åpent." in shown and "Rektor" in shown and "Sara" not in shown
    assert Entry.objects.filter(verb="make_promise").count() == 1


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"advisers": "1"}, "ingen sitter alene"),
        ({"title": ""}, "id_title"),
        ({"ends": "12.00"}, "Slutten må komme etter starten"),
        ({"day": "i morgen"}, "Skriv datoen slik"),
        ({"service": "9999"}, "id_service"),
    ],
)
def test_a_bad_form_is_answered_kindly_and_kept(solvik, login, changes, word):
    answer = login(solvik.amina).post(f"{LIST}nytt/", form_for(solvik, **changes))
    assert answer.status_code == 422 and word in text(answer) and "Ungdommens hus" in text(answer)
    assert not DialogueMeeting.objects.exists()


def test_nobody_sits_alone_among_leaders_whatever_the_code_does(solvik):
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting_of(solvik, advisers=1)


def test_a_meeting_is_not_held_while_a_point_is_missing_or_before_it_begins(solvik):
    past = make_safe(meeting_of(solvik, starts_at=DialogueMeetingFactory.build(held=True).starts_at, held_at=None))
    past.checks.filter(point="debrief").delete()
    with pytest.raises(Refused, match="Alle punktene"):
        actions.hold_meeting(by=solvik.amina, meeting=past)
    actions.check_safety(by=solvik.amina, meeting=past, point="debrief")
    assert actions.hold_meeting(by=solvik.amina, meeting=past).held_at
    with pytest.raises(Refused, match="ikke begynt"):
        actions.hold_meeting(by=solvik.amina, meeting=make_safe(meeting_of(solvik)))


def test_an_answer_to_the_checklist_can_be_taken_back(solvik, login):
    meeting, client = meeting_of(solvik), login(solvik.nora)
    client.post(f"{LIST}{meeting.key}/sjekkliste/", {"point": "pay", "note": "Timelønn"})
    assert SafetyCheck.objects.get().note == "Timelønn"
    client.post(f"{LIST}{meeting.key}/sjekkliste/", {"point": "finnes-ikke"})
    client.post(f"{LIST}{meeting.key}/sjekkliste/", {"point": "pay", "undo": "1"})
    assert not SafetyCheck.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("amina", 200), ("nora", 200), ("sara", 200), ("bo", 404), ("ola", 404)])
def test_hosts_and_invited_leaders_see_it_and_nobody_else(solvik, login, who, status):
    meeting = meeting_of(solvik)
    MeetingLeaderFactory(meeting=meeting, person=solvik.sara)
    point = AgendaPointFactory(meeting=meeting)
    client = login(getattr(solvik, who))
    assert client.get(f"{LIST}{meeting.key}/").status_code == status
    assert client.get(f"{LIST}saker/{point.key}/").status_code == status
    assert (meeting.title in text(client.get(LIST))) == (status == 200)


@pytest.mark.parametrize("who", ["sara", "bo", "ola"])
def test_only_hosts_change_it(solvik, login, who):
    meeting = meeting_of(solvik)
    MeetingLeaderFactory(meeting=meeting, person=solvik.sara)
    point, client = AgendaPointFactory(meeting=meeting), login(getattr(solvik, who))
    for piece in ("sjekkliste/", "ledere/", "sak/", "holdt/", "visning/", "avlysning/", "endring/"):
        assert client.post(f"{LIST}{meeting.key}/{piece}", {"point": "pay"}).status_code == 404, piece
    assert client.post(f"{LIST}saker/{point.key}/fjerning/").status_code == 404
    client.post(f"{LIST}saker/{point.key}/", {"decision": "Noe annet"})
    point.refresh_from_db()
    assert point.decision == "" and not SafetyCheck.objects.exists()
    with pytest.raises(Refused):
        actions.check_safety(by=getattr(solvik, who), meeting=meeting, point="pay")


def test_whoever_runs_nothing_sets_nothing_up(solvik, login):
    assert login(solvik.bo).get(f"{LIST}nytt/").status_code == 404


def test_leaders_get_one_entry_that_follows_the_meeting(solvik):
    meeting = meeting_of(solvik)
    for _twice in range(2):
        actions.invite_leader(by=solvik.amina, meeting=meeting, email=solvik.sara.email)
    facts = {name: getattr(meeting, name) for name in ("title", "service", "starts_at", "ends_at", "advisers")}
    actions.change_meeting(by=solvik.amina, meeting=meeting, place="Rådhuset", **facts)
    actions.change_meeting(by=solvik.amina, meeting=meeting, place="Rådhuset", **facts)
    actions.cancel_meeting(by=solvik.amina, meeting=meeting)
    mails = Message.objects.filter(kind="dialogue_invitation").order_by("pk")
    assert [mail.calendar_method for mail in mails] == ["REQUEST", "REQUEST", "CANCEL"]
    assert all(f"UID:dialogmote-{meeting.key}@tryggby" in mail.calendar for mail in mails)
    assert [f"SEQUENCE:{number}" in mail.calendar for number, mail in enumerate(mails)] == [True] * 3


def test_a_leader_who_has_left_hears_of_no_change(solvik):
    meeting = meeting_of(solvik)
    MeetingLeaderFactory(meeting=meeting, person=solvik.sara)
    MeetingLeaderFactory(meeting=meeting, person=solvik.bo)
    solvik.bo.left_at = timezone.now()
    solvik.bo.save()
    same = {name: getattr(meeting, name) for name in ("service", "title", "starts_at", "ends_at", "advisers")}
    actions.change_meeting(by=solvik.amina, meeting=meeting, place="Biblioteket", **same)
    actions.cancel_meeting(by=solvik.amina, meeting=meeting)
    assert list(Message.objects.values_list("to", flat=True)) == [solvik.sara.email] * 2


def test_only_people_who_belong_here_are_invited(solvik, login):
    meeting, client = meeting_of(solvik), login(solvik.amina)
    answer = client.post(f"{LIST}{meeting.key}/ledere/", {"email": solvik.ola.email})
    assert answer.status_code == 422 and "Ingen hos dere har denne adressen" in text(answer)
    assert solvik.ola.email in text(answer) and not MeetingLeader.objects.exists()


def test_a_leader_who_came_is_written_down_afterwards_without_a_mail_and_can_promise(solvik, login):
    meeting, client = meeting_of(solvik, held=True), login(solvik.amina)
    page = f"{LIST}{meeting.key}/"
    assert "Skriv først ned hvilke ledere som var med" in text(client.get(page))
    for _twice in range(2):
        answer = client.post(f"{page}ledere/", {"email": solvik.sara.email}, follow=True)
        assert "Lederen er skrevet ned." in text(answer) and "Sara Lie" in text(answer)
    assert not Message.objects.exists() and MeetingLeader.objects.count() == 1
    assert Entry.objects.filter(verb="note_leader").count() == 1
    promise = {"text": "Vi åpner rommet.", "owner": solvik.sara.pk, "owner_role": "Rektor", "due_on": today()}
    assert client.post(f"{page}lofte/", promise).status_code == 302 and MeetingPromise.objects.exists()
    assert ("Var med", meeting.title) in [row[:2] for row in stored_promises(person=solvik.sara).rows]
    wrong = client.post(f"{page}ledere/", {"email": solvik.ola.email})
    assert wrong.status_code == 422 and "Ingen hos dere har denne adressen" in text(wrong)


def test_a_leader_is_noted_only_when_the_meeting_is_held(solvik, login):
    with pytest.raises(Refused, match="at møtet er holdt"):
        actions.note_leader(by=solvik.amina, meeting=meeting_of(solvik), email=solvik.sara.email)
    off = meeting_of(solvik, cancelled_at=DialogueMeetingFactory.build(held=True).held_at)
    answer = login(solvik.amina).post(f"{LIST}{off.key}/ledere/", {"email": solvik.sara.email})
    assert answer.status_code == 422 and not MeetingLeader.objects.exists()
    with pytest.raises(Refused, match="koordinatoren"):
        actions.note_leader(by=solvik.bo, meeting=meeting_of(solvik, held=True), email=solvik.sara.email)


def test_a_voice_and_a_decision_stand_together_and_go_with_the_advice(solvik, login):
    meeting, client = meeting_of(solvik), login(solvik.amina)
    advice = advice_for(solvik.unit, paraphrase="Et rom der ingen ser oss.")
    closed = {"question": "Hvor?", "advice": advice.pk, "once": "x"}
    assert client.post(f"{LIST}{meeting.key}/sak/", closed).status_code == 422
    advice.published_at, advice.published_by = advice.made_at, solvik.nora
    advice.save()
    assert client.post(f"{LIST}{meeting.key}/sak/", closed).status_code == 302
    assert "Et rom der ingen ser oss." in text(client.get(f"{LIST}{meeting.key}/"))
    advice.withdrawn_at = advice.made_at
    advice.save()
    assert "Et rom der ingen ser oss." not in text(client.get(f"{LIST}{meeting.key}/"))


def test_a_figure_is_frozen_with_its_hidden_cells(solvik, login, monkeypatch):
    rows = {"abc": {"question": "Blir du hørt?", "since": "2026-08-01", "until": "2026-10-01", "age": "13+"}}
    rows["abc"] |= {"number": 24, "cells": [["Ja", 20], ["Nei", None]]}
    meeting, client = meeting_of(solvik), login(solvik.amina)
    point = AgendaPointFactory(meeting=meeting, figure=rows["abc"])
    page = text(client.get(f"{LIST}saker/{point.key}/"))
    assert "24 har svart, 1. august 2026 til 1. oktober 2026" in page and "Skjult, fordi gruppa er liten" in page
    with pytest.raises(Refused, match="nettopp byttet ut"):
        actions.add_agenda_point(by=solvik.amina, meeting=meeting, question="Hva?", figure="abc")


def test_promises_are_for_meetings_that_are_held_and_leaders_who_were_there(solvik):
    facts = {"text": "Noe", "owner": solvik.sara, "owner_role": "Rektor", "due_on": today()}
    with pytest.raises(Refused, match="at møtet er holdt"):
        actions.make_promise(by=solvik.amina, meeting=meeting_of(solvik), **facts)
    held = meeting_of(solvik, held=True)
    with pytest.raises(Refused, match="en av lederne"):
        actions.make_promise(by=solvik.amina, meeting=held, **facts)
    MeetingLeaderFactory(meeting=held, person=solvik.sara)
    with pytest.raises(Refused, match="Fristen har vært"):
        actions.make_promise(by=solvik.amina, meeting=held, **facts | {"due_on": today() - dt.timedelta(days=1)})
    assert actions.make_promise(by=solvik.amina, meeting=held, **facts)


def test_a_promise_is_a_next_step_on_the_leaders_home(solvik):
    promise = MeetingPromiseFactory(meeting=meeting_of(solvik, held=True), owner=solvik.sara)
    step = next(step for step in leader_steps(read_unit(solvik.unit.key), solvik.sara) if step.rule == "dialogue")
    assert step.title == promise.text and step.url.endswith(f"/{promise.key}/")


def test_the_owner_needs_more_time_and_others_do_not_answer(solvik, login):
    promise = MeetingPromiseFactory(meeting=meeting_of(solvik, held=True), owner=solvik.sara)
    page, client = f"{LIST}lofter/{promise.key}/", login(solvik.sara)
    later = today() + dt.timedelta(days=40)
    assert client.post(page, {"move": "1", "due_on": "2020-01-01"}).status_code == 422
    assert client.post(page, {"move": "1", "due_on": later.isoformat()}).status_code == 302
    assert client.post(page, {"done": "1", "outcome": ""}).status_code == 422
    promise.refresh_from_db()
    assert (promise.due_on, promise.done_on) == (later, None)
    for stranger in (solvik.bo, solvik.ola):
        client.force_login(stranger)
        assert client.post(page, {"done": "1", "outcome": "Tull"}).status_code == 404


def test_the_owner_is_reminded_once_for_each_date(solvik):
    promise = MeetingPromiseFactory(owner=solvik.sara, due_on=today() + dt.timedelta(days=6))
    MeetingPromiseFactory(owner=solvik.sara, due_on=today() + dt.timedelta(days=60))
    for _twice in range(2):
        actions.remind_of_promises()
    mail = Message.objects.get(kind="dialogue_promise")
    assert mail.to == solvik.sara.email and promise.text in mail.text


def test_promises_are_shown_only_where_it_was_chosen(solvik, login, client):
    held = meeting_of(solvik, held=True)
    promise = MeetingPromiseFactory(meeting=held, owner=solvik.sara)
    assert promise.text not in text(client.get("/dialogmoter/"))
    login(solvik.amina).post(f"{LIST}{held.key}/visning/")
    assert promise.text in text(client.get("/dialogmoter/"))
    client.post(f"{LIST}{held.key}/visning/", {"hide": "1"})
    assert promise.text not in text(client.get("/dialogmoter/"))


def test_a_person_is_told_and_names_are_forgotten_after_five_years(solvik):
    promise = MeetingPromiseFactory(owner=solvik.sara)
    assert promise.text in str(stored_promises(person=solvik.sara).rows)
    assert stored_promises(person=solvik.bo) is None
    assert actions.forget_promise_names(before=promise.due_on) == 0
    assert actions.forget_promise_names(before=promise.due_on + dt.timedelta(days=1)) == 1
    promise.refresh_from_db()
    assert promise.owner is None and promise.owner_role == "Rektor"


def test_everything_with_a_name_on_it_is_told_and_forgotten(solvik):
    meeting = make_safe(meeting_of(solvik, held=True, made_by=solvik.amina))
    meeting.checks.update(by=solvik.amina)
    MeetingLeaderFactory(meeting=meeting, person=solvik.sara)
    late = MeetingPromiseFactory(meeting=meeting, owner=solvik.bo, due_on=today() + dt.timedelta(days=9))
    MeetingLeaderFactory(meeting=meeting, person=solvik.bo)
    told = {row[0] for row in stored_promises(person=solvik.amina).rows}
    assert told == {"Satte opp", "Svarte på sjekklista"}
    assert actions.forget_meeting_names(before=today() - dt.timedelta(days=21)) == 0, "the day itself is not before"
    assert actions.forget_meeting_names(before=today() - dt.timedelta(days=20)) == 2 + len(POINTS)
    assert stored_promises(person=solvik.amina) is None and stored_promises(person=solvik.sara) is None
    late.refresh_from_db()
    assert late.owner == solvik.bo and meeting.leaders.get().person == solvik.bo, "a promise in force has its owner"
    assert meeting.checks.count() == len(POINTS)
    assert actions.forget_meeting_names(before=today() - dt.timedelta(days=20)) == 0


def test_one_invited_by_mistake_is_taken_off_the_list_and_out_of_the_calendar(solvik, login):
    meeting = meeting_of(solvik)
    page, client = f"{LIST}{meeting.key}/", login(solvik.amina)
    client.post(f"{page}ledere/", {"email": solvik.bo.email})
    assert login(solvik.bo).get(page).status_code == 200
    assert login(solvik.bo).post(f"{page}ledere/", {"off": solvik.bo.key}).status_code == 404
    client = login(solvik.amina)
    assert "Lederen er tatt av lista" in text(client.post(f"{page}ledere/", {"off": solvik.bo.key}, follow=True))
    first, off = Message.objects.filter(to=solvik.bo.email).order_by("pk")
    assert off.calendar_method == "CANCEL" and "Møtet holdes uten deg" in off.text and "avlyst" not in off.text
    assert "SEQUENCE:0" in first.calendar and "SEQUENCE:1" in off.calendar
    assert login(solvik.bo).get(page).status_code == 404
    login(solvik.amina).post(f"{page}ledere/", {"email": solvik.bo.email})
    again = Message.objects.filter(to=solvik.bo.email).latest("pk")
    assert again.calendar_method == "REQUEST" and login(solvik.bo).get(page).status_code == 200


def test_the_host_gives_a_promise_to_another_leader_when_its_owner_has_left(solvik, login):
    held = meeting_of(solvik, held=True)
    promise = MeetingPromiseFactory(meeting=held, owner=solvik.sara)
    MeetingLeaderFactory(meeting=held, person=solvik.sara)
    page, hand = f"{LIST}lofter/{promise.key}/", {"hand": "1", "owner": solvik.bo.pk, "owner_role": "Ny rektor"}
    assert login(solvik.amina).post(page, hand).status_code == 422, "Bo was not there"
    MeetingLeaderFactory(meeting=held, person=solvik.bo)
    assert "Gi løftet til en annen" not in text(login(solvik.sara).get(page))
    assert login(solvik.sara).post(page, hand).status_code == 422, "its owner does not choose for others"
    off = login(solvik.amina).post(f"{LIST}{held.key}/ledere/", {"off": solvik.sara.key}, follow=True)
    assert "har lovet noe her" in text(off) and held.leaders.count() == 2
    for _twice in range(2):
        assert "Ny rektor (Bo Lie)" in text(login(solvik.amina).post(page, hand, follow=True))
    promise.refresh_from_db()
    assert promise.owner == solvik.bo and promise.text in Message.objects.get(to=solvik.bo.email).text
    assert Entry.objects.filter(verb="hand_promise").count() == 1


def test_lists_ask_as_many_queries_for_one_as_for_three(solvik, login):
    client = login(solvik.amina)

    def queries(path):
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    def fill_up():
        held = meeting_of(solvik, held=True, shown_at=DialogueMeetingFactory.build(held=True).held_at)
        AgendaPointFactory(meeting=held, number=held.points.count() + 1)
        MeetingPromiseFactory(meeting=held)
        return held

    first = fill_up()
    paths = (LIST, "/dialogmoter/", f"{LIST}{first.key}/")
    few = [queries(path) for path in paths]
    for number in (2, 3):
        fill_up()
        MeetingPromiseFactory(meeting=first)
        MeetingLeaderFactory(meeting=first)
        AgendaPointFactory(meeting=first, number=number)
    assert [queries(path) for path in paths] == few
