"""The editors' pages: who may, what is overdue, adding, changing, checking, taking away."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.help.actions import add_law, add_line, edit_law, edit_line, forget_checkers
from tryggby.help.factories import HelpLineFactory, LawSnippetFactory
from tryggby.help.mails import remind_editors
from tryggby.help.models import HelpLine, LawSnippet
from tryggby.organisations.factories import ServiceFactory
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db
LINES, LAWS = "/redaksjon/hjelpetilbud/", "/redaksjon/lovhjemler/"
LINE = {
    "name": "Barneverntjenesten i Lyngvik",
    "text_nb": "Ring om et barn du er bekymret for.",
    "audiences": ["worried", "employee"],
    "placing": "a",
    "phone": "55 66 77 88",
    "hours": "man–fre 08–15.30\nhelligdag stengt",
    "sure_hours": "sure",
    "anonymous": "yes",
    "keeps_record": "yes",
    "free": "unknown",
    "source": "https://lyngvik.example/barnevern",
    "sure": "sure",
    "review_every_days": "30",
}
LAW = {
    "section": "Prøveloven § 9",
    "kind": "report",
    "gist": "Du skal melde fra.",
    "services": ["skole"],
    "source": "lovdata.no",
    "sure": "sure",
    "review_every_days": "180",
}


@pytest.fixture
def editor(client, eva):
    """Eva's browser."""
    client.force_login(eva, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("path", [LINES, LINES + "nytt/", LAWS, LAWS + "ny/"])
def test_only_editors_have_the_pages(client, ola, eva, path):
    assert client.get(path).status_code == 302
    client.force_login(ola, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(path).status_code == 404
    client.force_login(eva, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(path).status_code == 200


def test_another_municipalitys_line_is_not_there(client, nina, home):
    line = HelpLineFactory(organisation=home)
    client.force_login(nina, "allauth.account.auth_backends.AuthenticationBackend")
    assert line.name not in client.get(LINES).content.decode()
    assert client.get(f"{LINES}{line.key}/").status_code == 404
    assert client.post(f"{LINES}{line.key}/", LINE).status_code == 404
    assert client.post(f"{LINES}{line.key}/kontroll/").status_code == 404
    assert client.post(f"{LINES}{line.key}/ta-bort/").status_code == 404
    assert HelpLine.objects.get().withdrawn_at is None


def test_an_editor_adds_a_line_of_the_own_municipality(editor, eva, home):
    page = editor.get(LINES + "nytt/")
    assert page.status_code == 200
    answer = editor.post(LINES + "nytt/", LINE | {"organisation": home.key, "once": "a", "text_en": "Call us."})
    assert answer.status_code == 302
    line = HelpLine.objects.get()
    assert (line.organisation, line.checked_by, line.overdue) == (home, eva, False)
    assert {text.language for text in line.texts.all()} == {"nb", "en"}
    assert Entry.objects.get(verb="add_help_line").actor == eva.pk
    html = editor.get("/hjelp/bekymret/").content.decode()
    assert 'href="tel:55667788"' in html
    assert "Der du bor" in html


def test_a_double_tap_adds_one(editor, home):
    for _ in range(2):
        editor.post(LINES + "nytt/", LINE | {"organisation": home.key, "once": "same"})
    assert HelpLine.objects.count() == 1


@pytest.mark.parametrize("field", ["sure", "sure_hours"])
def test_what_an_editor_is_not_sure_of_counts_as_unchecked_until_somebody_checks(editor, home, field):
    given = LINE | {"organisation": home.key, "audiences": ["child", "worried"], field: "verify"}
    editor.post(LINES + "nytt/", given)
    line = HelpLine.objects.get()
    assert (line.checked_at, line.checked_by) == (None, None)
    child, worried = editor.get("/hjelp/barn/").text, editor.get("/hjelp/bekymret/").text
    assert (line.name in child) == (field == "sure_hours"), "a number that must be checked is kept from children"
    assert line.name in worried
    assert ("Nummeret må kontrolleres." in worried) == (field == "sure")
    assert ("mandag–fredag 08.00–15.30" in worried) == (field == "sure")
    assert "Tryggbys liste" not in worried and "Ikke ennå." in editor.get(LINES).text
    editor.post(f"{LINES}{line.key}/kontroll/")
    assert line.name in editor.get("/hjelp/barn/").text
    assert "mandag–fredag 08.00–15.30" in editor.get("/hjelp/bekymret/").text


def test_saying_that_a_line_must_be_checked_takes_the_check_away(editor, eva, home):
    line = add_line(
        by=eva, organisation=home, name="Linja", phone="11", audiences=["child"], source="x", texts={"nb": "Ring."}
    )
    assert line.checked_by == eva
    edit_line(by=eva, line=line, texts={}, area="Nord")
    assert line.checked_by == eva
    edit_line(by=eva, line=line, texts={}, sure="verify")
    line.refresh_from_db()
    assert line.doubtful and line.checked_by is None


def test_a_section_that_must_be_read_is_not_shown_as_read(editor, home):
    ServiceFactory(code="skole")
    editor.post(LAWS + "ny/", LAW | {"sure": "verify"})
    law = LawSnippet.objects.get()
    assert law.doubtful
    page = editor.get("/hjelp/ansatt/skole/").text
    assert "Paragrafen må kontrolleres" in page and "Lest mot loven" not in page and "Tryggbys liste" not in page


def test_who_checked_what_was_withdrawn_is_forgotten_after_a_year(eva, home):
    facts = {"organisation": home, "checked_by": eva, "checked_at": timezone.now()}
    gone, newer = (
        HelpLineFactory(withdrawn_at=timezone.now() - dt.timedelta(days=days), **facts) for days in (366, 364)
    )
    standing = HelpLineFactory(**facts)
    assert forget_checkers() == 1 and forget_checkers() == 0
    kept = dict(HelpLine.objects.values_list("pk", "checked_by"))
    assert kept == {gone.pk: None, newer.pk: eva.pk, standing.pk: eva.pk}
    assert Entry.objects.get(verb="forget_checkers").facts == {"records": 1}


def test_an_editor_adds_nothing_for_others(editor, nina):
    other = nina.appointments.get().organisation
    answer = editor.post(LINES + "nytt/", LINE | {"organisation": other.key})
    assert answer.status_code == 422
    assert not HelpLine.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("hours", "når vi vil", "Vi forstår ikke linja «når vi vil»"),
        ("phone", "ring oss", "Skriv nummeret med bare tall"),
        ("web", "javascript://x", "Skriv adressen slik"),
        ("name", "", "må rettes"),
        ("age_min", "200", "må rettes"),
    ],
)
def test_bad_input_is_told_and_kept(editor, home, field, value, said):
    answer = editor.post(LINES + "nytt/", LINE | {"organisation": home.key, field: value})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert LINE["text_nb"] in html
    assert not HelpLine.objects.exists()


def test_somebody_must_be_reachable(editor, home):
    answer = editor.post(LINES + "nytt/", LINE | {"organisation": home.key, "phone": ""})
    assert answer.status_code == 422
    assert "Skriv et nummer, en chat eller en nettside." in answer.content.decode()


def test_a_change_is_noted_by_field_and_marks_translations(editor, eva, home):
    line = add_line(
        by=eva,
        organisation=home,
        texts={"nb": "Gammel.", "en": "Old."},
        name="Vakta",
        phone="11",
        source="x",
        audiences=["child"],
    )
    answer = editor.post(f"{LINES}{line.key}/", LINE | {"text_en": "Old."})
    assert answer.status_code == 302
    assert "phone" in Entry.objects.get(verb="edit_help_line").facts["fields"]
    html = editor.get(f"{LINES}{line.key}/").content.decode()
    assert "Bokmålsteksten er endret siden denne ble oversatt." in html
    line.refresh_from_db()
    edit_line(by=eva, line=line, texts={"nb": LINE["text_nb"], "en": "New."})
    assert "Bokmålsteksten er endret" not in editor.get(f"{LINES}{line.key}/").content.decode()


def test_two_editors_do_not_undo_each_others_numbers(editor, eva, home):
    """A form that was opened before somebody mended the number must not put the old one back unseen."""
    line = add_line(
        by=eva,
        organisation=home,
        texts={"nb": LINE["text_nb"]},
        phone="11 11 11 11",
        **{name: LINE[name] for name in ("name", "audiences", "placing", "source")},
    )
    page = editor.get(f"{LINES}{line.key}/").text
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    edit_line(by=eva, line=HelpLine.objects.get(), texts={}, phone="22 22 22 22")
    mine = LINE | {"phone": "11 11 11 11", "area": "Nord", "seen": seen}
    told = editor.post(f"{LINES}{line.key}/", mine)
    assert told.status_code == 422
    assert "Noen andre har endret dette" in told.text and "Telefon" in told.text and 'value="Nord"' in told.text
    assert HelpLine.objects.get().phone == "22 22 22 22"
    again = re.search(r'name="seen" value="([^"]+)"', told.text)[1]
    assert editor.post(f"{LINES}{line.key}/", mine | {"phone": "22 22 22 22", "seen": again}).status_code == 302
    assert (HelpLine.objects.get().phone, HelpLine.objects.get().area) == ("22 22 22 22", "Nord")


def test_two_editors_do_not_undo_each_others_law(editor, eva, home):
    """A form that was opened before somebody mended the section must not put the old words back unseen."""
    law = add_law(by=eva, **LAW | {"review_every_days": 180})
    seen = re.search(r'name="seen" value="([^"]+)"', editor.get(f"{LAWS}{law.key}/").text)[1]
    edit_law(by=eva, law=LawSnippet.objects.get(), gist="Du skal melde fra med en gang.")
    mine = LAW | {"source": "Lovdata, lest i dag", "seen": seen}
    told = editor.post(f"{LAWS}{law.key}/", mine)
    assert told.status_code == 422
    assert "Noen andre har endret dette" in told.text and "Hva den sier, med enkle ord" in told.text
    assert 'value="Lovdata, lest i dag"' in told.text and LAW["gist"] in told.text
    assert LawSnippet.objects.get().gist == "Du skal melde fra med en gang."
    again = re.search(r'name="seen" value="([^"]+)"', told.text)[1]
    assert again != seen
    assert editor.post(f"{LAWS}{law.key}/", mine | {"seen": again}).status_code == 302
    assert (LawSnippet.objects.get().gist, LawSnippet.objects.get().source) == (LAW["gist"], "Lovdata, lest i dag")


def test_what_is_overdue_comes_first_and_is_settled_by_a_check(editor, eva, home):
    HelpLineFactory(organisation=home, name="Ajour")
    old = HelpLineFactory(organisation=home, name="Foreldet", seen_on=today() - dt.timedelta(days=60))
    html = editor.get(LINES).content.decode()
    assert html.index("Foreldet") < html.index("Ajour")
    assert "Ett tilbud må kontrolleres." in html
    assert editor.post(f"{LINES}{old.key}/kontroll/").status_code == 302
    old.refresh_from_db()
    assert (old.overdue, old.checked_by) == (False, eva)
    assert "må kontrolleres. Nummeret" not in editor.get(LINES).content.decode()
    assert Entry.objects.filter(verb="check_help_line").count() == 1


def test_taking_away_asks_first(editor, home):
    line = HelpLineFactory(organisation=home)
    assert "Ta bort tilbudet" in editor.get(f"{LINES}{line.key}/ta-bort/").content.decode()
    editor.post(f"{LINES}{line.key}/ta-bort/")
    assert "er tatt bort" in editor.get(LINES).content.decode()
    assert line.name not in editor.get(LINES).content.decode()
    assert line.name not in editor.get("/hjelp/barn/").content.decode()
    assert editor.get(f"{LINES}{line.key}/").status_code == 404


def test_lists_cost_the_same_with_one_row_and_three(editor, eva, home, django_assert_max_num_queries):
    HelpLineFactory(organisation=home, checked_by=eva, checked_at=timezone.now())
    LawSnippetFactory()
    with django_assert_max_num_queries(12) as few:
        editor.get(LINES)
        editor.get(LAWS)
    HelpLineFactory.create_batch(2, organisation=home, checked_by=eva, checked_at=timezone.now())
    LawSnippetFactory.create_batch(2, checked_by=eva, checked_at=timezone.now())
    with django_assert_max_num_queries(len(few)):
        editor.get(LINES)
        editor.get(LAWS)


def test_an_editor_keeps_the_sections(editor, eva, home):
    assert editor.post(LAWS + "ny/", LAW | {"once": "b"}).status_code == 302
    law = LawSnippet.objects.get()
    assert (law.checked_by, law.services) == (eva, ["skole"])
    assert law.section in editor.get("/hjelp/ansatt/skole/").content.decode()
    assert law.section not in editor.get("/hjelp/ansatt/barnehage/").content.decode()
    assert editor.post(f"{LAWS}{law.key}/", LAW | {"gist": "Meld fra i dag."}).status_code == 302
    assert "Meld fra i dag." in editor.get("/hjelp/ansatt/skole/").content.decode()
    assert editor.post(f"{LAWS}{law.key}/kontroll/").status_code == 302
    assert editor.get(f"{LAWS}{law.key}/ta-bort/").status_code == 200
    editor.post(f"{LAWS}{law.key}/ta-bort/")
    assert law.section not in editor.get("/hjelp/ansatt/skole/").content.decode()
    assert editor.post(LAWS + "ny/", LAW | {"gist": ""}).status_code == 422


def test_editors_are_mailed_once_a_week_about_their_own(eva, nina, home):
    HelpLineFactory(organisation=home, name="Vakta i Lyngvik", seen_on=today() - dt.timedelta(days=60))
    remind_editors()
    remind_editors()
    message = Message.objects.get(kind="help_overdue")
    assert message.to == eva.email
    assert "Vakta i Lyngvik" in message.text
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        remind_editors()
    assert Message.objects.filter(kind="help_overdue").count() == 2


def test_nobody_is_mailed_when_all_is_fresh(eva):
    HelpLineFactory()
    assert remind_editors() == 0
