"""The participant's phone: no account, a seat that says nothing, pass and stop everywhere, 304 while nothing is new."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tryggby.audit.door import Entry
from tryggby.drills import actions
from tryggby.drills.models import Choice, DrillRun, Seat
from tryggby.ground.door import today

pytestmark = pytest.mark.django_db


def page(client, run):
    return client.get(f"/bli-med/ovelse/{run.key}/").content.decode()


def test_four_digits_lead_to_the_run(opened, client):
    assert (
        client.post("/bli-med/", {"code": f" {opened.code} "}).headers["Location"] == f"/bli-med/ovelse/{opened.key}/"
    )
    wrong = f"{(int(opened.code) + 1) % 10_000:04}"
    for code in (wrong, "12", "abcd", ""):
        response = client.post("/bli-med/", {"code": code})
        assert response.status_code == 422
    assert "ingen øvelse med den koden" in client.post("/bli-med/", {"code": wrong}).content.decode()


def test_wrong_codes_are_counted_and_right_ones_never(opened, client, monkeypatch):
    monkeypatch.setattr("tryggby.drills.views.phone.MOST_WRONG", 3)
    wrong = f"{(int(opened.code) + 1) % 10_000:04}"
    for _turn in range(9):
        assert client.post("/bli-med/", {"code": opened.code}).status_code == 302
    assert [client.post("/bli-med/", {"code": wrong}).status_code for _turn in range(3)] == [422] * 3
    for code in (wrong, opened.code):
        answer = client.post("/bli-med/", {"code": code})
        assert answer.status_code == 429 and "Bruk QR-koden" in answer.content.decode()
        assert client.post("/bli-med/", {"code": code}, REMOTE_ADDR="192.0.2.7").status_code in (302, 422)
    assert client.get(f"/bli-med/ovelse/{opened.key}/").status_code == 200, "the QR code leads in"


def test_joining_needs_no_account_and_sets_no_session(opened, phones):
    (phone,) = phones(opened, 1, "receiver")
    assert set(phone.cookies) <= {"ovelse", "ovelse-nn", "ovelse-en", "csrftoken"}
    cookie = phone.cookies["ovelse"]
    assert cookie["path"] == f"/bli-med/ovelse/{opened.key}/" and cookie["httponly"]
    assert cookie.value not in {seat.token for seat in Seat.objects.all()}, "only the hash is kept"
    text = page(phone, opened)
    assert "Det er deg Lo sier det til." in text and "Du sitter i telefonen." not in text


def test_a_seat_is_kept_when_the_phone_changes_language(furulia, playing, phones):
    (phone,) = phones(playing, 1, "receiver")
    own = f"/bli-med/ovelse/{playing.key}/"
    assert {phone.cookies[name]["path"] for name in ("ovelse", "ovelse-nn", "ovelse-en")} == {
        own,
        f"/nn{own}",
        f"/en{own}",
    }
    text = phone.get(f"/en{own}").content.decode()
    assert '<html lang="en"' in text and 'value="stop"' in text and f'href="/nn{own}"' in text
    old = {"if-none-match": '"gammelt"'}
    for _turn in range(2):
        pieces = [phone.get(f"{code}{own}", headers=old).content.decode() for code in ("", "/en")]
        assert ["Det som har skjedd" in piece for piece in pieces] == [True, False]
    phone.post(f"/en{own}", {"go": "pass"})
    assert Seat.objects.count() == 1 and "Du står over" in page(phone, playing)


def test_codes_on_screens_are_typed_and_drawn_without_a_language(furulia, opened, login):
    furulia.bo.language = "en"
    furulia.bo.save()
    text = login(furulia.bo).get(f"/en/ovelser/gjennomforing/{opened.key}/storskjerm/").content.decode()
    assert "/bli-med/</p>" in text and "/en/bli-med" not in text


def test_the_same_form_twice_is_one_seat(opened):
    for _ in range(2):
        Client().post(f"/bli-med/ovelse/{opened.key}/", {"go": "join", "role": "", "once": "samme"})
    assert Seat.objects.count() == 1


def test_a_closed_door_lets_nobody_in_and_keeps_those_inside(furulia, opened, phones):
    (inside,) = phones(opened, 1)
    actions.close_door(by=furulia.bo, run=opened)
    text = page(Client(), opened)
    assert "Det er ikke mulig å bli med nå." in text, "said before anybody presses"
    assert 'name="role"' not in text and "Jeg er med" not in text
    assert Client().post(f"/bli-med/ovelse/{opened.key}/", {"go": "join", "once": "ny"}).status_code == 422
    assert Seat.objects.count() == 1 and "Pass" in page(inside, opened)


def test_polling_is_one_query_and_304_until_something_comes(furulia, playing, phones):
    (phone,) = phones(playing, 1)
    mark = phone.get(f"/bli-med/ovelse/{playing.key}/").headers["ETag"]
    with CaptureQueriesContext(connection) as caught:
        answer = phone.get(f"/bli-med/ovelse/{playing.key}/", headers={"if-none-match": mark})
    assert (answer.status_code, answer.content, len(caught)) == (304, b"", 1)
    actions.give_inject(by=furulia.bo, run=playing, inject="sibling")
    answer = phone.get(f"/bli-med/ovelse/{playing.key}/", headers={"if-none-match": mark})
    assert answer.status_code == 200 and "Et søsken." in answer.content.decode()
    assert answer.headers["ETag"] != mark


def test_what_many_phones_see_is_made_once_and_each_keeps_its_own(furulia, playing, phones):
    path = f"/bli-med/ovelse/{playing.key}/"
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    first, second, third = phones(playing, 3)
    third.post(path, {"go": "choose", "decision": "henting", "option": "spor"})
    third.post(path, {"go": "role", "role": "receiver"})
    old = {"if-none-match": '"gammelt"'}
    pieces = [client.get(path, headers=old).content.decode() for client in (first, third)]
    with CaptureQueriesContext(connection) as caught:
        again = second.get(path, headers=old)
    assert len(caught) == 2 and again.headers["ETag"]
    assert "Rollekortet" in pieces[1] and "Rollekortet" not in again.content.decode()
    assert pieces[1].count('aria-pressed="true"') == 1 and 'aria-pressed="true"' not in again.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', again.content.decode())[1]
    assert len(token) == 64 and token not in pieces[0]


def test_another_phone_that_joins_or_answers_wakes_nobody(furulia, playing, phones):
    (phone,) = phones(playing, 1)
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    mark = phone.get(f"/bli-med/ovelse/{playing.key}/").headers["ETag"]
    (other,) = phones(playing, 1, "leader")
    other.post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": "spor"})
    assert phone.get(f"/bli-med/ovelse/{playing.key}/", headers={"if-none-match": mark}).status_code == 304


def test_the_page_costs_the_same_with_one_and_with_many(furulia, playing, phones):
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    counts = []
    for number in (1, 5):
        people = phones(playing, number, f"r{number}")
        with CaptureQueriesContext(connection) as caught:
            page(people[0], playing)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 5


def test_an_inject_for_a_role_is_seen_by_that_role_alone(furulia, playing, phones):
    (receiver,), (watching,) = phones(playing, 1, "receiver"), phones(playing, 1)
    actions.tick_act(by=furulia.bo, run=playing, act="told-leader")
    assert "Kan det vente?" in page(receiver, playing)
    assert "Kan det vente?" not in page(watching, playing)


@pytest.mark.shows("drills.3")
def test_stop_is_anonymous_and_stops_for_all(furulia, playing, phones, login):
    stopper, other = phones(playing, 2)
    before = list(Seat.objects.order_by("pk").values())
    logged = Entry.objects.count()
    stopper.post(f"/bli-med/ovelse/{playing.key}/", {"go": "stop"})
    run = DrillRun.objects.get()
    assert run.stopped_at and run.is_paused
    assert list(Seat.objects.order_by("pk").values()) == before, "the seats do not tell"
    assert Entry.objects.count() == logged, "the log does not tell"
    for phone in (stopper, other):
        assert "Øvelsen er stanset for alle." in page(phone, playing)
    assert page(stopper, playing).count("form") == page(other, playing).count("form")
    bo = login(furulia.bo)
    assert "Noen har bedt om stopp" in bo.get(f"/ovelser/gjennomforing/{run.key}/leder/").content.decode()
    bo.post(f"/ovelser/gjennomforing/{run.key}/leder/", {"go": "resume"})
    assert "Øvelsen er stanset" not in page(other, playing)


def test_pass_and_stop_are_on_every_screen(furulia, opened, phones):
    (phone,) = phones(opened, 1)

    def both():
        text = page(phone, opened)
        return ('value="pass"' in text or 'value="back"' in text) and 'value="stop"' in text

    run = opened
    assert both()
    run = actions.start_play(by=furulia.bo, run=run)
    assert both()
    actions.open_decision(by=furulia.bo, run=run, decision="henting")
    assert both()
    run = actions.end_play(by=furulia.bo, run=run)
    for step in ("feelings", "facts", "learning"):
        assert both()
        run = actions.finish_talk(by=furulia.bo, run=run, step=step)
    assert both()
    phone.post(f"/bli-med/ovelse/{opened.key}/", {"go": "stop"})
    assert DrillRun.objects.get().stopped_at and "Vi tar en pause" in page(phone, opened)


def test_who_passes_or_is_stopped_sees_where_to_find_support(furulia, opened, phones):
    passing, stopped = phones(opened, 2)
    path = f"/bli-med/ovelse/{opened.key}/"
    for run in (opened, actions.start_play(by=furulia.bo, run=opened)):
        assert "116 123" not in page(passing, run)
        passing.post(path, {"go": "pass"})
        passing.post(path, {"go": "stop"})
        for phone in (passing, stopped):
            assert "Hvis det ble tungt" in page(phone, run) and "116 123" in page(phone, run)
        passing.post(path, {"go": "back"})
        actions.resume_play(by=furulia.bo, run=run)
        DrillRun.objects.update(stopped_at=None)


def test_answers_that_are_looked_at_in_the_talk_are_shown_only_when_the_facilitator_shows_them(
    furulia, playing, phones, login
):
    people = phones(playing, 3)
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    for person in people:
        person.post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": "spor"})
    run = actions.finish_talk(by=furulia.bo, run=actions.end_play(by=furulia.bo, run=playing), step="feelings")
    actions.open_decision(by=furulia.bo, run=run, decision="henting")
    screen = login(furulia.bo)
    wall = f"/ovelser/gjennomforing/{run.key}/storskjerm/"

    def both():
        return page(people[0], run), screen.get(wall).content.decode()

    for text in both():
        assert "Hva gjør dere ved henting?" in text
        assert "tryggheten" not in text and "Færre enn tre har svart" not in text
    assert 'aria-pressed="true"' in both()[0] and "3 har svart" in both()[1]
    actions.show_answers(by=furulia.bo, run=run)
    for text in both():
        assert "Styrker tryggheten" in text and "3 valgte dette" in text


def test_drill_text_says_its_language_on_an_english_phone(furulia, playing, phones):
    (phone,) = phones(playing, 1, "receiver")
    text = phone.get(f"/en/bli-med/ovelse/{playing.key}/").content.decode()
    assert '<html lang="en"' in text and text.count('lang="nb"') >= 5
    assert re.search(r'<h1 class="say drill-now"[^>]* lang="nb">', text)


def test_the_newest_is_told_and_folds_have_a_name(furulia, playing, phones):
    (phone,) = phones(playing, 1, "receiver")
    text = page(phone, playing)
    assert 'aria-live="polite"' in text and "data-live-tell" in text
    assert all("id=" in fold for fold in re.findall(r"<details[^>]*>", text.split("Bytt rolle")[0])[:2])
    actions.pause_play(by=furulia.bo, run=playing)
    assert "<span data-live-tell>pause</span>" in page(phone, playing)


def test_passing_is_seen_by_nobody_else_and_one_can_come_back(playing, furulia, phones, login):
    phone, other = phones(playing, 2)
    before = page(other, playing)
    lead = login(furulia.bo).get(f"/ovelser/gjennomforing/{playing.key}/leder/").headers["ETag"]
    phone.post(f"/bli-med/ovelse/{playing.key}/", {"go": "pass"})
    assert "Du står over" in page(phone, playing)
    assert page(other, playing).count("<section") == before.count("<section")
    assert login(furulia.bo).get(f"/ovelser/gjennomforing/{playing.key}/leder/").headers["ETag"] == lead
    phone.post(f"/bli-med/ovelse/{playing.key}/", {"go": "back"})
    assert "Du står over" not in page(phone, playing)


def test_choices_are_shown_as_counts_from_three_and_never_before(furulia, playing, phones):
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    people = phones(playing, 3)
    for person, option in zip(people, ("spor", "vanlig", "vanlig"), strict=True):
        person.post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": option})
    assert "valgte dette" not in page(people[0], playing)
    actions.show_answers(by=furulia.bo, run=playing)
    text = page(people[0], playing)
    assert "2 valgte dette" in text and "ditt valg" in text and "Styrker tryggheten" in text
    people[0].post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": "vanlig"})
    assert Choice.objects.filter(option="spor").count() == 1, "shown answers are not changed"


def test_two_answers_are_not_shown_as_counts(furulia, playing, phones):
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    people = phones(playing, 2)
    for person in people:
        person.post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": "spor"})
    actions.show_answers(by=furulia.bo, run=playing)
    assert "valgte dette" not in page(people[0], playing)


def test_a_choice_may_be_changed_until_it_is_shown(furulia, playing, phones):
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    (phone,) = phones(playing, 1)
    for option in ("spor", "vanlig", "finnes-ikke"):
        phone.post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": option})
    assert [choice.option for choice in Choice.objects.all()] == ["vanlig"]


def test_without_a_seat_nobody_stops_or_chooses(furulia, playing, client):
    actions.open_decision(by=furulia.bo, run=playing, decision="henting")
    client.post(f"/bli-med/ovelse/{playing.key}/", {"go": "stop"})
    client.post(f"/bli-med/ovelse/{playing.key}/", {"go": "choose", "decision": "henting", "option": "spor"})
    assert DrillRun.objects.get().stopped_at is None and not Choice.objects.exists()


def test_a_seat_of_one_run_opens_no_other(furulia, drill, opened, phones, answered):
    other = actions.open_run(by=furulia.bo, run=actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill))
    (phone,) = phones(opened, 1)
    phone.cookies["ovelse"]["path"] = "/"
    phone.post(f"/bli-med/ovelse/{other.key}/", {"go": "stop"})
    assert DrillRun.objects.get(pk=other.pk).stopped_at is None


def test_after_the_close_the_phone_says_thanks_and_forgets(furulia, playing, phones):
    (phone,) = phones(playing, 1)
    run = actions.end_play(by=furulia.bo, run=playing)
    for step in ("feelings", "facts", "learning"):
        run = actions.finish_talk(by=furulia.bo, run=run, step=step)
    actions.close_run(by=furulia.bo, run=run, text="Et kort", owner=furulia.kari, due_on=today())
    response = phone.get(f"/bli-med/ovelse/{run.key}/")
    assert "Plassen din er slettet" in response.content.decode() and "116 123" in response.content.decode()
    assert [response.cookies[name].value for name in ("ovelse", "ovelse-nn", "ovelse-en")] == ["", "", ""]


def test_a_planned_run_is_not_there_for_phones(furulia, drill, client):
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    assert client.get(f"/bli-med/ovelse/{run.key}/").status_code == 404


def test_without_javascript_the_page_asks_again_by_itself(playing, phones):
    (phone,) = phones(playing, 1)
    assert '<noscript><meta http-equiv="refresh"' in page(phone, playing)


def test_phone_numbers_are_written_out_from_the_register(playing, phones):
    (phone,) = phones(playing, 1)
    text = page(phone, playing)
    assert "112 (Politiet)" in text and "tlf-112" not in text
