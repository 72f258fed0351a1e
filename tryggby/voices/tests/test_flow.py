"""The child's flow on the server: promise, answers as counts, once, without a cookie, in every language."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tryggby.audit.door import Entry
from tryggby.ground.door import SaltHour, forget_marks
from tryggby.voices import content
from tryggby.voices.actions import change_channel, close_channel, pause_channel, renew_promises
from tryggby.voices.dialogue import thread_words, when_read
from tryggby.voices.factories import ChannelFactory
from tryggby.voices.models import DutyRoster, Sent, Tally
from tryggby.voices.models.channel import CODE_SIGNS
from tryggby.voices.proofs import marks_are_forgotten
from tryggby.voices.words import CHILD_LIX, lix

pytestmark = pytest.mark.django_db


def form_of(page) -> dict[str, str]:
    """What the form would send when nothing is touched."""
    text = page.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))


def answer(channel, client=None, language="nb", **more):
    """Open the page and send it; the first question gets `value` unless it is None."""
    client = client or Client()
    page = client.get(f"/si-din-mening/{channel.code}/{language}/")
    first = channel.question_set.questions.get(slug="hort")
    fields = form_of(page) | {f"q-{first.key}": "4"} | more
    return client.post(f"/si-din-mening/{channel.code}/{language}/", fields), fields


def counted(channel) -> dict[str, int]:
    """Question and value to the number."""
    return {f"{t.question.slug} {t.value}": t.number for t in Tally.objects.filter(channel=channel)}


def test_the_code_on_the_poster_leads_to_the_channel(channel):
    typed = f" {channel.code[:3].lower()}-{channel.code[3:].lower()} "
    response = Client().get("/si-din-mening/", {"kode": typed, "sprak": "ar"})
    assert response.url == f"/si-din-mening/{channel.code}/ar/"


def test_a_code_has_no_look_alikes(channel):
    assert len(channel.code) == 6 and not set(channel.code) & set("0O1IL2Z5S8BUAE")
    assert set(channel.code) <= set(CODE_SIGNS)


@pytest.mark.parametrize("path", ["/si-din-mening/?kode=XXXXXX", "/si-din-mening/XXXXXX/"])
def test_a_code_that_is_none_gets_a_kind_page(db, path):
    page = Client().get(path)
    assert page.status_code == 404
    assert "Vi finner ikke den koden" in page.content.decode()


def test_the_promise_comes_before_the_first_question(channel):
    text = Client().get(f"/si-din-mening/{channel.code}/").content.decode()
    assert text.index("Helsesykepleieren og rektor leser svarene. De leser mandag og onsdag.") < text.index(
        'type="radio"'
    )
    assert "når 10 har svart" in text and "Nei takk" in text


def test_answers_are_counts_under_week_and_promise(channel):
    with time_machine.travel("2026-11-18 10:00 +01:00"):
        response, _fields = answer(channel)
    assert response.status_code == 303
    assert counted(channel) == {"hort 4": 1, "trygg 0": 1, "vaere 0": 1, "bedre 0": 1}
    tally = Tally.objects.first()
    assert str(tally.week) == "2026-11-16" and tally.promise == channel.promise
    assert not hasattr(tally, "at")


def test_two_children_with_the_same_answer_are_one_row(channel):
    answer(channel)
    answer(channel)
    assert counted(channel) == {"hort 4": 2, "trygg 0": 2, "vaere 0": 2, "bedre 0": 2}


@pytest.mark.shows("voices.6")
def test_a_form_sent_three_times_counts_once(channel):
    client = Client()
    _response, fields = answer(channel, client)
    for _again in range(2):
        assert client.post(f"/si-din-mening/{channel.code}/nb/", fields).status_code == 303
    assert counted(channel)["hort 4"] == 1
    assert Sent.objects.get().mark.isalnum()


def test_the_script_gets_a_status_and_nothing_to_keep(channel):
    client = Client(headers={"accept": "application/json"})
    page = Client().get(f"/si-din-mening/{channel.code}/")
    response = client.post(f"/si-din-mening/{channel.code}/nb/", form_of(page))
    assert (response.status_code, response.content) == (204, b"")


def test_no_page_sets_a_cookie_or_may_be_kept(channel):
    client = Client()
    pages = [
        client.get("/si-din-mening/"),
        client.get(f"/si-din-mening/{channel.code}/"),
        answer(channel, client)[0],
        client.get("/si-din-mening/takk/nb/"),
    ]
    for page in pages:
        assert not page.cookies
        assert "no-store" in page["Cache-Control"] and page["Referrer-Policy"] == "no-referrer"


def test_nobody_is_noted_anywhere(channel):
    before = Entry.objects.count()
    for words in ({}, {"ord": "x"}):
        answer(channel, Client(REMOTE_ADDR="192.0.2.77"), **words)
    assert Entry.objects.count() == before
    marks = [*SaltHour.objects.values("hour", "marks__mark"), *Sent.objects.values()]
    assert marks and "192.0.2.77" not in str(marks)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_from_another_site_is_refused(channel, site):
    client = Client(headers={"sec-fetch-site": site})
    assert answer(channel, client)[0].status_code == 403
    assert counted(channel) == {}


def test_a_form_from_our_own_page_needs_no_token(channel):
    client = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
    assert answer(channel, client)[0].status_code == 303


def test_a_foreign_origin_without_the_browsers_word_is_refused(channel):
    assert answer(channel, Client(headers={"origin": "https://evil.example"}))[0].status_code == 403


@pytest.mark.parametrize("value", ["6", "0", "-1", "x", "4444"])
def test_an_answer_that_is_none_is_refused_and_nothing_counted(channel, value):
    first = channel.question_set.questions.get(slug="hort")
    response, _fields = answer(channel, **{f"q-{first.key}": value})
    assert response.status_code == 422
    assert "Svarene dine er her ennå" in response.content.decode()
    assert counted(channel) == {}


@pytest.mark.parametrize("end", [pause_channel, close_channel])
def test_a_channel_that_rests_says_so_kindly(channel, end):
    end(by=None, channel=channel)
    page = Client().get(f"/si-din-mening/{channel.code}/")
    assert page.status_code in (404, 410)
    assert ("lukket nå" in page.content.decode()) == (page.status_code == 410)


def test_a_whole_class_behind_one_address_answers_within_a_minute(channel):
    with time_machine.travel("2026-11-18 10:00 +01:00"):
        assert [answer(channel)[0].status_code for _child in range(30)] == [303] * 30
    assert counted(channel)["hort 4"] == 30


def test_three_classes_behind_one_address_come_through_and_a_flood_does_not(channel):
    client, path = Client(), f"/si-din-mening/{channel.code}/nb/"
    fields = form_of(client.get(path))
    with time_machine.travel("2026-11-18 10:00 +01:00", tick=False):
        sent = [client.post(path, fields | {"once": f"child {number:03}"}) for number in range(91)]
        assert [response.status_code for response in sent] == [303] * 90 + [429]
        assert "Prøv igjen om en time" in sent[-1].content.decode()
        assert answer(channel, Client(REMOTE_ADDR="198.51.100.9"))[0].status_code == 303


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "9" * 5000, "²"])
def test_a_promise_that_is_none_is_refused_kindly(channel, number):
    response, _fields = answer(channel, lofte=number)
    assert response.status_code == 422 and counted(channel) == {}


def test_the_promise_that_is_shown_is_the_one_that_is_stored(channel, monkeypatch):
    """Our own words have changed since the channel was set up: children read what they answer under."""
    words = content.flow("nb").words["promise"]
    steps = [{"title": "Nytt", "text": "Nye ord om {place}."}, *words["steps"][1:]]
    monkeypatch.setitem(words, "steps", steps)
    monkeypatch.setitem(words, "version", "2027-1")
    page = Client().get(f"/si-din-mening/{channel.code}/")
    assert "Nye ord" not in page.content.decode() and "Vi spør hvordan det er på" in page.content.decode()
    assert renew_promises() == 1 and renew_promises() == 0
    page = Client().get(f"/si-din-mening/{channel.code}/")
    assert "Nye ord om Fjell skole." in page.content.decode() and form_of(page)["lofte"] == "2"
    answer(channel)
    assert Tally.objects.first().promise.words["nb"][0]["text"] == "Nye ord om Fjell skole."
    assert channel.promise.standard == "2027-1"


def test_a_language_the_channel_does_not_promise_in_is_answered_in_its_own(fjell):
    channel = ChannelFactory(unit=fjell, languages=["nn"])
    text = Client().get(f"/si-din-mening/{channel.code}/ar/").content.decode()
    assert '<html lang="nn"' in text and channel.promise.words["nn"][0]["text"] in text


def test_the_marks_of_an_hour_are_forgotten(channel):
    with time_machine.travel("2026-11-18 10:00 +01:00"):
        answer(channel)
        assert SaltHour.objects.exists() and marks_are_forgotten()[0]
    with time_machine.travel("2026-11-18 15:00 +01:00"):
        assert not marks_are_forgotten()[0]
        assert forget_marks() > 0
        assert marks_are_forgotten()[0]
    assert not SaltHour.objects.exists()


@pytest.mark.parametrize("code", content.flows())
def test_every_language_has_every_word(code, channel):
    assert words_of(content.flow(code).words) == words_of(content.flow("nb").words)
    page = Client().get(f"/si-din-mening/{channel.code}/{code}/")
    text = page.content.decode()
    assert f'lang="{code}" dir="{content.flow(code).direction}"' in text
    assert content.flow(code).words["skip"] in text
    for row in content.library().values():
        assert row["words"][code]
    assert answer(channel, language=code)[0].status_code == 303


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_the_words_are_easy_to_read(code):
    sentences = [text for text in texts_of(content.flow(code).words) if len(text.split()) > 4]
    assert lix(" ".join(text if text[-1] in ".?!" else f"{text}." for text in sentences)) < CHILD_LIX


def test_words_are_not_asked_for_while_no_reader_is_on_duty(fjell):
    channel = ChannelFactory(unit=fjell, takes="drawing")
    text = Client().get(f"/si-din-mening/{channel.code}/").content.decode()
    assert "<textarea" not in text and "Ingen voksen er på vakt" in text


@pytest.mark.parametrize("language", content.flows())
def test_when_it_is_read_stands_above_the_field_in_every_language(crew, language):
    path = f"/si-din-mening/{crew.channel.code}/{language}/"
    for moment, in_hours in (("2026-11-18 10:00 +01:00", True), ("2026-11-21 22:00 +01:00", False)):
        DutyRoster.objects.update(days=[0, 1, 2, 3, 4], opens=dt.time(8), closes=dt.time(15))
        with time_machine.travel(moment):
            text, when = Client().get(path).content.decode(), when_read(crew.channel, language)
        assert text.index(f'id="ord-nar">{when}') < text.index("<textarea") and 'aria-describedby="ord-nar"' in text
        assert (when == thread_words(language)["start"]["open"]) == in_hours and ("23.11." in when) != in_hours


def test_words_that_are_too_long_are_kept_and_said_so(crew):
    long = "Mer tid ute. " * 200
    response, fields = answer(crew.channel, ord=long)
    text = response.content.decode()
    assert response.status_code == 422 and "Det ble litt for langt" in text and long.strip() in text
    assert "maxlength" not in re.search(r"<textarea[^>]*>", text)[0] and counted(crew.channel) == {}
    quiet = Client(headers={"accept": "application/json"})
    assert quiet.post(f"/si-din-mening/{crew.channel.code}/en/", fields).json()["problem"].startswith("It is a little")


def test_a_change_of_what_is_promised_makes_a_new_promise_and_the_old_one_stays(channel):
    answer(channel)
    change_channel(by=None, channel=channel, reader="Miljøterapeuten")
    answer(channel)
    numbers = sorted(Tally.objects.filter(question__slug="hort").values_list("promise__number", "number"))
    assert numbers == [(1, 1), (2, 1)]
    assert "Helsesykepleieren" in str(channel.promises.get(number=1).words)


def test_an_answer_costs_the_same_however_many_there_are(channel, django_assert_max_num_queries):
    answer(channel)
    page = Client().get(f"/si-din-mening/{channel.code}/")
    fields = form_of(page)
    with django_assert_max_num_queries(20):
        Client().post(f"/si-din-mening/{channel.code}/nb/", fields)


@pytest.mark.shows("voices.7")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's own plan")
def test_an_answer_looks_at_its_own_channels_week_alone(channel):
    answer(channel)
    with CaptureQueriesContext(connection) as asked:
        answer(channel)
    counting = [query["sql"] for query in asked if "voices_tally" in query["sql"]]
    assert len(counting) == 2
    with connection.cursor() as cursor:
        for sql in counting:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " ".join(row[3] for row in cursor.fetchall())
            assert "channel_id=? AND week=?" in plan or "INTEGER PRIMARY KEY" in plan, plan


def words_of(found, path="") -> set[str]:
    """The places of all words."""
    if isinstance(found, dict):
        return {name for key, value in found.items() for name in words_of(value, f"{path}/{key}")}
    if isinstance(found, list):
        return {name for number, value in enumerate(found) for name in words_of(value, f"{path}/{number}")}
    return {path}


def texts_of(found) -> list[str]:
    """All texts."""
    if isinstance(found, dict):
        return [text for value in found.values() for text in texts_of(value)]
    if isinstance(found, list):
        return [text for value in found for text in texts_of(value)]
    return [found] if isinstance(found, str) else []
