"""Ten thousand wrong codes: no difference to be seen or counted, and nobody else is locked out."""

import datetime as dt
import itertools
import re
from contextlib import contextmanager

import pytest
import time_machine
from argon2 import low_level
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tryggby.voices import code as codes
from tryggby.voices import keys, pace
from tryggby.voices.models import CodePace, HelpThread
from tryggby.voices.tests.crew import cry

NOON = dt.datetime(2026, 11, 23, 11, 0, tzinfo=dt.UTC)


@contextmanager
def counted_work(monkeypatch):
    """How often a code is stretched, and which statements are sent."""
    calls = []

    def stretch(*args, **kwargs):
        calls.append(args[2:5])
        return low_level.hash_secret_raw(*args, **kwargs)

    monkeypatch.setattr("tryggby.sealing.box.hash_secret_raw", stretch)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        yield calls, queries
    monkeypatch.undo()


def wrong_codes(crew):
    """A code with the right locator, one nobody has, one too short, no code at all, one of a thread that is gone."""
    _thread, code = cry(crew.channel)
    gone, gone_code = cry(crew.channel)
    old, old_code = cry(crew.channel)
    from tryggby.voices.actions.forgetting import forget_threads

    forget_threads([gone], rule="30_days")
    HelpThread.objects.filter(pk=old.pk).update(delete_on=dt.date(2026, 1, 1))
    locator = code.split()[:2]
    other = next(word for word in codes.word_list() if word not in code)
    return {
        "right place, wrong secret": " ".join([*locator, *([other] * 4)]),
        "nobody's": codes.new_code(),
        "too short": " ".join(code.split()[:5]),
        "no code": "hei hallo",
        "empty": "",
        "forgotten": gone_code,
        "expired": old_code,
        "very long": "sol " * 200,
    }


@pytest.mark.shows("voices.3")
def test_every_wrong_code_gets_the_same_page_and_the_same_work(crew, monkeypatch):
    pages, works, statements = set(), set(), set()
    Client().post("/kode/", {"kode": "den første denne timen"})
    for typed in wrong_codes(crew).values():
        CodePace.objects.all().delete()
        with counted_work(monkeypatch) as (calls, queries):
            answer = Client().post("/kode/", {"kode": typed})
        pages.add((answer.status_code, answer.content, tuple(sorted(answer.headers.items()))))
        works.add(tuple(calls))
        statements.add(tuple(re.sub(r"'[^']*'|\bs\d+_x\d+\b|\b\d+\b", "?", query["sql"]) for query in queries))
    assert len(pages) == 1 and next(iter(pages))[0] == 404
    assert "Prøv igjen i ro og mak" in next(iter(pages))[1].decode()
    assert len(works) == 1 and len(next(iter(works))) == 1
    assert len(statements) == 1


@pytest.mark.shows("voices.3")
def test_the_right_code_is_the_same_one_derivation(crew, monkeypatch):
    _thread, code = cry(crew.channel)
    with counted_work(monkeypatch) as (calls, _queries):
        assert keys.find(code)
    assert len(calls) == 1


@pytest.mark.shows("voices.3")
def test_ten_thousand_wrong_codes_open_nothing_and_lock_nobody_out(crew):
    _thread, code = cry(crew.channel)
    make = RequestFactory()
    words = codes.word_list()
    wrong = itertools.islice(itertools.product(words[:25], words[25:50], words[50:66]), 10_000)
    with time_machine.travel(NOON, tick=False) as clock:
        held_up = 0
        for number, some in enumerate(wrong):
            request = make.post("/kode/", REMOTE_ADDR=f"198.51.100.{number % 40}")
            if pace.seconds_to_wait(request):
                held_up += 1
                continue
            assert keys.find(" ".join([*some, *words[100:103]])) is None
            pace.count_wrong(request)
        assert held_up > 7000
        assert Client(REMOTE_ADDR="203.0.113.7").post("/kode/", {"kode": code}).status_code == 200
        same_house = Client(REMOTE_ADDR="198.51.100.1")
        answer = same_house.post("/kode/", {"kode": "feil kode"})
        assert answer.status_code == 429 and "Vent" in answer.content.decode()
        assert same_house.post("/kode/", {"kode": code}).status_code == 200, "though the house must wait"
        clock.shift(dt.timedelta(seconds=61))
        assert same_house.post("/kode/", {"kode": code}).status_code == 200


@pytest.mark.shows("voices.3")
def test_a_class_behind_one_address_is_let_in_however_many(crew):
    made = [cry(crew.channel) for _ in range(30)]
    for number, (_thread, code) in enumerate(made):
        Client().post("/kode/", {"kode": f"feil kode nummer {number}"})
        assert Client().post("/kode/", {"kode": code}).status_code == 200


def held_up(make, address: str) -> None:
    """Sixty-five wrong tries: this address must wait."""
    for _try in range(65):
        pace.count_wrong(make.post("/kode/", REMOTE_ADDR=address))


@pytest.mark.shows("voices.3")
def test_a_right_code_comes_through_while_a_classmate_keeps_trying(crew):
    _thread, code = cry(crew.channel)
    make, house = RequestFactory(), Client(REMOTE_ADDR="198.51.100.8")
    with time_machine.travel(NOON, tick=False) as clock:
        held_up(make, "198.51.100.8")
        for _minute in range(3):
            for _try in range(8):
                assert house.post("/kode/", {"kode": "feil kode igjen"}).status_code == 429
            assert house.post("/kode/", {"kode": code}).status_code == 200
            clock.shift(dt.timedelta(seconds=61))
            held_up(make, "198.51.100.8")


@pytest.mark.shows("voices.3")
def test_even_a_machine_in_the_same_house_does_not_shut_a_right_code_out(crew):
    _thread, code = cry(crew.channel)
    make, house = RequestFactory(), Client(REMOTE_ADDR="198.51.100.6")
    with time_machine.travel(NOON, tick=False):
        held_up(make, "198.51.100.6")
        flood = [pace.goes_through(make.post("/kode/", REMOTE_ADDR="198.51.100.6")) for _try in range(4000)]
        assert all(flood[: pace.THROUGH]) and sum(flood) < 4000 / 20, "a flood costs few derivations"
        assert any(house.post("/kode/", {"kode": code}).status_code == 200 for _try in range(800))


@pytest.mark.shows("voices.3")
def test_a_wrong_code_that_is_tried_while_one_waits_looks_like_one_that_is_not(crew, monkeypatch):
    """Neither the page nor the work tells a thread's place from nobody's, nor that the code was looked at."""
    make, pages, works = RequestFactory(), set(), {}
    with time_machine.travel(NOON, tick=False):
        held_up(make, "127.0.0.1")
        for name, typed in [*list(wrong_codes(crew).items())[:7], *[("not tried", "hei") for _try in range(40)]]:
            with counted_work(monkeypatch) as (calls, _queries):
                answer = Client().post("/kode/", {"kode": typed})
            pages.add((answer.status_code, answer.content))
            works.setdefault(name, set()).add(len(calls))
    assert len(pages) == 1 and next(iter(pages))[0] == 429
    assert works.pop("not tried") == {0, 1}
    assert set().union(*works.values()) == {1}


def test_after_sixty_wrong_tries_each_waits_a_little_longer_and_never_long(crew):
    make, waits = RequestFactory(), []
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(72):
            if number % 50 == 0:
                clock.shift(dt.timedelta(seconds=60))
            request = make.post("/kode/", REMOTE_ADDR="198.51.100.9")
            waits.append(pace.seconds_to_wait(request))
            clock.shift(dt.timedelta(seconds=waits[-1]))
            pace.count_wrong(request)
    assert set(waits[:60]) == {0} and waits[60:66] == [1, 2, 4, 8, 16, 30] and max(waits) == 30


def test_the_address_itself_is_kept_nowhere(crew):
    Client(REMOTE_ADDR="198.51.100.77").post("/kode/", {"kode": "feil"})
    marks = list(CodePace.objects.values_list("mark", flat=True))
    assert len(marks) == 2 and not any("198.51" in mark for mark in marks)


@pytest.mark.shows("voices.2")
def test_what_is_stored_of_a_thread_does_not_tell_its_code(crew, settings):
    thread, code = cry(crew.channel)
    row = HelpThread.objects.filter(pk=thread.pk).values_list().get()
    stored = b" ".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    assert not any(word.encode() in stored.split() for word in code.split())
    settings.SECRET_KEY = "another installation"
    assert keys.find(code) is None
    settings.SECRET_KEY_FALLBACKS = []


def test_a_changed_secret_opens_while_the_former_is_known(crew, settings):
    _thread, code = cry(crew.channel)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret"
    assert keys.find(code)
