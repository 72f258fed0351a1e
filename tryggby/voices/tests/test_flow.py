"""The child's flow on the server: promise, answers as counts, once, without a cookie, in every language."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tryggby.audit.door import Entry
from tryggby.ground.door import SaltHour, forget_marks
from tryggby.voices import content, rate
from tryggby.voices.actions import change_channel, close_channel, pause_channel
from tryggby.voices.models import Sent, Tally
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


def test_school_classes_behind_one_address_come_through_and_a_flood_does_not(channel, monkeypatch):
    monkeypatch.setattr(rate, "MOST", 3)
    client = Client()
    assert [answer(channel, client)[0].status_code for _child in range(4)] == [303, 303, 303, 429]
    assert counted(channel)["hort 4"] == 3
    assert "Prøv igjen om en time" in answer(channel, client)[0].content.decode()
    assert answer(channel, Client(REMOTE_ADDR="198.51.100.9"))[0].status_code == 303


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
    from tryggby.voices.factories import ChannelFactory

    channel = ChannelFactory(unit=fjell, takes="drawing")
    text = Client().get(f"/si-din-mening/{channel.code}/").content.decode()
    assert "<textarea" not in text and "Ingen voksen er på vakt" in text


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
