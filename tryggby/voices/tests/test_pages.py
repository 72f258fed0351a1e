"""The adults' pages: set up, change, compose, print, open; advice and answers; figures; and nobody else's."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from tryggby.audit.door import Entry
from tryggby.ground.door import oslo
from tryggby.organisations.factories import MembershipFactory
from tryggby.voices.actions import release_due, reply_to_advice
from tryggby.voices.content import flow
from tryggby.voices.factories import ChannelFactory, RoomTalkFactory, advice_for
from tryggby.voices.models import Advice, AdviceReply, Channel, Question, RoomTalk, Statistic, Tally
from tryggby.voices.refusal import Refused
from tryggby.voices.tests.people import signed_in
from tryggby.voices.weeks import term_of, this_week
from tryggby.voices.words import warnings

pytestmark = pytest.mark.django_db
SETTINGS = {
    "name": "Fjell skole",
    "age_band": "from13",
    "languages": ["nb", "ar"],
    "face_pack": "five",
    "takes": "nothing",
    "reader": "Rektor",
    "reads_on": ["1"],
    "answer_within": "10",
    "least": "10",
    "once": "one",
}


def test_a_leader_sets_up_asks_opens_and_prints(randi, fjell):
    client = signed_in(randi)
    for _twice in range(2):
        answer = client.post("/barnas-rad/kanaler/ny/", SETTINGS | {"unit": fjell.key})
    channel = Channel.objects.get()
    path = f"/barnas-rad/kanaler/{channel.key}/"
    assert answer.url == f"{path}sporsmal/"
    client.post(f"{path}tilstand/", {"gjor": "open"})
    assert Channel.objects.get().state == "draft", "not before there are questions"
    client.post(f"{path}sporsmal/", {"place_0": "lib-hort", "place_1": "lib-bedre"})
    client.post(f"{path}tilstand/", {"gjor": "open"})
    assert Channel.objects.get().state == "open"
    for page in ("plakat/", "kort/", ""):
        assert channel.code in client.get(path + page).content.decode()
    for page in ("stemmer-det/", "forhandsvisning/", "endre/"):
        assert client.get(path + page).status_code == 200
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["set_up_channel", "ask_children", "open_channel"]


def test_a_coordinator_sets_one_up_for_a_whole_service_and_a_leader_cannot(kari, randi, fjell):
    place = f"{fjell.organisation.key}.{fjell.service.code}"
    assert signed_in(randi).post("/barnas-rad/kanaler/ny/", SETTINGS | {"unit": place}).status_code == 422
    answer = signed_in(kari).post("/barnas-rad/kanaler/ny/", SETTINGS | {"unit": place})
    channel = Channel.objects.get()
    assert answer.status_code == 302 and channel.unit is None and channel.service == fjell.service
    assert signed_in(kari).get(f"/barnas-rad/kanaler/{channel.key}/").status_code == 200
    assert signed_in(randi).get(f"/barnas-rad/kanaler/{channel.key}/").status_code == 404


def test_a_threshold_for_children_under_13_is_20_and_is_said_at_the_field(randi, fjell):
    wrong = SETTINGS | {"unit": fjell.key, "age_band": "under13"}
    answer = signed_in(randi).post("/barnas-rad/kanaler/ny/", wrong)
    assert answer.status_code == 422 and "minst 20 ha svart" in answer.content.decode()
    assert 'value="Rektor"' in answer.content.decode(), "what was typed is kept"


@pytest.mark.parametrize("change", [{"least": 10}, {"age_band": "under13", "least": 20}])
def test_thresholds_and_ages_stand_after_the_first_answer(fjell, change):
    from tryggby.voices.actions import change_channel

    channel = ChannelFactory(unit=fjell, least=15)
    count(channel, "hort", {3: 1})
    with pytest.raises(Refused):
        change_channel(by=None, channel=channel, **change)


def test_a_threshold_can_be_raised(channel):
    from tryggby.voices.actions import change_channel

    count(channel, "hort", {3: 1})
    assert change_channel(by=None, channel=channel, least=25).least == 25


@pytest.mark.parametrize(
    ("text", "unwise"),
    [
        ("Hva skjedde hjemme i går?", True),
        ("Har noen slått deg?", True),
        ("Hvem gjorde det?", True),
        ("Du må svare: hører de på deg?", True),
        ("Hva heter du, og hvilken klasse går du i?", True),
        ("De voksne er greie her, ikke sant?", True),
        ("Hvorfor er du lei deg?", True),
        ("Kva skjedde heime hos deg?", True),
        ("Kven slo deg?", True),
        ("Har nokon slått deg?", True),
        ("Kvifor er du lei deg?", True),
        ("Kva heiter du?", True),
        ("Du må svare: høyrer dei på deg?", True),
        ("Dei vaksne er greie her, ikkje sant?", True),
        ("What happened to you at home?", True),
        ("Who hit you?", True),
        ("Has anyone hurt you?", True),
        ("Why are you sad?", True),
        ("You must answer: do they listen?", True),
        ("What is your name?", True),
        ("Korleis er det å vere her?", False),
        ("How is it to be here?", False),
        ("Do the adults here listen to you?", False),
        ("Hvordan er det å være her?", False),
        ("Hører de voksne på deg her?", False),
    ],
)
def test_forced_leading_and_what_happened_questions_are_pointed_out(text, unwise):
    assert bool(warnings(text)) == unwise


def test_our_own_questions_are_wise():
    from tryggby.voices.content import library

    asked = [(code, text) for row in library().values() for code, text in row["words"].items()]
    assert [text for code, text in asked if warnings(text, code)] == [] and len(asked) > 40


def test_an_unwise_question_is_stopped_with_its_reason_and_kept(randi, channel):
    path = f"/barnas-rad/kanaler/{channel.key}/sporsmal/eget/"
    fields = {"text": "Hvem slo deg, og hva skjedde?", "theme": "safe", "labels": "amount", "once": "q"}
    answer = signed_in(randi).post(path, fields)
    assert answer.status_code == 422 and "ikke om hva som har hendt" in answer.content.decode()
    assert (
        "Hvem slo deg" in answer.content.decode() and not Question.objects.filter(organisation__isnull=False).exists()
    )
    signed_in(randi).post(path, fields | {"text": "Er det fint i garderoben?"})
    own = Question.objects.get(organisation__isnull=False)
    answer = signed_in(randi).post(f"/barnas-rad/kanaler/{channel.key}/sporsmal/", {"place_0": f"own-{own.key}"})
    assert list(channel.question_set.questions.all()) == [own]


def test_an_own_question_is_asked_in_every_language_it_was_written_in_and_marked_where_it_was_not(randi, channel):
    path = f"/barnas-rad/kanaler/{channel.key}/sporsmal/eget/"
    fields = {"text": "Er det fint i garderoben?", "theme": "place", "labels": "amount", "once": "q"}
    answer = signed_in(randi).post(path, fields | {"text_nn": "Kven slo deg?"})
    assert answer.status_code == 422 and "ikke om hva som har hendt" in answer.content.decode()
    signed_in(randi).post(path, fields | {"text_nn": "Er det fint i garderoba?", "text_ar": "هل غرفة الملابس جميلة؟"})
    own = Question.objects.get(organisation__isnull=False)
    assert set(own.words) == {"nb", "nn", "ar"}
    signed_in(randi).post(f"/barnas-rad/kanaler/{channel.key}/sporsmal/", {"place_0": f"own-{own.key}"})
    seen = {
        code: Client().get(f"/si-din-mening/{channel.code}/{code}/").content.decode() for code in ("nn", "ar", "en")
    }
    assert "data-read>Er det fint i garderoba?" in seen["nn"] and "data-read>هل غرفة الملابس" in seen["ar"]
    assert 'lang="nb" dir="ltr">Er det fint i garderoben?' in seen["en"]


@pytest.mark.parametrize(("age", "faces"), [("under13", "happy"), ("from13", "five")])
def test_faces_that_nobody_chose_suit_the_age(randi, fjell, age, faces):
    sent = SETTINGS | {"unit": fjell.key, "age_band": age, "face_pack": "", "least": "20"}
    assert signed_in(randi).post("/barnas-rad/kanaler/ny/", sent).status_code == 302
    assert Channel.objects.get().face_pack == faces
    page = signed_in(randi).get("/barnas-rad/kanaler/ny/").content.decode()
    assert 'name="face_pack" value="" id="id_face_pack_0" checked' in page


def test_the_poster_that_asks_whether_it_is_true_speaks_every_language_of_the_channel(randi, channel):
    text = signed_in(randi).get(f"/barnas-rad/kanaler/{channel.key}/stemmer-det/").content.decode()
    for code in channel.languages:
        words = flow(code).words["truth"]
        assert f"/stemmer-det/{channel.code}/</p>" in text
        assert words["title"] in text and words["poster"] in text and f'<div lang="{code}"' in text


def test_advice_from_a_room_is_noted_answered_read_by_another_and_shown(randi, kari, fjell, client):
    leader = signed_in(randi)
    talk = {
        "unit": fjell.key,
        "method": "group",
        "held_on": "2026-01-05",
        "children": "9",
        "age_band": "from13",
        "asked_by": "Helsesykepleier",
        "paraphrase_1": "Spør oss før dere ringer hjem.",
        "theme_1": "sharing",
        "theme_2": "heard",
        "theme_3": "heard",
        "once": "talk",
    }
    for _twice in range(2):
        assert leader.post("/barnas-rad/samtale/", talk).status_code == 302
    advice = Advice.objects.get()
    assert RoomTalk.objects.get().children == 9 and advice.band == "some"
    path = f"/barnas-rad/{advice.key}/"
    leader.post(f"{path}visning/", {"gjor": "publish"})
    signed_in(kari).post(f"{path}visning/", {"gjor": "publish"})
    assert Advice.objects.get().published_at is None, "not by the one who wrote it, and not before there is an answer"
    reply = {"state": "trying", "text": "Vi spør først.", "owner": "Rektor", "once": "r"}
    assert leader.post(path, reply).status_code == 422, "trying has a date"
    for _twice in range(2):
        assert leader.post(path, reply | {"due_on": "2027-01-05"}).status_code == 302
    assert AdviceReply.objects.count() == 1
    signed_in(kari).post(f"{path}visning/", {"gjor": "publish"})
    shown = client.get("/barna-sa/").content.decode()
    assert "Spør oss før dere ringer hjem." in shown and "Vi spør først." in shown
    assert "Fjell skole" not in shown and str(randi) not in shown
    assert client.get(f"/barna-sa/{fjell.service.code}/").status_code == 200


def test_the_debt_to_children_is_counted_in_days(randi, fjell, client):
    with time_machine.travel("2026-11-02 12:00 +01:00"):
        advice_for(fjell)
    with time_machine.travel("2026-11-22 12:00 +01:00"):
        for page in (signed_in(randi).get("/barnas-rad/"), client.get("/barna-sa/")):
            assert "1 råd venter på svar" in page.content.decode()
            assert "Det eldste har ventet i 20 dager" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_however_long(number, randi, fjell, kari, django_assert_max_num_queries):
    for _row in range(number):
        ChannelFactory(unit=fjell)
        advice_for(fjell, answered_by=randi, published_by=kari)
    client = signed_in(randi)
    for path, most in (("/barnas-rad/?vis=alle", 24), ("/barnas-rad/kanaler/", 20), ("/barnas-rad/tall/", 20)):
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200
    with django_assert_max_num_queries(12):
        assert Client().get(f"/barna-sa/{fjell.service.code}/?n={number}").status_code == 200


def test_what_is_somebody_elses_is_not_there(odd, channel, fjell):
    advice = advice_for(fjell)
    client = signed_in(odd)
    own = f"/barnas-rad/kanaler/{channel.key}/"
    for path in (
        own,
        f"{own}endre/",
        f"{own}sporsmal/",
        f"{own}sporsmal/eget/",
        f"{own}plakat/",
        f"{own}forhandsvisning/",
    ):
        assert client.get(path).status_code == 404, path
    assert client.get(f"/barnas-rad/{advice.key}/").status_code == 404
    for path in (f"{own}tilstand/", f"/barnas-rad/{advice.key}/visning/", f"/barnas-rad/{advice.key}/"):
        assert client.post(path, {"gjor": "close", "state": "heard", "text": "x", "owner": "x"}).status_code == 404
    assert Channel.objects.get().state == "open"
    assert channel.name not in client.get("/barnas-rad/kanaler/").content.decode()


def test_an_employee_without_a_unit_to_lead_sees_empty_lists(fjell, channel):
    client = signed_in(MembershipFactory(unit=fjell).person)
    assert channel.name not in client.get("/barnas-rad/kanaler/").content.decode()
    assert client.get(f"/barnas-rad/kanaler/{channel.key}/").status_code == 404


def test_figures_come_when_enough_have_answered_and_hide_what_is_small(randi, channel, client):
    with time_machine.travel("2026-11-16 12:00 +01:00"):
        count(channel, "hort", {5: 3, 4: 3})
    with time_machine.travel("2026-11-24 12:00 +01:00"):
        assert release_due() == []
    with time_machine.travel("2026-11-16 12:00 +01:00"):
        count(channel, "hort", {5: 20, 4: 12, 1: 1, 0: 6})
    with time_machine.travel("2026-11-24 12:00 +01:00"):
        (released,) = release_due()
        assert released.counts == {channel.key: [6, 1, 0, 0, 15, 23]}
        text = signed_in(randi).get("/barnas-rad/tall/").content.decode()
        assert "45 barn" in text and "<td>23</td>" in text and "<td>1</td>" not in text and "–</span>" in text
        assert "<td>23</td>" in client.get(f"/barna-sa/{channel.service.code}/").content.decode()
        assert release_due() == [], "not twice"


def test_figures_of_this_week_wait_for_the_week_to_end(channel):
    with time_machine.travel("2026-11-18 12:00 +01:00"):
        count(channel, "hort", {5: 20, 4: 20})
        assert release_due() == []


def test_a_later_release_replaces_the_former_a_month_later(channel):
    with time_machine.travel("2026-09-14 12:00 +01:00"):
        count(channel, "hort", {5: 20, 4: 20, 3: 20})
    with time_machine.travel("2026-09-22 12:00 +01:00"):
        (first,) = release_due()
        count(channel, "hort", {5: 20, 4: 20, 3: 20})
    with time_machine.travel("2026-09-30 12:00 +01:00"):
        assert release_due() == [], "a month has not gone"
    with time_machine.travel("2026-10-28 12:00 +01:00"):
        (second,) = release_due()
    assert second.former == first and Statistic.objects.filter(replaced_by__isnull=True).get() == second
    assert second.since == first.since


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        ("2026-11-22", "2026-08-03", "2027-01-04"),
        ("2026-08-02", "2026-01-05", "2026-08-03"),
        ("2026-08-03", "2026-08-03", "2027-01-04"),
        ("2026-01-02", "2025-08-04", "2026-01-05"),
        ("2026-01-05", "2026-01-05", "2026-08-03"),
    ],
)
def test_terms_begin_on_mondays(day, begins, ends):
    found = term_of(dt.date.fromisoformat(day))
    assert [str(date) for date in found] == [begins, ends]


def test_a_talk_ahead_in_time_is_refused(fjell):
    with pytest.raises(Refused):
        RoomTalkFactory(unit=fjell, held_on=dt.date(2999, 1, 1))


def count(channel, slug, numbers):
    """That many answers this week."""
    question, promise = channel.question_set.questions.get(slug=slug), channel.promise
    for value, number in numbers.items():
        tally, _made = Tally.objects.get_or_create(
            channel=channel, promise=promise, question=question, week=this_week(), scale="five", value=value
        )
        tally.number += number
        tally.save()


def test_the_leaders_first_step_is_to_answer_the_children(randi, fjell):
    with time_machine.travel("2026-11-02 12:00 +01:00"):
        advice = advice_for(fjell)
    with time_machine.travel("2026-11-22 12:00 +01:00"):
        page = signed_in(randi).get("/min-enhet/").content.decode()
        assert "Svar på 1 råd fra barna" in page and "Det eldste har ventet i 20 dager" in page
        reply_to_advice(by=randi, advice=advice, state="heard", text="Vi har hørt det.", owner="Rektor")
        assert "råd fra barna" not in signed_in(randi).get("/min-enhet/").content.decode()


def test_a_poster_speaks_the_children_s_languages_whatever_the_leader_reads(channel, randi):
    channel.languages = ["nb", "ar"]
    channel.save()
    randi.language = "en"
    randi.save()
    page = signed_in(randi).get(f"/barnas-rad/kanaler/{channel.key}/plakat/", follow=True).content.decode()
    poster = page.partition('<div class="poster')[2]
    assert f"{channel.reader} leser svarene." in poster and "Vil du snakke med noen? Ring 116 111." in poster
    assert 'lang="ar" dir="rtl">' in poster and "You don" not in poster and "Call 116 111" not in poster


def test_a_new_coordinator_without_units_is_led_to_them_and_nothing_is_claimed(client, kari):
    browser = signed_in(kari)
    assert 'href="/enheter/">Til enhetene' in browser.get("/barnas-rad/kanaler/").content.decode()
    page = browser.get("/barnas-rad/").content.decode()
    assert "Alle råd har fått svar" not in page and "/barnas-rad/samtale/" not in page
    assert "har et svar" not in client.get("/barna-sa/").content.decode()


def test_advice_from_late_in_the_evening_has_waited_from_its_own_day(fjell, randi):
    with time_machine.travel(oslo(dt.date(2026, 11, 23), dt.time(0, 30)), tick=False):
        advice_for(fjell)
    with time_machine.travel(oslo(dt.date(2026, 11, 24), dt.time(12)), tick=False):
        page = signed_in(randi).get("/barnas-rad/").content.decode()
        assert "Har ventet i 1 dag." in page and "Det eldste har ventet i 1 dag." in page
