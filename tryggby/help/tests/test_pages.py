"""The help pages: routes, languages, what is shown to whom, and that nothing is kept."""

import datetime as dt
import re

import pytest
import time_machine

from tryggby.ground.door import today
from tryggby.help.factories import HelpLineFactory, LawSnippetFactory
from tryggby.help.models import HelpLine
from tryggby.help.speech import speeches
from tryggby.help.tests.conftest import at
from tryggby.organisations.factories import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
PATHS = ["hjelp/", "hjelp/barn/", "hjelp/voksen/", "hjelp/bekymret/", "trygg-pa-nett/"]
WORK = ["hjelp/ansatt/", "hjelp/ansatt/skole/", "hjelp/ansatt/annet/", "hjelp/barn-har-fortalt/"]


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.shows("door.2")
@pytest.mark.parametrize("path", PATHS + WORK)
def test_a_help_page_keeps_nothing(client, shipped, home, path):
    response = client.get(f"/{path}")
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    html = response.content.decode()
    assert html.count("data-exit ") == 2
    assert 'href="/forlat/"' in html
    assert "<!--says" not in html


@pytest.mark.parametrize("language", list(speeches()))
@pytest.mark.parametrize("path", PATHS)
def test_a_help_page_is_there_in_every_language(client, shipped, home, language, path):
    response = client.get(f"/{path}" if language == "nb" else f"/{language}/{path}")
    speech = speeches()[language]
    assert response.status_code == 200
    assert f'<html lang="{speech.shown}" dir="{speech.direction}"' in response.content.decode()
    assert response["Content-Language"] == speech.shown
    if path.startswith("hjelp"):
        assert "112" in text_of(response)


def test_arabic_is_right_to_left_and_numbers_stand_still(client, shipped, home):
    html = client.get("/ar/hjelp/barn/").content.decode()
    assert 'dir="rtl"' in html
    assert '<bdi class="nowrap">116 111</bdi>' in html


@pytest.mark.parametrize("path", ["hjelp/", "hjelp/barn/", "trygg-pa-nett/"])
@pytest.mark.parametrize(
    ("language", "front"), [("nb", "/"), ("nn", "/nn/"), ("en", "/en/"), ("ar", "/"), ("se", "/"), ("uk", "/")]
)
def test_the_logo_leads_to_a_front_page_that_exists(client, shipped, home, language, front, path):
    html = client.get(f"/{path}" if language == "nb" else f"/{language}/{path}").content.decode()
    assert f'class="brand" href="{front}"' in html
    if front == "/":
        assert not re.search(rf'href="/{language}/"', html)


def test_a_language_without_texts_says_so_and_shows_english(client, shipped, home):
    html = client.get("/uk/hjelp/").content.decode()
    assert '<p class="note" lang="uk" dir="ltr">' in html
    assert "Who are you?" in html
    assert 'href="/uk/hjelp/barn/"' in html
    assert 'href="/hjelp/ansatt/" hreflang="nb"' in html


@pytest.mark.parametrize(
    "path", ["/hjelp/tullball/", "/hjelp/ansatt/tull/", "/ar/hjelp/ansatt/", "/xx/hjelp/", "/uk/hjelp/tull/"]
)
def test_a_page_that_is_not_there_is_404(client, shipped, home, path):
    assert client.get(path).status_code == 404


@pytest.mark.shows("door.1")
def test_those_who_answer_now_come_first_and_own_before_the_country(client, shipped, home):
    own = HelpLineFactory(organisation=home, name="Barneverntjenesten", hours="man–fre 08–15.30\nhelligdag stengt")
    with time_machine.travel(at("2026-11-24T10:00"), tick=False):
        text = text_of(client.get("/hjelp/bekymret/"))
    assert text.index("Alarmtelefonen") < text.index(own.name) < text.index("VO-linjen") < text.index("dinutvei.no")
    assert "Åpent nå, til klokka 15.30" in text
    with time_machine.travel(at("2026-11-28T10:00"), tick=False):
        text = text_of(client.get("/hjelp/bekymret/"))
    assert text.index("VO-linjen") < text.index("dinutvei.no") < text.index(own.name)
    assert "Stengt nå. Åpner mandag klokka 08.00" in text


@pytest.mark.shows("door.1")
def test_an_overdue_line_keeps_its_number_and_loses_its_hours(client, shipped, home):
    line = HelpLine.objects.get(shipped_id="kors-pa-halsen")
    late = dt.datetime.combine(line.review_by + dt.timedelta(days=1), dt.time(12), tzinfo=dt.UTC)
    for day, shown in ((line.review_by - dt.timedelta(days=1), True), (line.review_by + dt.timedelta(days=1), False)):
        with time_machine.travel(late.replace(year=day.year, month=day.month, day=day.day), tick=False):
            text = text_of(client.get("/hjelp/barn/"))
        card = text[text.index("Kors på halsen") :][:420]
        assert "800 33 321" in card
        assert ("mandag–fredag 14.00–22.00" in card) is shown
        assert ("Vi vet ikke åpningstiden. Prøv å ringe" in card) is not shown


def test_the_entrance_promises_a_number_at_every_hour_only_while_it_answers(client, shipped, home):
    """The municipality's own line comes first in lists, but by night the children's number is the one that answers."""
    HelpLineFactory(organisation=home, placing="b", name="Utekontakten", phone="11 22 33 44", audiences=["child"])
    HelpLine.objects.filter(shipped_id="alarmtelefonen").update(seen_on=today())
    page = client.get("/hjelp/").text
    assert "Barn og unge kan ringe hele døgnet" in page
    assert "tel:116111" in page and "tel:11223344" not in page
    HelpLine.objects.filter(shipped_id="alarmtelefonen").update(seen_on=today() - dt.timedelta(days=31))
    late = client.get("/hjelp/").text
    assert "tel:116111" in late and "Vi vet ikke åpningstiden" in late
    assert "hele døgnet" not in late and "Noen du kan snakke med" in late


def test_paper_tells_hours_and_not_what_is_true_now(client, shipped, home):
    """A sheet hangs for weeks: «Åpent nå» and «Stengt nå» stay on the screen."""
    HelpLineFactory(
        organisation=home, name="Barneverntjenesten", phone="11 22 33 44", written_hours="alle 14–22", sms="1"
    )
    for path in ("/hjelp/bekymret/", "/hjelp/ansatt/annet/", "/hjelp/barn-har-fortalt/"):
        page = client.get(path).text
        own = page[page.index("Barneverntjenesten") :]
        said = own[: own.index("mandag–fredag 08.00–15.30")]
        assert re.search(r'<span class="[^"]*screen-only">\(?(Åpent|Stengt|Det er helligdag)', said), path
        assert "on-paper" in said or "Åpningstider:" in said
    assert "SMS og chat: mandag–søndag 14.00–22.00" in client.get("/hjelp/bekymret/").text


def test_what_must_be_checked_is_not_shown_to_children(client, shipped, home, eva):
    from tryggby.help.actions import check_line

    line = HelpLine.objects.get(shipped_id="snakkompsyken")
    assert line.name not in text_of(client.get("/hjelp/barn/"))
    check_line(by=eva, line=line)
    assert line.name in text_of(client.get("/hjelp/barn/"))


def test_call_links_come_before_everything_else_on_a_card(client, shipped, home):
    html = client.get("/hjelp/barn/").content.decode()
    card = html[html.index("Alarmtelefonen") : html.index("Kors på halsen")]
    ways = re.findall(r'href="(tel:|sms:|https:)', card)
    assert ways[0] == "tel:"
    assert "sms:" in ways


@pytest.mark.parametrize("language", ["", "/nn", "/en", "/se", "/ar"])
def test_a_child_chooses_between_three_things_and_the_rest_is_folded(client, shipped, home, language):
    own = HelpLineFactory(organisation=home, name="Helsestasjonen", placing=HelpLine.Placing.FIRST, hours="man 08–15")
    html = client.get(f"{language}/hjelp/barn/").content.decode()
    seen = html[html.index("<main") : html.index("<details", html.index("<main"))]
    folded = html[html.index("more-lines") : html.index("</details>", html.index("more-lines"))]
    assert re.findall(r'href="tel:(\d+)"', seen) == ["112", "113", "116111"]
    assert seen.index("tel:116111") < seen.index('id="near-h"')
    assert own.name in folded and "Kors på halsen" in folded and "Alarmtelefonen" not in folded
    assert html.count('class="ds-card stack tight help-line"') == 1 + folded.count("help-line")


def test_the_folded_ones_stand_in_the_order_of_who_answers_now(client, shipped, home):
    own = HelpLineFactory(organisation=home, name="Helsestasjonen", hours="man–fre 08–15.30\nhelligdag stengt")
    with time_machine.travel(at("2026-11-24T10:00"), tick=False):
        text = text_of(client.get("/hjelp/barn/"))
    assert text.index("Flere du kan ringe") < text.index(own.name) < text.index("Kors på halsen")
    with time_machine.travel(at("2026-11-23T20:00"), tick=False):
        text = text_of(client.get("/hjelp/barn/"))
    assert text.index("Flere du kan ringe") < text.index("Kors på halsen") < text.index(own.name)


def test_danger_comes_first(client, shipped, home):
    text = text_of(client.get("/hjelp/voksen/"))
    assert text.index("Er det fare nå?") < text.index("112") < text.index("116 111")


def test_an_employee_sees_the_duties_of_the_own_service(client, shipped, home):
    school, kindergarten = (text_of(client.get(f"/hjelp/ansatt/{code}/")) for code in ("skole", "barnehage"))
    assert "Barnehageloven § 46" in kindergarten
    assert "Barnehageloven § 46" not in school
    for text in (school, kindergarten):
        assert "Straffeloven § 196" in text
        assert "Ring barnevernet eller politiet for råd før noen hjemme får vite noe." in text
    assert "Paragrafen må kontrolleres før du viser til den." in school


def test_nothing_can_be_typed_about_a_child(client, shipped, home):
    for path in PATHS + WORK:
        html = client.get(f"/{path}").content.decode()
        assert not re.search(r"<(form|input|textarea|select)\b", html), path


def test_a_volunteer_is_told_that_everybody_may_report(client, shipped, home):
    text = text_of(client.get("/hjelp/ansatt/frivillig/"))
    assert "kan du alltid melde fra" in text
    assert "Straffeloven § 196" in text


def test_the_sheet_shows_the_own_municipality_and_leads_on(client, shipped, home):
    HelpLineFactory(organisation=home, name="Barnevernvakta i Lyngvik", phone="99 88 77 66")
    html = client.get("/hjelp/barn-har-fortalt/").content.decode()
    assert 'href="tel:99887766"' in html
    assert "Ikke spør deg fram" in html
    assert 'href="https://plikt.no/"' in html


def test_a_withdrawn_section_is_gone(client, home):
    law = LawSnippetFactory(section="Gammelloven § 1")
    assert law.section in text_of(client.get("/hjelp/ansatt/skole/"))
    law.withdrawn_at = at("2026-01-01T12:00")
    law.save()
    assert law.section not in text_of(client.get("/hjelp/ansatt/skole/"))


def test_pages_cost_the_same_with_one_line_and_three(client, home, django_assert_num_queries):
    HelpLineFactory(organisation=home)
    client.get("/hjelp/barn/")
    with django_assert_num_queries(7):
        client.get("/hjelp/barn/")
    HelpLineFactory.create_batch(2, organisation=home)
    with django_assert_num_queries(7):
        client.get("/hjelp/barn/")


def test_leaving_keeps_nothing(client):
    response = client.get("/forlat/")
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"
    assert "storage" in response["Clear-Site-Data"]


def test_leaving_ends_the_session(client, ola):
    client.force_login(ola, "allauth.account.auth_backends.AuthenticationBackend")
    client.get("/forlat/")
    assert "_auth_user_id" not in client.session


def test_a_municipality_that_has_nothing_to_do_with_us_is_not_shown(client, home):
    stranger, partner = (
        HelpLineFactory(organisation=OrganisationFactory()),
        PartnershipFactory(organisation=home).partner,
    )
    line = HelpLineFactory(organisation=partner, name="Naboens vakt")
    text = text_of(client.get("/hjelp/barn/"))
    assert stranger.name not in text
    assert line.name in text
