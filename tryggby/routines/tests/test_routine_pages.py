"""A unit's routines: read by its people, adapted and adopted by its leader, looked at again; others get 404."""

import datetime as dt
import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.help.door import LawSnippet
from tryggby.organisations.factories import UnitFactory
from tryggby.routines.actions import adapt_routine, adopt_routine
from tryggby.routines.factories import AdoptionFactory, content, make_routine
from tryggby.routines.loading import load_shipped
from tryggby.routines.models import Adoption, Routine, RoutineReview, UnitRoutine
from tryggby.routines.state import state_of
from tryggby.routines.word_document import WORD
from tryggby.ui.door import date_format

pytestmark = pytest.mark.django_db
SAME = {"decided_in": "personalmøtet"}


def text(page) -> str:
    """What the page says."""
    return re.sub(r"\s+", " ", page.content.decode())


def adopt(furulia, routine, **changes):
    """Sara adopts it today."""
    facts = {"decided_on": today(), "review_by": today() + dt.timedelta(days=365)} | SAME | changes
    return adopt_routine(by=furulia.sara, unit=furulia.unit, routine=routine, **facts)


@pytest.mark.shows("network.5")
def test_a_leader_adapts_and_adopts_a_routine(furulia, routine, login):
    client = login(furulia.sara)
    path = f"/rutiner/trygg-deling/tilpasning/?enhet={furulia.unit.key}"
    own = {"step_spor": "Vi spør på tur.", "title_0": "Bamsen", "text_0": "Bamsen er med."}
    assert client.post(path, own).status_code == 302
    path = f"/rutiner/trygg-deling/vedtak/?enhet={furulia.unit.key}"
    form = {"decided_on": today().isoformat(), "review_by": (today() + dt.timedelta(days=300)).isoformat()} | SAME
    answers = [client.post(path, form | {"once": "samme"}) for _twice in range(2)]
    made = Adoption.objects.get()
    assert [answer.url for answer in answers] == [reverse("routines:adoption", args=[made.key])] * 2
    page = text(client.get(answers[0].url))
    assert "Vi spør på tur." in page and "Bamsen er med." in page and "Del så lite som mulig." in page
    assert "Vedtatt av Sara Lie" in page and "utgave 1 av malen" in page
    assert Entry.objects.filter(verb="adopt_routine").count() == 1


def read_mark(page) -> str:
    """The mark of the text that a form was opened on."""
    return re.search(r'name="read" value="([^"]+)"', text(page))[1]


@pytest.mark.shows("network.5")
@pytest.mark.parametrize("changed", ["own words", "template"])
def test_what_changed_since_one_read_it_is_not_adopted_unseen(furulia, routine, login, changed):
    client, path = login(furulia.sara), f"/rutiner/trygg-deling/vedtak/?enhet={furulia.unit.key}"
    page = client.get(path)
    assert "Del så lite som mulig." in text(page), "what is adopted can be read where it is adopted"
    if changed == "own words":
        adapt_routine(by=furulia.chief, unit=furulia.unit, routine=routine, own={"spor": "Aldri sagt."}, added=[])
    else:
        steps = [{"id": "spor", "title": "Spør barnet", "text": "Aldri sagt."}, content()["steps"][1]]
        make_routine("trygg-deling", content(), content(steps=steps))
    day = (today() + dt.timedelta(days=300)).isoformat()
    form = {"decided_on": today().isoformat(), "review_by": day, "decided_in": "teammøtet"}
    answer = client.post(path, form | {"read": read_mark(page), "once": "en"})
    assert answer.status_code == 422 and not Adoption.objects.exists()
    assert "Teksten er endret siden du åpnet siden" in text(answer) and "Aldri sagt." in text(answer)
    assert "teammøtet" in text(answer)
    assert client.post(path, form | {"read": read_mark(answer), "once": "en"}).status_code == 302
    assert "Aldri sagt." in str(Adoption.objects.get().content)


def test_two_leaders_who_write_at_once_write_over_nobodys_words(furulia, routine, login):
    client, path = login(furulia.sara), f"/rutiner/trygg-deling/tilpasning/?enhet={furulia.unit.key}"
    page = client.get(path)
    adapt_routine(by=furulia.chief, unit=furulia.unit, routine=routine, own={"spor": "Sjefens ord."}, added=[])
    mine = {"step_spor": "", "step_del": "Saras ord.", "read": read_mark(page)}
    answer = client.post(path, mine)
    assert answer.status_code == 422 and UnitRoutine.objects.get().own["spor"]["text"] == "Sjefens ord."
    assert "Saras ord." in text(answer) and "Lagret nå: «Sjefens ord.»" in text(answer)
    both = {"step_spor": "Sjefens ord.", "step_del": "Saras ord.", "read": read_mark(answer)}
    assert client.post(path, both).status_code == 302
    assert {row["text"] for row in UnitRoutine.objects.get().own.values()} == {"Sjefens ord.", "Saras ord."}


def test_a_look_that_finds_a_fault_leads_to_the_words_and_is_remembered(furulia, routine, login):
    made, client = adopt(furulia, routine), login(furulia.sara)
    later = (today() + dt.timedelta(days=200)).isoformat()
    form = {"outcome": "change", "note": "Vi glemmer lappen.", "review_by": later}
    page = client.post(f"/rutiner/vedtatt/{made.key}/gjennomgang/", form, follow=True)
    assert page.redirect_chain[-1][0] == f"/rutiner/trygg-deling/?enhet={furulia.unit.key}"
    said = text(client.get(f"/rutiner/trygg-deling/?enhet={furulia.unit.key}"))
    assert "fant at noe må endres" in said and "Vi glemmer lappen." in said
    adopt(furulia, routine)
    assert "fant at noe må endres" not in text(client.get(f"/rutiner/trygg-deling/?enhet={furulia.unit.key}"))


def test_what_was_adopted_never_changes(furulia, routine):
    first = adopt(furulia, routine)
    adapt_routine(by=furulia.sara, unit=furulia.unit, routine=routine, own={"spor": "Nytt"}, added=[])
    first.refresh_from_db()
    assert "Nytt" not in str(first.content)
    assert state_of(furulia.unit, routine).is_changed
    second = adopt(furulia, routine)
    assert second.number == 2 and list(Adoption.objects.in_force()) == [second]


@pytest.mark.parametrize(
    "change",
    [
        {"decided_on": dt.date(2030, 1, 1)},
        {"review_by": dt.date(2020, 1, 1)},
        {"review_by": dt.date(2040, 1, 1)},
        {"decided_in": ""},
    ],
)
def test_a_day_that_cannot_be_is_refused_and_what_was_typed_is_kept(furulia, routine, login, change):
    form = {"decided_on": today(), "review_by": today() + dt.timedelta(days=300), "decided_in": "Storsalen"} | change
    answer = login(furulia.sara).post(f"/rutiner/trygg-deling/vedtak/?enhet={furulia.unit.key}", form)
    assert answer.status_code == 422 and not Adoption.objects.exists()
    page, (field,) = text(answer), change
    assert ("Storsalen" in page) == ("decided_in" not in change)
    assert list(answer.context["form"].errors) == [field] and f'href="#id_{field}"' in page, "the summary leads there"
    (marked,) = re.findall(r'<input[^>]*aria-invalid="true"[^>]*>', page)
    assert f'id="id_{field}"' in marked
    assert "routines_review_after_adoption" not in page


def test_a_yearly_look_that_is_late_says_so_calmly_everywhere(furulia, routine, login):
    decided = today() - dt.timedelta(days=370)
    with time_machine.travel(decided, tick=False):
        made = adopt(furulia, routine, decided_on=decided, review_by=decided + dt.timedelta(days=365))
    client, late = login(furulia.sara), f"Skulle vært gjennomgått {date_format(made.review_by, 'j. F Y')}."
    page = f"/rutiner/trygg-deling/?enhet={furulia.unit.key}"
    shown = [page, f"/rutiner/vedtatt/{made.key}/", "/rutiner/handlingsplan/", "/rutiner/handlingsplan/rutiner.md"]
    for address in shown:
        answer = text(client.get(address))
        assert late in answer.replace("\\", "") and "Neste gjennomgang" not in answer, address
    Adoption.objects.update(review_by=today())
    assert all("Neste gjennomgang" in text(client.get(address)) for address in shown), "on its day it is not late"


@pytest.mark.parametrize("who", ["bo", "coordinator", "neighbour"])
@pytest.mark.parametrize("what", ["tilpasning", "vedtak", "ny-utgave"])
def test_only_its_leaders_change_a_units_routine(furulia, routine, login, who, what):
    adopt(furulia, routine)
    answer = login(getattr(furulia, who)).get(f"/rutiner/trygg-deling/{what}/?enhet={furulia.unit.key}")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("sara", 200), ("bo", 200), ("chief", 200), ("coordinator", 200), ("neighbour", 404)]
)
def test_who_reads_an_adopted_routine(furulia, routine, login, who, status):
    made = adopt(furulia, routine)
    client = login(getattr(furulia, who))
    assert client.get(f"/rutiner/vedtatt/{made.key}/").status_code == status
    assert client.get(f"/rutiner/?enhet={furulia.unit.key}").status_code == status
    assert client.get(f"/rutiner/trygg-deling/?enhet={furulia.unit.key}").status_code == status


def test_a_later_version_is_shown_beside_own_words_and_both_survive(furulia, login):
    routine = make_routine("trygg-deling", content())
    adapt_routine(by=furulia.sara, unit=furulia.unit, routine=routine, own={"spor": "Vårt", "del": "Lite"}, added=[])
    changed = content(
        steps=[
            {"id": "spor", "title": "Spør barnet", "text": "Spør og vent."},
            {"id": "lapp", "title": "Lappen", "text": "Barnet får en lapp."},
        ],
        changes="Ny lapp.",
    )
    make_routine("trygg-deling", content(), changed)
    client, path = login(furulia.sara), f"/rutiner/trygg-deling/ny-utgave/?enhet={furulia.unit.key}"
    page = text(client.get(path))
    assert all(
        words in page for words in ("Ny lapp.", "Spør og vent.", "Vårt", "Barnet får en lapp.", "Tatt ut av malen")
    )
    assert client.post(path, {"use_spor": "new", "use_del": "own"}).status_code == 302
    shown = text(client.get(f"/rutiner/trygg-deling/?enhet={furulia.unit.key}"))
    assert "Spør og vent." in shown and "Barnet får en lapp." in shown and "Lite" in shown and "Vårt" not in shown
    assert client.get(path).status_code == 302


def test_the_yearly_look_sets_the_next_day_and_stays_in_the_history(furulia, routine, login):
    made = AdoptionFactory(unit=furulia.unit, routine=routine, decided_on=today() - dt.timedelta(days=370))
    client = login(furulia.sara)
    assert "Tid for å se på den igjen" in text(client.get("/rutiner/"))
    later = today() + dt.timedelta(days=200)
    form = {"outcome": "holds", "note": "Den virker.", "review_by": later.isoformat(), "once": "en"}
    for _twice in range(2):
        assert client.post(f"/rutiner/vedtatt/{made.key}/gjennomgang/", form).status_code == 302
    made.refresh_from_db()
    assert made.review_by == later and RoutineReview.objects.count() == 1
    assert "Den virker." in text(client.get(f"/rutiner/vedtatt/{made.key}/"))


def test_no_link_leads_nowhere(furulia, routine, login):
    """Not for whoever has no unit of one's own, nor for one above, nor when the unit is closed."""
    made = adopt(furulia, routine)
    at = f"?enhet={furulia.unit.key}"
    pages = ["/rutiner/", f"/rutiner/{at}", f"/rutiner/trygg-deling/{at}", f"/rutiner/vedtatt/{made.key}/"]

    def links() -> None:
        for who in (furulia.sara, furulia.bo, furulia.chief, furulia.coordinator):
            client = login(who)
            for page in pages:
                main = text(client.get(page)).partition("<main")[2]
                for address in re.findall(r'href="(/(?:rutiner|egenvurdering)[^"#]*)"', main):
                    assert client.get(address.replace("&amp;", "&")).status_code == 200, (who, page, address)

    links()
    assert "Vedta på nytt" in text(login(furulia.sara).get(pages[2]))
    furulia.unit.closed_on = today() - dt.timedelta(days=1)
    furulia.unit.save()
    links()
    assert "Vedta" not in re.sub("Vedtak|Vedtatt", "", text(login(furulia.sara).get(pages[2])))


@pytest.mark.parametrize("who", ["bo", "coordinator", "neighbour"])
def test_only_leaders_write_the_look(furulia, routine, login, who):
    made = AdoptionFactory(unit=furulia.unit, routine=routine)
    assert login(getattr(furulia, who)).get(f"/rutiner/vedtatt/{made.key}/gjennomgang/").status_code == 404


def test_the_law_comes_with_the_day_it_was_last_checked(furulia, routine, registered, login):
    page = text(login(furulia.bo).get("/rutiner/trygg-deling/"))
    assert "Barnevernsloven § 13-2" in page and "Ikke kontrollert mot loven hos oss ennå" in page


@pytest.mark.parametrize("path", ["/rutiner/", "/rutiner/handlingsplan/"])
def test_one_and_three_ask_the_same_number_of_queries(furulia, login, path):
    client = login(furulia.coordinator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    AdoptionFactory(unit=furulia.unit)
    queries()
    one = queries()
    for number in range(2):
        AdoptionFactory(unit=UnitFactory(organisation=furulia.owner), routine=make_routine(f"rutine-{number}"))
    assert queries() == one


def test_the_collection_holds_what_is_in_force_in_ones_own_municipality(furulia, routine, login):
    adopt(furulia, routine)
    AdoptionFactory(unit=furulia.elsewhere, routine=routine, decided_in="Hemmelig sted")
    page = text(login(furulia.coordinator).get("/rutiner/handlingsplan/"))
    assert "Furulia barnehage" in page and "1 av 2 enheter" in page and "Hemmelig sted" not in page
    assert login(furulia.bo).get("/rutiner/handlingsplan/").status_code == 404


def test_the_collection_is_a_tagged_pdf_and_plain_text(furulia, routine, login):
    hostile = '#panic("x") ] \\ " *fet* $x$ <merke> @viste'
    adapt_routine(by=furulia.sara, unit=furulia.unit, routine=routine, own={"spor": hostile}, added=[])
    adopt(furulia, routine)
    client = login(furulia.coordinator)
    pdf = client.get("/rutiner/handlingsplan/rutiner.pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf.content and b"/MarkInfo" in pdf.content
    words = client.get("/rutiner/handlingsplan/rutiner.md").content.decode()
    assert "# Vedtatte rutiner" in words and "\\*fet\\*" in words and "\\<merke\\>" in words


def test_the_unit_routine_follows_the_template_where_nothing_is_written(furulia, routine):
    adapt_routine(by=furulia.sara, unit=furulia.unit, routine=routine, own={"spor": "  ", "finnes-ikke": "x"}, added=[])
    assert UnitRoutine.objects.get().own == {}


def word_text(answer) -> str:
    """The words of a Word document; every part of it is XML that can be read."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        trees = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    return "\n".join("".join(p.itertext()) for p in trees["word/document.xml"].iter(f"{{{WORD}}}p"))


def test_the_collection_is_a_word_document_with_versions_dates_and_dated_law(furulia, routine, registered, login):
    hostile = 'Vi spør <w:b/> & "slik"\x0b\nog venter'
    adapt_routine(by=furulia.sara, unit=furulia.unit, routine=routine, own={"spor": hostile}, added=[])
    adopt(furulia, routine)
    answer = login(furulia.coordinator).get("/rutiner/handlingsplan/rutiner.docx")
    assert answer["Content-Disposition"].endswith('.docx"')
    words = word_text(answer)
    assert "Vi spør <w:b/> &" in words and "og venter" in words
    assert "Vedtak nummer 1" in words and "Utgave 1 av malen" in words
    assert "Barnevernsloven § 13-2" in words and "Ikke kontrollert mot loven hos oss ennå." in words
    assert login(furulia.bo).get("/rutiner/handlingsplan/rutiner.docx").status_code == 404


def unpacked(client) -> bytes:
    """The PDF with its compressed streams laid open."""
    raw = client.get("/rutiner/handlingsplan/rutiner.pdf").content
    streams = re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL)
    return raw + b"".join(zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"\x78")


def test_the_files_say_which_language_each_routine_is_in(furulia, registered, login):
    load_shipped()
    client = login(furulia.sara)
    form = {"decided_on": today().isoformat(), "review_by": (today() + dt.timedelta(days=300)).isoformat()} | SAME
    client.post(f"/rutiner/vold/vedtak/?enhet={furulia.unit.key}", form | {"language": "nn"})
    with zipfile.ZipFile(io.BytesIO(client.get("/rutiner/handlingsplan/rutiner.docx").content)) as archive:
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
        styles = archive.read("word/styles.xml").decode()
    name = f"{{{WORD}}}"
    spoken = {
        "".join(run.itertext()): run.find(f"{name}rPr/{name}lang").get(f"{name}val")
        for run in tree.iter(f"{name}r")
        if run.find(f"{name}rPr/{name}lang") is not None
    }
    assert spoken["Samarbeid med barn som har opplevd vald"] == "nn-NO" and set(spoken.values()) == {"nn-NO"}
    assert 'w:lang w:val="nb-NO"' in styles and "Vedtatte rutiner" not in spoken
    assert {b"nb", b"nn"} <= set(re.findall(rb"/Lang ?\(([^)]+)\)", unpacked(client)))


def test_a_section_of_the_law_that_nobody_has_read_lately_says_so_in_the_files_too(furulia, routine, registered, login):
    adopt(furulia, routine)
    LawSnippet.objects.update(seen_on=dt.date(2020, 1, 1), checked_at=None)
    client = login(furulia.sara)
    assert "Det er på tide å lese den mot loven igjen." in word_text(client.get("/rutiner/handlingsplan/rutiner.docx"))
    words = client.get("/rutiner/handlingsplan/rutiner.md").content.decode()
    assert "Det er på tide å lese den mot loven igjen." in words


def test_a_routine_is_read_and_adopted_in_the_language_of_the_reader(furulia, login):
    load_shipped()
    client, path = login(furulia.sara), f"/rutiner/vold/vedtak/?enhet={furulia.unit.key}"
    page = text(client.get(f"/nn/rutiner/vold/?enhet={furulia.unit.key}"))
    assert "Samarbeid med barn som har opplevd vald" in page and 'lang="nn"' in page
    form = {"decided_on": today().isoformat(), "review_by": (today() + dt.timedelta(days=300)).isoformat()} | SAME
    assert client.post(path, form).status_code == 422
    assert client.post(path, form | {"language": "fr"}).status_code == 422
    assert client.post(path, form | {"language": "nn"}).status_code == 302
    made = Adoption.objects.get()
    assert made.content["language"] == "nn" and made.content["title"] == "Samarbeid med barn som har opplevd vald"
    assert "Hald kvardagen" in text(client.get(f"/rutiner/vedtatt/{made.key}/"))


def test_a_later_version_is_laid_beside_in_one_language(furulia, login):
    load_shipped()
    routine = Routine.objects.get(slug="trygg-deling")
    first = routine.versions.get(number=1)
    UnitRoutine.objects.create(unit=furulia.unit, routine=routine, version=first)
    path = f"/rutiner/trygg-deling/ny-utgave/?enhet={furulia.unit.key}"
    page = text(login(furulia.sara).get(f"/en{path}"))
    assert "Give the child a slip" in page and "Say the limits first" not in page
    first.texts.all().delete()
    page = text(login(furulia.sara).get(f"/en{path}"))
    assert "Gi barnet en lapp" in page and "Si rammene først" not in page


def test_routines_with_a_child_lead_to_the_card_and_the_plan(furulia, login):
    load_shipped()
    client = login(furulia.bo)
    for slug, leads in (("trygghetsperson", True), ("barnesyn", False)):
        assert (reverse("routines:safe_person_card") in text(client.get(f"/rutiner/{slug}/"))) is leads
