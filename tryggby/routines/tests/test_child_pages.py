"""The pages a child and an adult look at together: silent, unkept, without a field that could be sent."""

import re

import pytest
from django.test import Client

from tryggby.routines.before_talk import AGES, WORKPLACES, chosen
from tryggby.routines.plan_words import PEOPLE

pytestmark = pytest.mark.django_db
PAGES = ["/ung/deling/", "/ung/deling/ark/", "/ung/trygghetsperson/", "/ung/trygghetsperson/kort/", "/trygghetsperson/"]


def text(page) -> str:
    """What the page says."""
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.mark.parametrize("language", ["", "/nn", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_open_to_everybody_without_a_cookie_in_every_language(registered, path, language):
    page = Client().get(f"{language}{path}")
    assert page.status_code == 200 and not page.cookies


@pytest.mark.shows("network.1")
@pytest.mark.parametrize("path", PAGES[:2])
def test_the_browser_may_talk_to_nobody_and_keep_nothing(registered, path):
    page = Client().get(path)
    policy = page["Content-Security-Policy"]
    assert "connect-src 'none'" in policy and "form-action 'none'" in policy and "default-src 'none'" in policy
    assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "no-referrer"


@pytest.mark.shows("network.1")
def test_no_field_can_be_sent_remembered_or_looked_up_in_a_dictionary(registered):
    page = Client().get("/ung/deling/").content.decode()
    form = page[page.index("<form") : page.index("</template>", page.index("data-stop>"))]
    opening = re.search(r"<form[^>]*>", form)[0]
    assert "action" not in opening and "method" not in opening and 'autocomplete="off"' in opening
    fields = re.findall(r"<(?:input|textarea|select)\b[^>]*>", form)
    assert len(fields) > 30
    for field in fields:
        # HTML lets a box or a dot have no such word of its own: the form's word holds for them.
        assert ('autocomplete="off"' in field) != bool(re.search('type="(radio|checkbox)"', field)), field
        if "textarea" in field or ("type=" not in field and "<input" in field):
            assert 'spellcheck="false"' in field, field
        if "name=" in field:
            assert 'type="radio"' in field, field
    assert 'type="submit"' not in form and not re.search(r"<button(?![^>]*type=\"button\")", form)


@pytest.mark.shows("network.1")
def test_the_script_knows_no_way_to_keep_or_send():
    from tests.house.rooms import HOUSE

    script = (HOUSE / "routines" / "static" / "routines" / "plan.js").read_text("utf-8")
    ways = r"localStorage|sessionStorage|indexedDB|caches|cookie|history\.|innerHTML|import\("
    ways += r"|fetch\(|XMLHttp|sendBeacon|WebSocket|EventSource"
    assert not re.findall(ways, script)


def test_the_title_tells_nobody_what_the_page_is(registered):
    for path in ("/ung/deling/", "/ung/deling/ark/"):
        title = re.search(r"<title>(.*?)</title>", Client().get(path).content.decode())[1]
        assert title == "Sammen"


def test_the_safety_bar_and_a_way_without_script_are_there(registered):
    page = text(Client().get("/ung/deling/"))
    assert "Forlat siden" in page and "Jeg trenger hjelp" in page
    assert "<noscript>" in page and 'href="/ung/deling/ark/"' in page


# Asked on the screen; on paper the adult chooses by a link, and a box says when to stop.
ONLY_ON_SCREEN = {"Jeg jobber i", "Barnet er", "Stemmer noe av dette?"}
# On paper everybody is named once, with yes and no.
IN_ONE = {"Disse kan få vite det", "Disse skal ikke få vite det"}


def test_the_paper_asks_everything_that_the_screen_asks(registered):
    screen, paper = text(Client().get("/ung/deling/")), text(Client().get("/ung/deling/ark/"))
    asked = {words.strip() for words in re.findall(r"<(?:label class|legend)[^>]*>([^<]+)<", screen)}
    assert len(asked) > 20
    missing = {words for words in asked - ONLY_ON_SCREEN - IN_ONE if words not in paper}
    assert missing == {"Fornavnet til den jeg møter"}, "on the note it is one neutral word"
    assert all(str(one.name) in paper for one in PEOPLE) and "Sett ring rundt ja eller nei" in paper


def test_the_note_on_paper_says_nothing_and_lies_on_a_page_of_its_own(registered):
    paper = text(Client().get("/ung/deling/ark/"))
    own_page = paper[paper.index('<section class="next-page paper-slip"') :].split("</section>")[0]
    note = own_page[own_page.index('<div class="cut slip">') :]
    assert re.findall(r">([^<>]+:)<", note) == ["Dag og klokkeslett:", "Sted:", "Hvem:"]
    assert "Skriv bare ut på den ene siden av arket" in own_page and own_page.count("<svg") == 6


def test_what_the_child_says_has_room_on_paper(registered):
    assert 'class="rows-3"><th scope="row">Er barnet uenig?' in text(Client().get("/ung/deling/ark/"))


@pytest.mark.parametrize("age", [band.code for band in AGES])
@pytest.mark.parametrize("work", [place.code for place in WORKPLACES])
def test_the_words_before_the_talk_fit_the_adult_and_the_child(work, age):
    place, band = chosen(work, age)
    page = text(Client().get("/ung/deling/ark/", {"rolle": work, "alder": age}))
    assert all(str(words) in page for words in (place.tells, place.keeps, band.opening, band.decides))


def test_words_that_are_no_choice_give_the_plain_sheet():
    page = Client().get("/ung/deling/ark/", {"rolle": "<script>", "alder": "99"})
    assert page.status_code == 200 and "Les dette høyt" not in text(page)


def test_a_stop_names_whom_to_ask_and_closes_those_at_home(registered):
    page = text(Client().get("/ung/deling/"))
    assert "Ikke si noe til dem hjemme ennå" in page and 'href="tel:112"' in page and 'href="tel:116111"' in page
    at_home = [one for one in PEOPLE if one.at_home]
    assert len(re.findall(r'data-may="\w+" data-home', page)) == len(at_home) == 4


def test_the_duty_shows_its_law_and_when_somebody_read_it(registered):
    page = text(Client().get("/ung/deling/"))
    assert "Barnevernsloven § 13-2" in page and "Straffeloven § 196" in page
    assert "Ikke kontrollert mot loven hos oss ennå" in page


def test_no_table_could_hold_a_plan_or_a_safe_person():
    from tryggby.routines import models

    assert sorted(models.__all__) == [
        "Adoption",
        "PlanPoint",
        "ReviewAnswer",
        "Routine",
        "RoutineReview",
        "RoutineText",
        "RoutineVersion",
        "SelfReview",
        "UnitRoutine",
    ]


def test_a_childs_page_of_another_room_is_still_reached():
    assert Client().get("/ung/finnes-ikke/").status_code == 404
