"""What a child has written is never gone from the screen unsent, whatever closes meanwhile, and never dropped."""

import base64
import io
import re

import pytest
from django.test import Client

from tryggby.organisations.door import leave_organisation
from tryggby.sealing.door import open_envelope
from tryggby.voices import actions, keys, rules
from tryggby.voices.actions import thread as threads
from tryggby.voices.actions.thread import close_thread, end_as_child, read_thread, write_as_adult, write_as_child
from tryggby.voices.dialogue import thread_words
from tryggby.voices.models import DutyRoster, Escalation, HelpMessage, HelpThread, Note, Tally
from tryggby.voices.refusal import NotTaken
from tryggby.voices.tests.crew import cry
from tryggby.voices.tests.test_half_way import opened_form, said, send
from tryggby.voices.tests.test_helping import hidden_in
from tryggby.voices.tests.test_pictures import picture

TYPED = "Jeg er <b>redd</b>\nhjemme."
SHOWN = "Jeg er &lt;b&gt;redd&lt;/b&gt;<br>hjemme."
LANGUAGES = ["nb", "nn", "se", "en", "ar"]
ONCE = "n" * 22
# Every way it can close, and every language.
CLOSES = [
    ("paused", "nb"),
    ("closed", "nn"),
    ("no duty", "se"),
    ("reader left", "en"),
    ("closed", "ar"),
    ("paused", "ar"),
]


def close(crew, how, person):
    """Something closes while a child writes."""
    match how:
        case "paused":
            actions.pause_channel(by=None, channel=crew.channel)
        case "closed":
            actions.close_channel(by=None, channel=crew.channel)
        case "no duty":
            DutyRoster.objects.all().delete()
        case "reader left":
            leave_organisation(by=None, person=person, organisation=crew.channel.organisation)


@pytest.mark.shows("voices.5")
@pytest.mark.parametrize(("how", "language"), CLOSES)
def test_a_cry_for_help_stays_on_the_page_whatever_closes_meanwhile(clock, crew, client, lise, how, language):
    close(crew, how, lise)
    answer = client.post(f"/si-din-mening/{crew.channel.code}/{language}/hjelp/", {"ord": TYPED, "once": ONCE})
    page, words = answer.content.decode(), thread_words(language)["start"]
    assert answer.status_code in (404, 409) and "no-store" in answer["Cache-Control"]
    assert SHOWN in page and words["closed_kept"] in page and "116 111" in page and "112" in page
    assert "<textarea" not in page and not HelpThread.objects.exists()


@pytest.mark.shows("voices.5")
@pytest.mark.parametrize(("how", "language"), CLOSES)
def test_advice_stays_on_the_page_whatever_closes_meanwhile(clock, crew, client, lise, how, language):
    form, path = opened_form(client, crew.channel), f"/si-din-mening/{crew.channel.code}/{language}/"
    close(crew, how, lise)
    answer = client.post(path, form | {"ord": TYPED})
    page = answer.content.decode()
    assert answer.status_code in (404, 410, 422) and "no-store" in answer["Cache-Control"] and not answer.cookies
    assert SHOWN in page and thread_words(language)["start"]["closed_kept"] in page and "116 111" in page
    assert 'name="ord"' not in page and not Note.objects.exists() and not Tally.objects.exists()


def test_a_page_that_nobody_wrote_on_says_nothing_of_what_was_written(clock, crew, client):
    form = opened_form(client, crew.channel)
    DutyRoster.objects.all().delete()
    words = thread_words("nb")["start"]["closed_wrote"]
    assert words not in client.get(f"/si-din-mening/{crew.channel.code}/nb/").content.decode()
    assert words not in client.post(f"/si-din-mening/{crew.channel.code}/nb/", form | {"ord": " "}).content.decode()


@pytest.mark.shows("voices.5")
@pytest.mark.parametrize("how", ["paused", "no duty", "reader left", "ended"])
def test_words_stay_when_the_code_had_to_be_typed_again_and_nothing_can_be_sent(clock, crew, client, lise, how):
    thread, code = cry(crew.channel)
    if how == "ended":
        close_thread(by=lise, thread=thread)
    else:
        close(crew, how, lise)
    page = client.post("/kode/", {"kode": code, "ord": TYPED}).content.decode()
    assert SHOWN in page and "Ingen har fått det" in page and "116 111" in page and 'name="ord"' not in page


def test_a_child_who_deleted_it_is_not_told_that_the_adult_ended_it(clock, crew, client):
    _thread, code = cry(crew.channel, danger=True)
    assert end_as_child(opened=keys.find(code)) is False
    page = client.post("/kode/", {"kode": code}).content.decode()
    assert "Den voksne har avsluttet" not in page and "så snart en voksen har sett" in page


def test_a_dialogue_that_the_adult_ended_leads_on_to_a_new_one(clock, crew, client, lise):
    thread, code = cry(crew.channel)
    again = f'href="/si-din-mening/{crew.channel.code}/nb/hjelp/"'
    assert again not in client.post("/kode/", {"kode": code}).content.decode()
    close_thread(by=lise, thread=thread)
    assert again in client.post("/kode/", {"kode": code}).content.decode()
    close(crew, "paused", lise)
    assert again not in client.post("/kode/", {"kode": code}).content.decode(), "nobody reads there"


@pytest.mark.shows("voices.6")
def test_words_that_come_after_answers_whose_receipt_was_lost_are_kept_once(clock, crew, client):
    form = opened_form(client, crew.channel)
    assert send(client, crew.channel, form).status_code == 303
    for _tap in range(2):
        assert send(client, crew.channel, form | {"ord": "Garderoben er kald."}).status_code == 303
    assert open_envelope(Note.objects.get().envelope, crew.lise) == b"Garderoben er kald."
    assert Tally.objects.count() == 4 and set(Tally.objects.values_list("number", flat=True)) == {1}


@pytest.mark.shows("voices.6")
def test_what_is_added_to_a_cry_whose_receipt_was_lost_is_kept_once(clock, crew, client):
    path, texts = f"/si-din-mening/{crew.channel.code}/nb/hjelp/", ["Hei.", "Hei.", "Hei. Kom nå.", "Hei. Kom nå."]
    codes = {
        re.search(r'class="child-code"[^>]*>([^<]+)<', client.post(path, given).content.decode())[1]
        for given in ({"ord": text, "once": ONCE} | ({"fare": "1"} if "nå" in text else {}) for text in texts)
    }
    assert len(codes) == 1 and HelpThread.objects.count() == 1
    read = read_thread(by=crew.roster.reader, thread=HelpThread.objects.get(), opened=crew.lise)
    assert [text for _message, text in read] == ["Hei.", "Hei. Kom nå."]
    alarm = Escalation.objects.get()
    assert alarm.reason == "danger" and alarm.step_minutes == 15


def test_a_drawing_is_refused_and_not_dropped_where_one_can_draw_no_more(clock, crew, client):
    form = opened_form(client, crew.channel)
    actions.change_channel(by=None, channel=crew.channel, takes="text")
    address = "data:image/png;base64," + base64.b64encode(picture("PNG")).decode()
    answer = send(client, crew.channel, form | {"tegning": address})
    assert answer.status_code == 422 and "tegnet" in said(answer) and not Note.objects.exists()
    assert send(client, crew.channel, form | {"ord": "Mer frukt."}).status_code == 303 and Note.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_that_must_be_chosen_again_are_spoken_of_where_it_happens(clock, crew, language):
    def photo():
        stored = io.BytesIO(picture("PNG"))
        stored.name = "bilde.png"
        return stored

    again, path = thread_words(language)["start"]["pictures_again"], f"/si-din-mening/{crew.channel.code}/{language}/"
    given = {"ord": TYPED, "fare": "1", "once": "kort", "bilder": [photo()]}
    answer = Client().post(f"{path}hjelp/", given)
    page = answer.content.decode()
    assert answer.status_code == 422 and again in page and 'aria-describedby="bilder-igjen bilder-hint"' in page
    assert "redd&lt;/b&gt;\nhjemme.</textarea>" in page and re.search(r'name="fare"[^>]* checked', page)
    assert again not in Client().post(f"{path}hjelp/", given | {"bilder": []}).content.decode()
    own = "" if language == "nb" else f"{language}/"
    slip = hidden_in(Client().post(f"/kode/{own}", {"kode": cry(crew.channel)[1]}), "lapp")
    for lapp in (slip, "gammel"):
        sent = {"lapp": lapp, "ord": TYPED, "once": "kort", "bilder": [photo()]}
        page = Client().post(f"/kode/{own}samtale/", sent).content.decode()
        assert again in page and "redd&lt;/b&gt;\nhjemme.</textarea>" in page
    assert HelpMessage.objects.count() == 1


@pytest.mark.shows("voices.2")
def test_an_answer_can_be_read_by_whoever_wrote_it_though_another_on_duty_has_no_key(clock, crew, lise, omar):
    thread, code = cry(crew.channel)
    leave_organisation(by=None, person=omar, organisation=crew.channel.organisation)
    assert rules.sealed_to(crew.channel) == []
    write_as_adult(by=lise, thread=thread, text="Jeg er her.")
    assert [text for _message, text in read_thread(by=lise, thread=thread, opened=crew.lise)][-1] == "Jeg er her."
    assert threads.read_as_child(opened=keys.find(code))[-1][1] == "Jeg er her."


@pytest.mark.shows("voices.5")
def test_nothing_is_sealed_to_the_child_alone_when_the_last_reader_goes_in_that_instant(crew, monkeypatch):
    """Between the look at the roster and the sealing another transaction may end the duty (PostgreSQL)."""
    _thread, code = cry(crew.channel)
    opened = keys.find(code)
    monkeypatch.setattr(threads, "help_is_open", lambda channel: True)
    DutyRoster.objects.all().delete()
    with pytest.raises(NotTaken) as refusal:
        write_as_child(opened=opened, text="Hei igjen", once=ONCE)
    assert refusal.value.why == "nobody" and HelpMessage.objects.count() == 1
