"""Is it true? What children say of an answer is shown as every figure is: late, hidden where few, with n and period."""

import datetime as dt
import random
import re

import pytest
import time_machine
from django.test import Client

from tryggby.organisations.factories import UnitFactory
from tryggby.voices import content
from tryggby.voices.actions import change_channel, release_truths
from tryggby.voices.actions.truth import truth_table
from tryggby.voices.factories import ChannelFactory, advice_for
from tryggby.voices.models import TruthFigure, TruthTally
from tryggby.voices.refusal import Refused
from tryggby.voices.seen import advice_rows
from tryggby.voices.tests.solver import Attack
from tryggby.voices.weeks import this_week

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-02 12:00 +01:00"
NEXT = dt.date(2026, 11, 9)


@pytest.fixture
def answered(fjell, randi, kari):
    """`answered(age_band)` is advice with an answer that everybody reads, from the first week of November."""

    def make(age_band="from13"):
        with time_machine.travel(MONDAY):
            return advice_for(fjell, answered_by=randi, published_by=kari, age_band=age_band)

    return make


def told(reply, true=0, partly=0, untrue=0):
    """So many more children say so this week."""
    for value, number in (("true", true), ("partly", partly), ("not", untrue)):
        tally, _made = TruthTally.objects.get_or_create(reply=reply, week=this_week(), value=value)
        tally.number += number
        tally.save()


def shown(path="/barna-sa/"):
    """What everybody reads, as plain words."""
    text = re.sub(r"<[^>]+>", " ", Client().get(f"{path}?n={random.random()}").content.decode())
    return re.sub(r"\s+", " ", text)


def test_a_child_says_whether_it_is_true_once(channel, answered, client):
    advice = answered()
    path = f"/stemmer-det/{channel.code}/"
    assert "Spør oss før dere ringer hjem." in client.get(path).content.decode()
    for child in ("c1", "c2", "c2"):
        answer = client.post(path, {"svar": str(advice.reply.pk), "verdi": "true", "once": child})
        assert (answer.status_code, answer.url) == (303, "/si-din-mening/takk/nb/")
    assert advice.reply.truths.get().number == 2


def test_one_more_child_moves_nothing_that_is_shown(channel, answered, client):
    advice = answered()
    with time_machine.travel(MONDAY):
        told(advice.reply, true=8, partly=6, untrue=6)
        assert release_truths() == [], "the week is not over"
        assert "Barna om svaret" not in shown()
    with time_machine.travel("2026-11-10 12:00 +01:00"):
        assert len(release_truths()) == 1
        before = shown()
        assert (
            "Ja, det stemmer: 8 · Litt: 6 · Nei, ikke ennå: 6" in before
            and "20 barn · 2. november–8. november" in before
        )
        sent = {"svar": str(advice.reply.pk), "verdi": "true", "once": "one more"}
        assert client.post(f"/stemmer-det/{channel.code}/", sent).status_code == 303
        assert release_truths() == [] and "Ja, det stemmer: 8 ·" in shown()
    with time_machine.travel("2026-12-15 12:00 +01:00"):
        assert release_truths() == [], "one new child is too few"


@pytest.mark.parametrize(("age", "least"), [("from13", 10), ("under13", 20)])
def test_so_many_as_the_age_asks_for(answered, age, least):
    reply = answered(age).reply
    with time_machine.travel(MONDAY):
        told(reply, true=least - 6, partly=5)
    assert release_truths(NEXT) == []
    with time_machine.travel(MONDAY):
        told(reply, true=1)
    assert sum(release_truths(NEXT)[0].counts) == least


def test_a_channel_that_promised_a_higher_threshold_keeps_it(answered, fjell):
    ChannelFactory(unit=fjell, least=30)
    reply = answered().reply
    with time_machine.travel(MONDAY):
        told(reply, true=15, partly=14)
    assert release_truths(NEXT) == []


def test_the_threshold_stands_after_the_first_child_has_said_it(answered, fjell):
    channel, reply = ChannelFactory(unit=fjell, least=30), answered().reply
    told(reply, true=1)
    with pytest.raises(Refused):
        change_channel(by=None, channel=channel, least=10)


def test_all_the_same_is_not_shown(answered):
    reply = answered().reply
    with time_machine.travel(MONDAY):
        told(reply, true=10)
    assert release_truths(NEXT) == [] and "Barna om svaret" not in shown()


def test_what_is_small_is_hidden_with_a_companion_and_says_why(answered):
    reply = answered().reply
    with time_machine.travel(MONDAY):
        told(reply, true=12, partly=6, untrue=2)
    release_truths(NEXT)
    text = shown()
    assert "Ja, det stemmer: 12 · Litt: – · Nei, ikke ennå: –" in text
    assert "20 barn" in text and "En strek betyr at tallet er skjult" in text


def test_a_later_figure_takes_the_place_of_the_former_a_month_later(answered):
    advice = answered()
    with time_machine.travel(MONDAY):
        told(advice.reply, true=12, partly=6, untrue=5)
        (first,) = release_truths(NEXT)
        told(advice.reply, true=8, partly=7, untrue=6)
    assert release_truths(NEXT + dt.timedelta(days=21)) == []
    (second,) = release_truths(NEXT + dt.timedelta(days=28))
    assert second.former == first and second.counts == [20, 13, 11]
    (row,) = advice_rows([advice])
    assert row.truth.number == 44 and row.truth.since == first.since


@pytest.mark.shows("voices.4")
@pytest.mark.parametrize("seed", range(4))
def test_a_solver_recovers_nothing_of_what_children_say_of_an_answer_in_a_year(answered, seed):
    """Two years of children, now few and now many; every figure, and every two of them."""
    rng, reply = random.Random(seed), answered().reply
    day = dt.date(2026, 11, 9)
    for _week in range(104):
        with time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC)):
            busy = rng.choice([1, 3, 12])
            told(reply, *(rng.randint(0, busy) for _value in range(3)))
        day += dt.timedelta(days=7)
        release_truths(day)
    tables = [truth_table(figure) for figure in TruthFigure.objects.filter(reply=reply).order_by("until")]
    assert len(tables) > 8
    for number, table in enumerate(tables):
        assert Attack(table).recovered() == []
        for earlier in range(number):
            assert Attack(tables[earlier], table).recovered() == [], (earlier, number)


def test_a_reply_elsewhere_cannot_be_judged_here(channel, client, randi, kari):
    other = advice_for(UnitFactory(), answered_by=randi, published_by=kari)
    sent = {"svar": str(other.reply.pk), "verdi": "true", "once": "x"}
    assert client.post(f"/stemmer-det/{channel.code}/", sent).status_code == 404


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "9" * 5000])
def test_a_number_that_is_none_is_no_reply(channel, answered, client, number):
    answered()
    sent = {"svar": number, "verdi": "true", "once": "x"}
    assert client.post(f"/stemmer-det/{channel.code}/", sent).status_code == 404
    assert client.get(f"/stemmer-det/{channel.code}/", {"nr": number}).status_code == 200


def test_every_answer_is_asked_about_the_newest_first_and_each_can_be_skipped(channel, fjell, randi, kari, client):
    asked = ["Mer tid ute.", "Et roligere rom.", "Hør ferdig."]
    for day, text in enumerate(asked, 2):
        with time_machine.travel(f"2026-11-0{day} 12:00 +01:00"):
            advice_for(fjell, answered_by=randi, published_by=kari, paraphrase=text)
    path = f"/stemmer-det/{channel.code}/nb/"
    for number, text in enumerate(reversed(asked), 1):
        page = client.get(path, {"nr": number}).content.decode()
        following = f"{path}?nr={number + 1}" if number < 3 else "/si-din-mening/takk/nb/"
        assert text in page and f"{number} av 3" in page and f'href="{following}" data-replace' in page
        sent = {"svar": re.search(r'name="svar" value="(\d+)"', page)[1], "verdi": "partly", "once": f"o{number}"}
        assert client.post(path, sent).url == following
    assert TruthTally.objects.count() == 3


@pytest.mark.parametrize("code", content.flows())
def test_it_is_sent_without_a_trace_in_every_language(channel, answered, code):
    answered()
    page = Client().get(f"/stemmer-det/{channel.code}/{code}/")
    text = page.content.decode()
    assert 'data-hush="follow"' in text and "voices/quiet" in text and "voices/hush" in text
    assert content.flow(code).words["skip"] in text and not page.cookies and "no-store" in page["Cache-Control"]
