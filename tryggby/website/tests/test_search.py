"""Search: help first for words of need, the same answers on every database, and nothing kept."""

import re

import pytest
import time_machine

from tryggby.events.factories import EventFactory
from tryggby.help.factories import HelpLineFactory
from tryggby.knowledge.factories import ArticleFactory
from tryggby.organisations.factories import InstallationFactory
from tryggby.packages.factories import make_release
from tryggby.website.need import _entries, need_in
from tryggby.website.search import READ, search_everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installation(db):
    InstallationFactory(owner__name="Solvik kommune")


@pytest.mark.parametrize(
    "words",
    [
        "pappa slår meg",
        "jeg blir drept",
        "hjelp noen dreper",
        "SELVMORD",
        "jeg vil dø",
        "voldtatt av en venn",
        "voldtektsmottak",
        "han truer meg med kniv",
        "I want to die",
        "wants to kill me",
        "sjølvmordstankar",
        "اغتصاب",
        "du\u0308 vil ikke leve",
        "jeg orker ikke mer",
        "orket bare ikke mer",
        "jeg blir slått hjemme",
        "eg blir slått",
        "ble ofte slått av far",
        "vil bare dø",
        "lyst til å dø",
        "eg har lyst til å døy",
        "vil ikke være her mer",
        "jeg vil egentlig ikke være her lenger",
        "trusler",
        "trugsmål",
        "han tvinger meg",
        "dei tvingar meg til å bli gift",
        "låser meg inne",
        "pappa låste oss inne",
        "omskåret",
        "beaten",
        "he beats us",
        "i just want to die",
        "вона мене б’є",
        "chcę umrzeć",
        "مرا می‌زند",
        "خودکشی",
        "ይሃርመኒ",
        "waa la i garaacaa",
        "أريد أن أموت",
    ],
)
def test_words_of_danger_are_found(words):
    assert need_in(words) == "danger"


@pytest.mark.parametrize(
    "words",
    [
        *("redd", "jeg er så redd hjemme", "mobbing", "ensom", "mamma drikker", "lonely", "orker ikke skolen"),
        *("vil ikke være her", "noen jeg kan snakke med", "کمک", "می‌ترسم", "ሓገዝ", "допоможіть", "العنف", "caawimaad"),
    ],
)
def test_words_of_need_are_found(words):
    assert need_in(words) == "hard"


@pytest.mark.parametrize(
    "words",
    [
        *("frokostseminar", "mentor", "tilgjengelighet", "kalender 2026", "", "😀", "barnehage"),
        *("slagverk", "død sone", "trommeslager", "tvinger vi oss til pauser", "slåmaskin"),
        *("klargjøre rommet", "mer mat", "lås til døra", "en bok om havet", "ut på tur"),
    ],
)
def test_other_words_are_left_alone(words):
    assert need_in(words) == ""


def test_help_stands_before_everything_else(client):
    EventFactory(title="Seminar: når noen er redd")
    html = client.post("/sok/", {"q": "redd"}).text
    assert "116 111" in html
    main = html[html.index("<main") :]
    assert main.index("tel:116111") < main.index("Seminar: når noen er redd")
    assert "tel:112" not in main[: main.index("</section>")]
    danger = client.post("/sok/", {"q": "han slår meg"}).text
    assert "tel:112" in danger[danger.index("<main") :]


@pytest.mark.parametrize(
    "title", ["Slagverk for alle", "Vi slår et slag for lek", "Full fart", "Knivskarp analyse", "Død sone i mars"]
)
def test_ordinary_answers_stay_below_the_help(client, title):
    """A word too many brings the help lines, and takes nothing away."""
    event = EventFactory(title=title)
    html = client.post("/sok/", {"q": title}).text
    main = html[html.index("<main") :]
    assert f"/arrangementer/{event.slug}/" in main
    if need_in(title):
        assert main.index("tel:116111") < main.index(f"/arrangementer/{event.slug}/")


def test_no_entry_for_words_of_need_is_empty_or_out_of_reach():
    """Each entry finds itself, however it is written."""
    levels, _small = _entries()
    for level, entries in levels.items():
        for entry in entries:
            assert entry and need_in(" ".join(word.rstrip("*") for word in entry)) in {level, "danger"}, entry


def test_events_packages_and_pages_are_found_by_their_stems(client):
    event = EventFactory(title="Frokostseminar om trygge voksne")
    make_release()
    html = client.post("/sok/", {"q": "frokostseminarer"}).text
    assert f"/arrangementer/{event.slug}/" in html
    assert "Pakken liten" in client.post("/sok/", {"q": "PAKKEN"}).text
    assert "/personvern/" in client.post("/sok/", {"q": "personvern"}).text
    assert "1 treff" in html


def test_norwegian_letters_match_whatever_their_case(client):
    event = EventFactory(title="ØVELSE I ÅSGÅRD")
    for words in ("øvelse", "ØVELSE", "åsgård", "A\u030asga\u030ard", "øvelser"):
        assert f"/arrangementer/{event.slug}/" in client.post("/sok/", {"q": words}).text


def test_internal_and_unpublished_events_are_not_found(client):
    EventFactory(title="Internt fagmøte", kind="internal")
    EventFactory(title="Hemmelig fagmøte", draft=True)
    assert "fagmøte</a>" not in client.post("/sok/", {"q": "fagmøte"}).text


@pytest.mark.parametrize(
    "words",
    ["x" * 10_000, "😀" * 10_000, "<script>alert(1)</script>" * 400, "%' OR 1=1 --", "\0\u202e", "ord " * 5000, " "],
)
def test_any_text_gives_a_kind_page(client, words):
    answer = client.post("/sok/", {"q": words})
    assert answer.status_code == (422 if len(words) > READ else 200)
    assert "<script>alert" not in answer.text
    assert len(answer.text) < 40_000


def test_too_long_a_question_comes_back_whole_and_says_how_much_is_too_much(client):
    words = ("Pappa slår meg når han drikker. " * 320).strip()
    answer = client.post("/sok/", {"q": words})
    assert answer.status_code == 422
    assert f'value="{words}"' in answer.text and "maxlength" not in answer.text
    assert f"Det er plass til {READ} tegn, og du har {len(words) - READ} for mange." in answer.text
    assert 'aria-invalid="true" aria-describedby="id_q_error"' in answer.text
    assert "tel:112" in answer.text[answer.text.index("<main") :], "help is there all the same"
    assert client.post("/sok/", {"q": "x" * READ}).status_code == 200


@pytest.mark.parametrize(
    ("when", "first", "state"),
    [
        ("2026-11-22 20:00+01:00", "Kveldstelefonen", "Åpent nå, til klokka 22.00."),
        ("2026-11-24 10:00+01:00", "Helsestasjonen", "Åpent nå, til klokka 15.30."),
    ],
)
def test_the_box_with_help_says_who_answers_now_and_puts_them_first(client, when, first, state):
    for name, hours in (("Helsestasjonen", "man–fre 08–15.30"), ("Kveldstelefonen", "alle 18–22")):
        HelpLineFactory(name=name, hours=hours, phone="55 55 55 55" if "K" in name else "55 55 55 66")
    with time_machine.travel(when, tick=False):
        html = client.post("/sok/", {"q": "slag"}).text
    found = re.findall(r"<li>.*?<strong>(\w+): [\d ]+</strong></a><br><strong>(.*?)</strong>", html)
    assert found[0] == (first, state)
    assert len(found) == 2 and found[1][1].startswith("Stengt nå. Åpner ")


def test_a_link_may_bring_the_words(client):
    event = EventFactory(title="Frokostseminar")
    assert f"/arrangementer/{event.slug}/" in client.get("/sok/", {"q": "frokostseminar"}).text
    assert client.get("/sok/").status_code == 200
    assert client.put("/sok/").status_code == 405


def test_nothing_is_kept(client, caplog):
    answer = client.post("/sok/", {"q": "hemmeligeord"})
    assert not answer.cookies
    assert "private" in answer["Cache-Control"]
    assert "hemmeligeord" not in caplog.text
    assert 'method="post"' in answer.text


def test_other_languages_are_searched_in_their_own_words(client):
    for prefix, words in (("nn", "arrangement"), ("en", "arrangement")):
        html = client.post(f"/{prefix}/sok/", {"q": words}).text
        assert f'href="/{prefix}/arrangementer/"' in html[html.index("<main") :]


def test_answers_in_another_language_say_so_to_screen_readers(client):
    ArticleFactory(title="Trygge overganger", slug="overganger", markdown="Barnehagene øver hver dag.")
    assert (
        '<li lang="nb"><a class="ds-link" href="/kunnskap/overganger/">'
        in client.post("/en/sok/", {"q": "overganger"}).text
    )
    assert '<li><a class="ds-link" href="/kunnskap/overganger/">' in client.post("/sok/", {"q": "overganger"}).text


def test_the_same_queries_for_one_event_and_many(django_assert_max_num_queries, django_user_model):
    from django.contrib.auth.models import AnonymousUser

    EventFactory(title="Frokostseminar én")
    with django_assert_max_num_queries(6) as one:
        search_everything("frokostseminar", AnonymousUser())
    for number in range(3):
        EventFactory(title=f"Frokostseminar {number}")
    with django_assert_max_num_queries(len(one)):
        assert search_everything("frokostseminar", AnonymousUser()).number == 4
