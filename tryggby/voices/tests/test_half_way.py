"""What ends or changes while somebody writes: nothing is lost, and what is said is true."""

import datetime as dt
import re
import secrets

import pytest

from tryggby.voices import actions, rate
from tryggby.voices.actions.danger import climb_ladders, raise_danger
from tryggby.voices.actions.thread import close_thread
from tryggby.voices.factories import advice_for
from tryggby.voices.models import Advice, DutyRoster, HelpMessage, Note, Tally
from tryggby.voices.tests.crew import cry, leave, open_key
from tryggby.voices.tests.people import signed_in

TYPED = "Garderoben kunne vært varmere."


def opened_form(client, channel) -> dict[str, str]:
    """The form as a child without scripts has it on the screen."""
    page = client.get(f"/si-din-mening/{channel.code}/nb/").content.decode()
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))


def send(client, channel, form: dict[str, str]):
    """The child presses send."""
    return client.post(f"/si-din-mening/{channel.code}/nb/", form)


def said(answer) -> str:
    """What the page says is wrong."""
    return re.search(r'role="alert">([^<]*)', answer.content.decode()).group(1)


def test_answers_to_the_questions_one_saw_are_kept_when_others_are_asked_meanwhile(channel, client):
    form = opened_form(client, channel)
    first = channel.question_set.questions.order_by("places__order").first()
    other = actions.library_question("bedre")
    actions.ask_children(by=None, channel=channel, questions=[other])
    assert send(client, channel, form | {f"q-{first.key}": "4"}).status_code == 303
    assert Tally.objects.get(question=first).value == 4
    assert Tally.objects.count() == 4


@pytest.mark.shows("voices.5")
def test_a_child_whose_reader_goes_off_duty_meanwhile_is_told_that_and_whom_to_call(clock, crew, client):
    form = opened_form(client, crew.channel)
    DutyRoster.objects.all().delete()
    answer = send(client, crew.channel, form | {"ord": TYPED})
    assert answer.status_code == 422 and not Note.objects.exists() and not Tally.objects.exists()
    assert "Ingen voksen er på vakt" in said(answer) and "116 111" in said(answer)
    assert send(client, crew.channel, form).status_code == 303


def test_answers_stay_on_the_page_when_too_many_answer_at_once(channel, client, monkeypatch):
    monkeypatch.setattr(rate, "MOST", 0)
    first = channel.question_set.questions.order_by("places__order").first()
    answer = send(client, channel, opened_form(client, channel) | {f"q-{first.key}": "4"})
    assert answer.status_code == 429 and "om en time" in said(answer)
    assert re.search(rf'name="q-{first.key}" value="4"[^>]*checked', answer.content.decode())


def test_that_somebody_is_in_danger_stays_ticked_when_the_form_comes_back(clock, crew, client):
    path = f"/si-din-mening/{crew.channel.code}/nb/hjelp/"
    answer = client.post(path, {"ord": " ", "fare": "1", "once": "f" * 22})
    assert answer.status_code == 422 and re.search(r'name="fare"[^>]* checked', answer.content.decode())
    assert not re.search(r'name="fare"[^>]* checked', client.get(path).content.decode())


@pytest.mark.shows("voices.5")
@pytest.mark.parametrize("gap", ["pause", "roster"])
def test_a_child_who_comes_back_to_a_gap_finds_no_field_and_whom_to_call(clock, crew, client, gap):
    _thread, code = cry(crew.channel)
    if gap == "pause":
        actions.pause_channel(by=None, channel=crew.channel)
    else:
        DutyRoster.objects.all().delete()
    page = client.post("/kode/", {"kode": code}).content.decode()
    assert 'name="ord"' not in page and "på vakt nå. De leser" not in page
    assert "Her kan du ikke skrive nå" in page and "116 111" in page


@pytest.mark.parametrize("language", ["nb", "nn", "se", "en", "ar"])
def test_before_writing_more_a_child_reads_what_to_do_when_it_is_urgent(clock, weekdays, client, language):
    _thread, code = cry(weekdays.channel)
    path = "/kode/" if language == "nb" else f"/kode/{language}/"
    before = client.post(path, {"kode": code}).content.decode().split('name="ord"')[0]
    assert "112" in before.split("dialogue")[-1] and "116 111" in before


def test_a_child_who_has_been_answered_is_told_when_the_next_is_read(clock, weekdays, client, lise):
    thread, code = cry(weekdays.channel)
    browser = open_key(signed_in(lise))
    browser.post(f"/vakt/samtale/{thread.key}/", {"text": "Hei. Jeg er her.", "once": secrets.token_urlsafe(16)})
    clock.shift(dt.timedelta(hours=12))
    page = client.post("/kode/", {"kode": code}).content.decode()
    assert "Ingen leser akkurat nå. En voksen leser tirsdag 24.11. klokka 08.00." in page


def test_an_answer_to_a_child_stays_on_the_page_when_the_key_closed_while_it_was_written(clock, crew, lise):
    thread, _code = cry(crew.channel)
    browser = open_key(signed_in(lise))
    clock.shift(dt.timedelta(minutes=31))
    path = f"/vakt/samtale/{thread.key}/"
    assert "Åpne nøkkelen" in browser.get(path).content.decode()
    words = {"text": "Hei. Jeg er her.", "once": secrets.token_urlsafe(16)}
    answer = browser.post(path, words)
    assert answer.status_code == 422 and "Hei. Jeg er her.</textarea>" in answer.content.decode()
    assert "Det du skrev, står her" in answer.content.decode() and 'target="_blank"' in answer.content.decode()
    open_key(browser)
    assert browser.post(path, words).status_code == 302
    assert HelpMessage.objects.get(writer=lise).thread == thread


def test_advice_stays_on_the_page_when_the_key_closed_while_it_was_written(clock, crew, lise):
    note = leave(crew.channel)
    browser = open_key(signed_in(lise))
    clock.shift(dt.timedelta(minutes=31))
    words = {"advice": "ny", "theme": "place", "paraphrase": TYPED, "band": "few", "once": secrets.token_urlsafe(16)}
    path = f"/vakt/lapp/{note.key}/rad/"
    answer = browser.post(path, words)
    page = answer.content.decode()
    assert answer.status_code == 422 and TYPED in page and "Det du skrev, står her" in page
    assert f'?next=/vakt/lapp/{note.key}/"' in page
    open_key(browser)
    assert browser.post(path, words).status_code == 302


def test_a_child_who_writes_slowly_is_asked_for_the_code_and_keeps_what_it_wrote(clock, crew, client):
    _thread, code = cry(crew.channel)
    slip = re.search(r'name="lapp" value="([^"]+)"', client.post("/kode/", {"kode": code}).content.decode()).group(1)
    clock.shift(dt.timedelta(minutes=31))
    answer = client.post("/kode/samtale/", {"lapp": slip, "ord": TYPED, "once": "s" * 22})
    assert "Siden var åpen lenge" in answer.content.decode() and TYPED in answer.content.decode()
    assert TYPED in client.post("/kode/", {"kode": "feil", "ord": TYPED}).content.decode()
    assert f">{TYPED}</textarea>" in client.post("/kode/", {"kode": code, "ord": TYPED}).content.decode()


def test_a_child_sees_that_what_it_wrote_was_not_sent_when_the_dialogue_ended_meanwhile(clock, crew, client, lise):
    thread, code = cry(crew.channel)
    slip = re.search(r'name="lapp" value="([^"]+)"', client.post("/kode/", {"kode": code}).content.decode()).group(1)
    close_thread(by=lise, thread=thread)
    answer = client.post("/kode/samtale/", {"lapp": slip, "ord": TYPED, "once": "s" * 22})
    assert answer.status_code == 422 and "Samtalen er avsluttet." in said(answer) and TYPED in answer.content.decode()


def test_of_two_who_do_something_with_one_note_the_second_is_told(clock, crew, lise, omar):
    note = leave(crew.channel)
    raise_danger(by=lise, note=note, reason="person")
    clock.shift(dt.timedelta(minutes=15))
    climb_ladders()
    first, second = open_key(signed_in(lise)), open_key(signed_in(omar))
    words = {"advice": "ny", "theme": "place", "paraphrase": TYPED, "band": "few"}
    assert first.post(f"/vakt/lapp/{note.key}/rad/", words | {"once": "a" * 22}).status_code == 302
    mine = words | {"once": "b" * 22, "paraphrase": "Sett opp en ovn i garderoben."}
    again = second.post(f"/vakt/lapp/{note.key}/rad/", mine)
    assert again.status_code == 422 and "En annen på vakta" in again.content.decode()
    assert "Sett opp en ovn" in again.content.decode(), "what the second wrote is still there"
    assert "En annen på vakta" in second.post(f"/vakt/lapp/{note.key}/ferdig/", follow=True).content.decode()
    note.refresh_from_db()
    assert note.advice == Advice.objects.get()


def test_of_two_who_take_an_alarm_the_second_is_told_who_has_it(clock, crew, lise, omar):
    thread, _code = cry(crew.channel, danger=True)
    clock.shift(dt.timedelta(minutes=15))
    climb_ladders()
    first, second = signed_in(lise), signed_in(omar)
    path = f"/vakt/varsel/{thread.escalations.get().key}"
    assert "Du har den." in first.post(f"{path}/mottak/", follow=True).content.decode()
    told = second.post(f"{path}/mottak/", follow=True).content.decode()
    assert f"{lise.name} har den." in told and "Du har den." not in told
    first.post(f"{path}/lukking/", {"because": "answered"})
    for step in ("mottak", "lukking", "overlevering"):
        assert "alt lukket varselet" in second.post(f"{path}/{step}/", follow=True).content.decode()
    assert thread.escalations.get().closed_by == lise


def test_an_answer_to_a_child_stays_on_the_page_when_another_ended_the_dialogue_meanwhile(clock, crew, lise, omar):
    thread, _code = cry(crew.channel)
    browser = open_key(signed_in(lise))
    close_thread(by=omar, thread=thread)
    answer = browser.post(f"/vakt/samtale/{thread.key}/", {"text": "Jeg kommer i morgen.", "once": "q" * 22})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Jeg kommer i morgen." in page and "Samtalen er avsluttet." in page
    assert not HelpMessage.objects.filter(writer=lise).exists()


def test_what_is_tried_is_promised_for_a_day_ahead(clock, fjell, randi):
    found = advice_for(fjell)
    words = {"state": "trying", "text": "Vi prøver.", "owner": "Rektor", "once": "p" * 22}
    late = signed_in(randi).post(f"/barnas-rad/{found.key}/", words | {"due_on": "2026-11-22"})
    assert late.status_code == 422 and "Velg en dag som ikke er over." in late.content.decode()
    assert signed_in(randi).post(f"/barnas-rad/{found.key}/", words | {"due_on": "2026-11-23"}).status_code == 302


@pytest.mark.shows("voices.3")
@pytest.mark.parametrize("path", ["/si-din-mening/AAAAAA/", "/si-din-mening/AAAAAA/nb/hjelp/", "/stemmer-det/AAAAAA/"])
def test_a_code_that_is_none_gets_the_same_kind_page_at_every_door(db, client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Vi finner ikke den koden" in answer.content.decode() and "116 111" in answer.content.decode()
