"""The pages of keys: what the session keeps, half an hour, and nobody else's."""

import base64
import datetime as dt
import re

import pytest
import time_machine
from django.contrib.sessions.models import Session

from tryggby.sealing import actions
from tryggby.sealing.factories import WORDS, make_reader
from tryggby.sealing.models import Holder, ReadingKey
from tryggby.sealing.session import COOKIE, opened_key

NEW = "en helt annen setning"


@pytest.fixture
def amina(client, solvik):
    """Amina, signed in."""
    client.force_login(solvik.amina)
    return client


def opened(client, **post):
    """The client after a good opening."""
    return client.post("/nokkel/apning/", {"words": WORDS, **post})


def test_a_key_is_made_and_the_code_shown_once(amina, solvik):
    assert b"Lag n" in amina.get("/nokkel/").content
    answer = amina.post("/nokkel/", {"words": WORDS, "again": WORDS, "once": "x" * 20})
    code = re.search(rb"<code>([0-9A-Z-]+)</code>", answer.content)[1].decode()
    assert answer["Cache-Control"] == "private, no-store"
    page = amina.get("/nokkel/").content
    assert code.encode() not in page and "Nøkkelen er åpen".encode() in page
    assert actions.use_recovery_code(by=solvik.amina, code=code, words=NEW)


@pytest.mark.parametrize(
    ("words", "again", "says"),
    [
        ("kort", "kort", "minst 16"),
        (WORDS, WORDS + "x", "ikke like"),
        ("a" * 20, "a" * 20, "forskjellige"),
        ("", "", ""),
    ],
)
def test_a_weak_passphrase_is_refused_and_never_shown_again(amina, words, again, says):
    answer = amina.post("/nokkel/", {"words": words, "again": again})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not ReadingKey.objects.exists()
    assert not words or f'value="{words}"' not in answer.content.decode()


def test_the_opened_key_never_lies_whole_in_one_place(amina, solvik):
    key = make_reader(solvik.amina)
    answer = opened(amina, next="/konto/")
    assert answer.status_code == 302 and answer["Location"] == "/konto/"
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and int(cookie["max-age"]) <= 1800
    stored = Session.objects.get().get_decoded()
    kept = base64.b64decode(stored["reading_key"]["box"])
    assert key.private not in kept and key.private != bytes.fromhex(cookie.value)
    assert bytes.fromhex(cookie.value) not in kept


def test_half_an_hour_and_it_is_closed(amina, solvik):
    make_reader(solvik.amina)
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC), tick=False) as clock:
        amina.force_login(solvik.amina)
        opened(amina)
        clock.shift(dt.timedelta(minutes=29))
        assert "er åpen" in amina.get("/nokkel/").content.decode()
        clock.shift(dt.timedelta(minutes=2))
        assert "er lukket" in amina.get("/nokkel/").content.decode()


@pytest.mark.parametrize("lost", ["cookie", "session", "key", "other person"])
def test_one_half_alone_opens_nothing(amina, solvik, rf, lost):
    make_reader(solvik.amina)
    opened(amina)
    request = rf.get("/nokkel/")
    request.user, request.session = solvik.amina, amina.session
    request.COOKIES[COOKIE] = amina.cookies[COOKIE].value
    assert opened_key(request)
    if lost == "cookie":
        request.COOKIES[COOKIE] = bytes(32).hex()
    elif lost == "session":
        request.session = {}
    elif lost == "key":
        actions.retire_key(by=solvik.amina, reading_key=ReadingKey.objects.get())
    else:
        request.user = solvik.bo
    assert opened_key(request) is None


def test_closing_and_signing_out_close_it(amina, solvik):
    make_reader(solvik.amina)
    opened(amina)
    amina.post("/nokkel/lukking/")
    assert "reading_key" not in amina.session and "er lukket" in amina.get("/nokkel/").content.decode()


def test_a_wrong_passphrase_says_so(amina, solvik):
    make_reader(solvik.amina)
    answer = amina.post("/nokkel/apning/", {"words": "feil setning her"})
    assert answer.status_code == 422 and "stemmer ikke" in answer.content.decode()


def test_pages_that_need_an_open_key_ask_for_it(amina, solvik):
    make_reader(solvik.amina)
    for path in ("/nokkel/lesesetning/", "/nokkel/kode/"):
        assert amina.get(path)["Location"] == "/nokkel/apning/"
    opened(amina)
    assert amina.post("/nokkel/lesesetning/", {"words": NEW, "again": NEW}).status_code == 302
    assert b"<code>" in amina.post("/nokkel/kode/").content
    assert amina.get("/nokkel/kode/").status_code == 200


def test_recovery_through_the_pages(client, solvik, holders):
    make_reader(solvik.amina)
    client.force_login(solvik.amina)
    assert client.post("/nokkel/gjenoppretting/", {"words": NEW, "again": NEW}).status_code == 302
    page = client.get("/nokkel/gjenoppretting/").content.decode()
    control = re.search(r"(\d{3} \d{3})", page)[1]
    key = solvik.amina.reading_keys.get().recoveries.get().key
    for person in (solvik.hanne, solvik.ivar):
        client.force_login(person)
        assert "Åpne din egen" in client.get(f"/nokkel/hjelp/{key}/").content.decode()
        opened(client)
        assert control in client.get(f"/nokkel/hjelp/{key}/").content.decode()
        assert client.post(f"/nokkel/hjelp/{key}/").status_code == 302
    client.force_login(solvik.amina)
    assert client.post("/nokkel/gjenoppretting/", {"words": NEW}).status_code == 302
    assert "er åpen" in client.get("/nokkel/").content.decode()


def test_only_holders_of_the_place_see_a_request(client, solvik, holders):
    make_reader(solvik.amina)
    asked = actions.ask_recovery(by=solvik.amina, words=NEW)
    for person in (solvik.bo, solvik.neighbour, solvik.sara, solvik.amina):
        client.force_login(person)
        assert client.get(f"/nokkel/hjelp/{asked.key}/").status_code == 404


def test_holders_are_proposed_and_agreed_to_on_the_page(client, solvik):
    client.force_login(solvik.knut)
    assert client.post("/nokkel/holdere/", {"person": solvik.hanne.key}).status_code == 302
    holder = Holder.objects.get()
    client.post(f"/nokkel/holdere/{holder.key}/bekreftelse/")
    assert not Holder.objects.current().exists()
    client.force_login(solvik.sara)
    assert "Bekreft" in client.get("/nokkel/holdere/").content.decode()
    client.post(f"/nokkel/holdere/{holder.key}/bekreftelse/")
    assert Holder.objects.current().get() == holder
    client.force_login(solvik.bo)
    assert client.post(f"/nokkel/holdere/{holder.key}/slutt/").status_code == 404
    client.force_login(solvik.neighbour)
    assert client.post(f"/nokkel/holdere/{holder.key}/slutt/").status_code == 404
    client.force_login(solvik.knut)
    client.post(f"/nokkel/holdere/{holder.key}/slutt/")
    assert not Holder.objects.standing().exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_holders_costs_the_same_however_long(client, solvik, django_assert_max_num_queries, number):
    for person in (solvik.hanne, solvik.ivar, solvik.jorunn)[:number]:
        actions.propose_holder(by=solvik.knut, organisation=solvik.owner, person=person)
    client.force_login(solvik.bo)
    with django_assert_max_num_queries(10):
        client.get("/nokkel/holdere/")


def test_one_sees_what_is_stored_about_one_s_key(amina, solvik):
    make_reader(solvik.amina)
    page = amina.get("/min-side/lagret/").content.decode()
    assert "Lesenøkkel" in page
