"""The staff pages: shelf, way in, getting ready, leading, screen, fix, record, unit, answers, follow-up, editor."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tryggby.drills import actions
from tryggby.drills.factories import DrillRunFactory, FollowUpFactory
from tryggby.drills.models import DrillRun, FollowUp, LocalAnswer, Rhythm
from tryggby.ground.door import today
from tryggby.organisations.door import Role
from tryggby.organisations.factories import AppointmentFactory, ServiceFactory
from tryggby.packages.factories import make_drill
from tryggby.people.door import stored_about

pytestmark = pytest.mark.django_db
BASE = "/ovelser/garderoben/garderoben/"


def text(response, status=200):
    assert response.status_code == status, response.headers.get("Location")
    return response.content.decode()


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
    return len(caught)


def test_the_shelf_is_filtered_and_costs_the_same_with_three(furulia, drill, login):
    bo = login(furulia.bo)
    one = queries(bo, "/ovelser/")
    make_drill("tegningen", services=["skole"], minutes={"brief": 5, "play": 20, "debrief": 20})
    make_drill("helga", services=["alle"])
    assert queries(bo, "/ovelser/") == one <= 10
    assert [name in text(bo.get("/ovelser/")) for name in ("garderoben", "tegningen", "helga")] == [True] * 3
    assert "Øvelse tegningen" not in text(bo.get("/ovelser/?tjeneste=barnehage"))
    assert "Øvelse tegningen" not in text(bo.get("/ovelser/?minutter=30"))
    assert "Ingen øvelser passer" in text(bo.get("/ovelser/?for=children"))
    assert "Øvelse tegningen" in text(bo.get("/ovelser/?minutter=tull&for=tull"))


def test_an_older_release_is_not_on_the_shelf(furulia, drill, login):
    make_drill(version="1.1.0", title={"nb": "Ny tittel"})
    page = text(login(furulia.bo).get("/ovelser/"))
    assert "Ny tittel" in page and "Øvelse garderoben" not in page


def test_a_run_stays_on_the_release_it_was_planned_from(furulia, drill, answered, login):
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    make_drill(version="1.1.0", card={"nb": "Helt ny tekst."})
    page = text(login(furulia.bo).get(f"/ovelser/gjennomforing/{run.key}/"))
    assert "Lo kler på seg." in page and "Helt ny tekst." not in page


@pytest.mark.shows("drills.3")
def test_somebody_who_never_ran_one_gets_from_the_home_to_the_clock(furulia, drill, answered, login):
    bo = login(furulia.bo)
    assert "/ovelser/" in text(bo.get("/hjem/"))
    assert "Start her" in text(bo.get("/ovelser/"))
    assert "Øvelse garderoben" in text(bo.get("/ovelser/start/"))
    made = bo.post(f"{BASE}ny/", {"unit": furulia.unit.key, "when": "now", "once": "a"})
    run = DrillRun.objects.get()
    assert made.headers["Location"] == f"/ovelser/gjennomforing/{run.key}/"
    assert "22 00 00 00" in text(bo.get(made.headers["Location"]))
    opened = bo.post(made.headers["Location"])
    lead = opened.headers["Location"]
    page = text(bo.get(lead))
    assert "Si dette høyt" in page and DrillRun.objects.get().code in page
    bo.post(lead, {"go": "play"})
    assert "Det som skjer" in text(bo.get(lead))


def test_bad_input_keeps_what_was_typed(furulia, drill, login):
    bo = login(furulia.bo)
    form = {"unit": furulia.unit.key, "when": "later", "day": "2020-01-01", "time": "12:00", "place": "Storsalen"}
    page = text(bo.post(f"{BASE}ny/", form), 422)
    assert "Tidspunktet har vært" in page and "Storsalen" in page
    assert text(bo.post(f"{BASE}ny/", {"unit": furulia.elsewhere.key, "when": "now"}), 422)
    assert not DrillRun.objects.exists()


def test_a_run_can_be_planned_for_another_day(furulia, drill, login):
    bo = login(furulia.bo)
    day = today() + dt.timedelta(days=10)
    bo.post(f"{BASE}ny/", {"unit": furulia.unit.key, "when": "later", "day": day, "time": "14:30", "place": "Rommet"})
    run = DrillRun.objects.get()
    assert run.planned_for and run.place == "Rommet" and run.facilitator == furulia.bo
    assert "Bo Lie leder øvelsen" in text(login(furulia.kari).get(f"/ovelser/gjennomforing/{run.key}/"))


def test_missing_answers_stop_the_start_until_one_says_so(furulia, drill, login):
    bo = login(furulia.bo)
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    page = f"/ovelser/gjennomforing/{run.key}/"
    assert "Mangler. Finn dette" in text(bo.get(page))
    assert "lokale svar mangler" in text(bo.post(page), 422)
    assert bo.post(page, {"without_local": "1"}).status_code == 302
    assert DrillRun.objects.get().without_local_at


def test_only_the_facilitator_and_the_leader_lead(furulia, playing, login):
    path = f"/ovelser/gjennomforing/{playing.key}/"
    for person in (furulia.bo, furulia.sara):
        assert login(person).get(f"{path}leder/").status_code == 200
    assert login(furulia.kari).get(path).status_code == 200
    for name in ("leder/", "storskjerm/", "avlys/", "etterpa/"):
        assert login(furulia.kari).get(f"{path}{name}").status_code == 404
        assert login(furulia.kari).post(f"{path}{name}", {"go": "end"}).status_code in (404, 405)
    for name in ("", "leder/", "storskjerm/", "avlys/", "etterpa/", "ark/", "referat/"):
        for person in (furulia.neighbour, furulia.coordinator):
            assert login(person).get(f"{path}{name}").status_code == 404
    assert DrillRun.objects.get().played_at is None


def test_the_one_who_leads_gives_ticks_shows_and_notes(furulia, playing, login):
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{playing.key}/leder/"
    for go in ("give:sibling", "leave:late", "tick:note", "decide:henting", "show", "shut", "tull", "give:finnes-ikke"):
        assert bo.post(path, {"go": go}).status_code == 302
    bo.post(path, {"go": "notes", "notes": "Husk nummeret"})
    run = DrillRun.objects.get()
    assert set(run.injects) == {"sibling", "late"} and run.injects["late"] == -1
    assert (set(run.acts), run.decision, run.shown) == ({"note"}, "henting", ["henting"])
    assert run.door_closed_at and run.notes == "Husk nummeret"
    page = text(bo.get(path))
    assert "Utelatt" in page and "Husk nummeret" in page and "Tilbake til spillet" in page


def test_every_button_of_the_one_who_leads_keeps_the_notes(furulia, playing, login):
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{playing.key}/leder/"
    page = text(bo.get(path))
    buttons = re.findall(r"<button[^>]*>", page.split("<main")[1])
    assert len(buttons) > 8 and page.count('<form method="post"') == 1
    own_form = page[page.index('<form method="post"') : page.index("</form>")]
    assert all('form="styr"' in button or button in own_form for button in buttons)
    back = bo.post(path, {"go": "give:sibling", "notes": "Gå\r\nrolig", "notes_before": ""})
    assert back.headers["Location"] == f"{path}#skjer-h"
    assert DrillRun.objects.get().notes == "Gå\nrolig"
    bo.post(path, {"go": "tick:note", "notes": "", "notes_before": ""})
    assert DrillRun.objects.get().notes == "Gå\nrolig", "a page that has not touched them leaves them alone"
    bo.post(path, {"go": "tick:note", "notes": "", "notes_before": "Gå\r\nrolig"})
    assert DrillRun.objects.get().notes == ""


def test_a_stop_while_the_one_thing_is_written_reaches_the_one_who_leads(furulia, playing, phones, login):
    (phone,) = phones(playing, 1)
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{playing.key}/"
    for go in ("end", "talk:feelings", "talk:facts", "talk:learning"):
        bo.post(f"{path}leder/", {"go": go})
    mark = bo.get(f"{path}etterpa/").headers["ETag"]
    assert bo.get(f"{path}etterpa/", headers={"if-none-match": mark}).status_code == 304
    phone.post(f"/bli-med/ovelse/{playing.key}/", {"go": "stop"})
    page = text(bo.get(f"{path}etterpa/", headers={"if-none-match": mark}))
    assert "Noen har bedt om stopp" in page and "data-live=" in page
    page = text(bo.post(f"{path}etterpa/", {"go": "resume", "text": "Et kort på", "owner": furulia.kari.key}))
    assert DrillRun.objects.get().stopped_at is None and not FollowUp.objects.exists()
    assert "Et kort på" in page and "Noen har bedt om stopp" not in page and "må rettes" not in page


def test_drill_text_says_its_language_in_an_english_interface(furulia, drill, answered, login):
    furulia.bo.language = "en"
    furulia.bo.save()
    bo, run = login(furulia.bo), actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    path, said = f"/en/ovelser/gjennomforing/{run.key}/", r'lang="nb">Øvelse garderoben'
    pages = {name: text(bo.get(f"{path}{name}")) for name in ("", "ark/")}
    pages["start"] = text(bo.get("/en/ovelser/start/"))
    bo.post(path)
    for go, name in (("play", "leder/"), ("play", "storskjerm/")):
        bo.post(f"{path}leder/", {"go": go})
        pages[name] = text(bo.get(f"{path}{name}"))
    for go in ("end", "talk:feelings", "talk:facts", "talk:learning"):
        bo.post(f"{path}leder/", {"go": go})
    bo.post(f"{path}etterpa/", {"text": "Et kort", "owner": furulia.kari.key, "due_on": today()})
    pages["referat/"] = text(bo.get(f"{path}referat/"))
    assert [name for name, page in pages.items() if not re.search(said, page)] == []


def test_the_pages_of_a_run_cost_the_same_with_many_phones(furulia, playing, phones, login):
    bo = login(furulia.bo)
    path = f"/ovelser/gjennomforing/{playing.key}/"
    phones(playing, 1)
    few = [queries(bo, f"{path}{name}") for name in ("leder/", "storskjerm/")]
    phones(playing, 4, "leader")
    assert [queries(bo, f"{path}{name}") for name in ("leder/", "storskjerm/")] == few
    assert max(few) <= 9


def test_the_facilitators_page_and_the_screen_are_304_until_something_is_new(furulia, playing, phones, login):
    bo = login(furulia.bo)
    for name in ("leder/", "storskjerm/"):
        path = f"/ovelser/gjennomforing/{playing.key}/{name}"
        mark = bo.get(path).headers["ETag"]
        assert bo.get(path, headers={"if-none-match": mark}).status_code == 304
        phones(playing, 1, name[:-1])
        assert bo.get(path, headers={"if-none-match": mark}).status_code == 200


def test_the_screen_shows_code_and_what_is_for_all_and_nothing_else(furulia, opened, login):
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{opened.key}/storskjerm/"
    page = text(bo.get(path))
    assert opened.code in page and "<svg" in page and "Bo Lie" not in page
    actions.start_play(by=furulia.bo, run=opened)
    actions.tick_act(by=furulia.bo, run=opened, act="told-leader")
    page = text(bo.get(path))
    assert "Lo ser på deg." in page and "Kan det vente?" not in page


def test_the_talk_goes_in_order_and_ends_in_one_thing(furulia, playing, login):
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{playing.key}/"
    assert bo.get(f"{path}etterpa/").status_code == 302
    bo.post(f"{path}leder/", {"go": "end"})
    assert "Hva fikk barnet fra oss?" in text(bo.get(f"{path}leder/"))
    bo.post(f"{path}leder/", {"go": "talk:learning"})
    assert DrillRun.objects.get().learning_at is None
    for step in ("feelings", "facts", "learning"):
        bo.post(f"{path}leder/", {"go": f"talk:{step}"})
    assert bo.get(f"{path}leder/").headers["Location"] == f"{path}etterpa/"
    assert text(bo.post(f"{path}etterpa/", {"text": "", "owner": "", "due_on": "2020-01-01"}), 422)
    form = {"text": "Et kort i garderoben", "owner": furulia.kari.key, "due_on": today() + dt.timedelta(days=14)}
    done = bo.post(f"{path}etterpa/", form)
    assert done.headers["Location"] == f"{path}referat/"
    page = text(bo.get(f"{path}referat/"))
    assert "Et kort i garderoben" in page and "Kari Lie" in page and "1.0.0" in page
    assert "Det gruppa gjorde" in text(login(furulia.omar).get(f"{path}referat/"))


def test_only_colleagues_can_own_the_change(furulia, playing, login):
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{playing.key}/"
    bo.post(f"{path}leder/", {"go": "end"})
    for step in ("feelings", "facts", "learning"):
        bo.post(f"{path}leder/", {"go": f"talk:{step}"})
    form = {"text": "Et kort", "owner": furulia.neighbour.key, "due_on": today()}
    assert text(bo.post(f"{path}etterpa/", form), 422)
    assert not FollowUp.objects.exists()


def test_a_second_run_asks_whether_the_change_worked_and_shows_it(furulia, drill, answered, login):
    first = FollowUpFactory(run=DrillRunFactory(unit=furulia.unit, drill=drill, held=True), owner=furulia.kari)
    run = actions.open_run(by=furulia.bo, run=actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill))
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{run.key}/"
    assert first.text in text(bo.get(f"{path}leder/"))
    for go in ("play", "end", "talk:feelings", "talk:facts", "talk:learning"):
        bo.post(f"{path}leder/", {"go": go})
    assert "Virket det?" in text(bo.get(f"{path}etterpa/"))
    bo.post(f"{path}etterpa/", {"worked": "partly", "text": "Et nytt", "owner": furulia.kari.key, "due_on": today()})
    first.refresh_from_db()
    assert first.worked == "partly" and first.worked_at == run
    page = text(bo.get(f"{path}referat/"))
    assert first.text in page and "Delvis" in page


def test_the_unit_page_has_a_rhythm_that_the_leader_alone_changes(furulia, drill, login):
    path = f"/ovelser/enhet/?enhet={furulia.unit.key}"
    assert "Lederen kan endre det" in text(login(furulia.bo).get(path))
    login(furulia.bo).post(path, {"times_a_year": "4"})
    assert not Rhythm.objects.exists()
    sara = login(furulia.sara)
    assert sara.post(path, {"times_a_year": "4"}).status_code == 302
    assert Rhythm.objects.get().times_a_year == 4
    assert text(sara.post(path, {"times_a_year": "99"}), 422)
    assert sara.get(f"/ovelser/enhet/?enhet={furulia.elsewhere.key}").status_code == 404
    assert login(furulia.coordinator).get("/ovelser/enhet/").status_code == 404


def test_the_unit_page_costs_the_same_with_three_runs(furulia, drill, login):
    sara, path = login(furulia.sara), f"/ovelser/enhet/?enhet={furulia.unit.key}"
    FollowUpFactory(run=DrillRunFactory(unit=furulia.unit, drill=drill, held=True), owner=furulia.kari)
    one = queries(sara, path)
    for _ in range(2):
        FollowUpFactory(run=DrillRunFactory(unit=furulia.unit, drill=drill, held=True), owner=furulia.kari)
    assert queries(sara, path) == one


def test_local_answers_of_all_are_kept_by_leaders_and_of_the_unit_by_everybody(furulia, drill, login):
    path = f"/ovelser/svar/?enhet={furulia.unit.key}"
    bo = login(furulia.bo)
    assert "Nummeret til barnevernet?" in text(bo.get(path))
    bo.post(path, {"municipality-barnevern-dag": "11 11 11 11", "unit-ord": "Alt gikk fint."})
    assert [(row.question, row.text, row.unit) for row in LocalAnswer.objects.all()] == [
        ("ord", "Alt gikk fint.", furulia.unit)
    ]
    sara = login(furulia.sara)
    sara.post(path, {"municipality-barnevern-dag": "22 22 22 22", "unit-ord": ""})
    assert [(row.question, row.unit) for row in LocalAnswer.objects.all()] == [("barnevern-dag", None)]
    assert "22 22 22 22" in text(login(furulia.bo).get(BASE))
    assert login(furulia.neighbour).get(path).status_code == 404


def test_an_old_answer_stays_and_says_that_it_is_old(furulia, drill, answered, login):
    LocalAnswer.objects.update(checked_on=today() - dt.timedelta(days=91))
    page = text(login(furulia.bo).get(BASE))
    assert "22 00 00 00" in page and "Bør sjekkes på nytt" in page


def test_a_follow_up_is_done_or_moved_by_its_owner_or_the_leader(furulia, drill, login):
    fix = FollowUpFactory(run=DrillRunFactory(unit=furulia.unit, drill=drill, held=True), owner=furulia.kari)
    path = f"/ovelser/tiltak/{fix.key}/"
    for person in (furulia.omar, furulia.neighbour):
        assert login(person).get(path).status_code == 404
        assert login(person).post(path, {"done": "1"}).status_code == 404
    kari = login(furulia.kari)
    assert text(kari.post(path, {"move": "1", "due_on": "2020-01-01"}), 422)
    later = today() + dt.timedelta(days=60)
    kari.post(path, {"move": "1", "due_on": later})
    assert FollowUp.objects.get().due_on == later
    login(furulia.sara).post(path, {"done": "1"})
    assert FollowUp.objects.get().done_on == today()


def test_the_sheet_has_all_that_is_needed_without_a_network(furulia, drill, answered, login):
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    page = text(login(furulia.bo).get(f"/ovelser/gjennomforing/{run.key}/ark/"))
    for piece in ("Lo kler på seg.", "Mottaker", "Et søsken.", "Hva gjør dere ved henting?", "22 00 00 00", "112"):
        assert piece in page
    assert "I minutt 2, hvis de gjør dette: Spør for mye" in page
    assert text(login(furulia.bo).get(f"{BASE}ark/"))


def test_the_editors_page_is_for_editors_and_says_what_waits(furulia, drill, login):
    assert login(furulia.bo).get("/ovelser/redaksjon/").status_code == 404
    AppointmentFactory(person=furulia.kari, organisation=furulia.owner, role=Role.EDITOR)
    page = text(login(furulia.kari).get("/ovelser/redaksjon/"))
    assert "Øvelse garderoben" in page and "Gjenstår: jurist" in page
    assert "Ingen feil og ingen advarsler." in page


def test_a_drill_with_children_has_sessions_and_no_phones(furulia, answered, login, client):
    session = {"id": "en", "minutes": 20, "title": {"nb": "Følelser"}, "aim": {"nb": "Vite mer."}}
    session |= {"line": {"nb": "Hvor er du glad?"}, "do": {"nb": ["Tegn en figur."]}}
    inject = {"id": "sier", "text": {"nb": "Et barn sier noe."}, "answer": {"nb": "«Vi to snakker etterpå.»"}}
    found = make_drill("kroppen", audience="children", sessions=[session], injects=[inject])
    bo = login(furulia.bo)
    bo.post("/ovelser/kroppen/kroppen/ny/", {"unit": furulia.unit.key, "when": "now", "session": "en"})
    run = DrillRun.objects.get()
    path = f"/ovelser/gjennomforing/{run.key}/"
    bo.post(path)
    assert DrillRun.objects.get().code is None and found.is_for_children
    assert client.get(f"/bli-med/ovelse/{run.key}/").status_code == 404
    bo.post(f"{path}leder/", {"go": "play"})
    assert "Hvor er du glad?" in text(bo.get(f"{path}leder/"))
    assert text(bo.get(f"{path}storskjerm/")) and text(bo.get(f"{path}ark/"))


def test_pages_need_a_sign_in(drill, client):
    for path in ("/ovelser/", "/ovelser/start/", "/ovelser/enhet/", "/ovelser/svar/", BASE, f"{BASE}ark/"):
        assert client.get(path).headers["Location"].startswith("/logg-inn/")


def test_a_service_without_a_drill_of_its_own_is_given_one_for_all(furulia, login):
    make_drill("helga", services=["alle"])
    furulia.elsewhere.service = ServiceFactory(code="politi")
    furulia.elsewhere.save()
    assert "Øvelse helga" in text(login(furulia.neighbour).get("/ovelser/start/"))


def test_people_can_read_what_is_stored_of_them_and_taking_part_is_not(furulia, playing, phones):
    phones(playing, 2)
    FollowUpFactory(run=DrillRunFactory(unit=furulia.unit, drill=playing.drill, held=True), owner=furulia.kari)
    told = {person.pk: [part.title for part in stored_about(person)] for person in (furulia.bo, furulia.kari)}
    assert all("Barnevernøvelser" in titles for titles in told.values())
    assert "Barnevernøvelser" not in [part.title for part in stored_about(furulia.omar)]


def test_whoever_is_too_late_with_the_one_thing_is_told(furulia, playing, login):
    path = f"/ovelser/gjennomforing/{playing.key}/"
    for go in ("end", "talk:feelings", "talk:facts", "talk:learning"):
        login(furulia.bo).post(f"{path}leder/", {"go": go})
    form = {"text": "Et kort", "owner": furulia.kari.key, "due_on": today()}
    login(furulia.bo).post(f"{path}etterpa/", form)
    again = login(furulia.bo).post(f"{path}etterpa/", form, follow=True)
    assert "ikke lagret" not in text(again), "a second tap on the same is the same"
    late = login(furulia.sara).post(f"{path}etterpa/", form | {"text": "Noe helt annet"}, follow=True)
    assert "Det du skrev nå, er ikke lagret." in text(late)
    assert FollowUp.objects.get().text == "Et kort"


def test_an_answer_that_somebody_gave_meanwhile_is_not_taken_away(furulia, drill, login):
    path = f"/ovelser/svar/?enhet={furulia.unit.key}"
    before = {"was-municipality-barnevern-dag": "", "was-unit-ord": ""}
    login(furulia.sara).post(path, before | {"municipality-barnevern-dag": "22 22 22 22", "unit-ord": ""})
    login(furulia.sara).post(path, before | {"municipality-barnevern-dag": "", "unit-ord": "Alt gikk fint."})
    assert {row.text for row in LocalAnswer.objects.all()} == {"22 22 22 22", "Alt gikk fint."}
    page = text(login(furulia.sara).get(path))
    assert 'name="was-municipality-barnevern-dag" value="22 22 22 22"' in page
    after = {"was-municipality-barnevern-dag": "22 22 22 22", "was-unit-ord": "Alt gikk fint."}
    login(furulia.sara).post(path, after | {"municipality-barnevern-dag": "", "unit-ord": "Alt gikk fint."})
    assert [row.text for row in LocalAnswer.objects.all()] == ["Alt gikk fint."]
