"""Runs in the long run: planned long before, forgotten, called off; people who have moved; numbers that change."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from tryggby.drills import actions, texts
from tryggby.drills.factories import DrillRunFactory, FollowUpFactory, LocalAnswerFactory
from tryggby.drills.jobs import call_off_forgotten_runs
from tryggby.drills.models import DrillRun, FollowUp
from tryggby.drills.next_drill import drill_state
from tryggby.ground.door import today
from tryggby.help.door import HelpLine
from tryggby.organisations.door import Membership
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.packages.door import Release
from tryggby.packages.factories import make_drill
from tryggby.people.door import stored_about

pytestmark = pytest.mark.django_db
BASE = "/ovelser/garderoben/garderoben/"


def days(number):
    return dt.timedelta(days=number)


def text(response, status=200):
    assert response.status_code == status, response.headers.get("Location")
    return response.content.decode()


def test_a_time_that_has_passed_is_no_plan_and_the_leader_is_asked_again(furulia, drill, login):
    run = DrillRunFactory(unit=furulia.unit, drill=drill, planned_for=timezone.now() - days(3))
    state = drill_state(furulia.unit.pk, "barnehage", today())
    assert state.planned is None and state.is_time(today())
    page = text(login(furulia.sara).get(f"/ovelser/gjennomforing/{run.key}/"))
    assert "Tidspunktet har vært" in page
    later = DrillRunFactory(unit=furulia.unit, drill=drill)
    assert drill_state(furulia.unit.pk, "barnehage", today()).planned[0] == later.key


def test_a_run_of_today_is_still_a_plan_when_its_hour_has_come(furulia, drill):
    run = DrillRunFactory(unit=furulia.unit, drill=drill, planned_for=timezone.now() - dt.timedelta(seconds=1))
    day = run.planned_for.astimezone().date()
    assert drill_state(furulia.unit.pk, "barnehage", day).planned[0] == run.key


@pytest.mark.shows("drills.3")
def test_a_run_planned_long_before_the_last_one_still_looks_back_at_it(furulia, drill, answered, login):
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill, planned_for=timezone.now() + days(1))
    DrillRun.objects.filter(pk=run.pk).update(planned_at=timezone.now() - days(100))
    last = DrillRunFactory(unit=furulia.unit, drill=drill, held=True)
    fix = FollowUpFactory(run=last, owner=furulia.kari)
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{run.key}/"
    actions.open_run(by=furulia.bo, run=run)
    assert fix.text in text(bo.get(f"{path}leder/"))
    for go in ("play", "end", "talk:feelings", "talk:facts", "talk:learning"):
        bo.post(f"{path}leder/", {"go": go})
    assert "Virket det?" in text(bo.get(f"{path}etterpa/"))
    bo.post(f"{path}etterpa/", {"text": "Et nytt", "owner": furulia.kari.key, "due_on": today()})
    assert fix.text in text(bo.get(f"{path}referat/"))
    assert "Et nytt" not in text(bo.get(f"/ovelser/gjennomforing/{last.key}/referat/")), "what came later is not before"


def test_phones_of_a_run_that_is_called_off_are_told_so(furulia, opened, phones, login):
    (phone,) = phones(opened, 1)
    actions.cancel_run(by=furulia.bo, run=opened)
    path = f"/bli-med/ovelse/{opened.key}/"
    assert phone.post(path, {"go": "stop"}).status_code == 302 and not DrillRun.objects.get().stopped_at
    page = text(phone.get(path, headers={"If-None-Match": '"1.0"'}))
    assert "Øvelsen er avlyst" in page and "Stopp for alle" not in page
    DrillRun.objects.update(cancelled_at=timezone.now() - dt.timedelta(hours=4))
    assert phone.get(path).status_code == 404


def test_the_sheet_has_the_answers_of_the_unit_one_looks_at(furulia, drill, login):
    other = UnitFactory(name="Aker barnehage", organisation=furulia.owner, service=furulia.unit.service)
    MembershipFactory(person=furulia.bo, unit=other)
    for unit, number in ((furulia.unit, "22 00 00 01"), (other, "22 00 00 02")):
        for row in drill.body["local"]:
            scope = {"organisation": furulia.owner, "unit": unit} if row["scope"] == "unit" else {}
            if scope:
                LocalAnswerFactory(question=row["id"], text=number, **scope)
    bo = login(furulia.bo)
    for start in (f"{BASE}?enhet=", "/ovelser/start/?enhet="):
        page = text(bo.get(f"{start}{furulia.unit.key}"))
        (sheet,) = re.findall(r'href="(/ovelser/garderoben/garderoben/ark/[^"]*)"', page)
        paper = text(bo.get(sheet))
        assert "Furulia barnehage" in paper and "Aker barnehage" not in paper


def test_who_has_left_the_unit_leads_and_reads_its_runs_no_more(furulia, drill, answered, login):
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    held = DrillRunFactory(unit=furulia.unit, drill=drill, held=True, facilitator=furulia.bo)
    fix = FollowUpFactory(run=held, owner=furulia.bo)
    Membership.objects.filter(person=furulia.bo).update(until=today() - days(1))
    MembershipFactory(person=furulia.bo, unit=furulia.elsewhere)
    bo = login(furulia.bo)
    for path in (
        f"/ovelser/gjennomforing/{run.key}/",
        f"/ovelser/gjennomforing/{run.key}/avlys/",
        f"/ovelser/gjennomforing/{held.key}/referat/",
        f"/ovelser/tiltak/{fix.key}/",
    ):
        assert bo.get(path).status_code == 404, path
    assert fix.text not in text(bo.get("/hjem/"))
    assert login(furulia.sara).post(f"/ovelser/tiltak/{fix.key}/", {"done": "1"}).status_code == 302
    assert FollowUp.objects.get().done_on


def test_a_number_that_changes_in_the_register_changes_in_the_drill(furulia, playing, phones, monkeypatch):
    monkeypatch.setattr(texts, "_KEPT", {})
    (phone,) = phones(playing, 1)
    path = f"/bli-med/ovelse/{playing.key}/"
    assert "112 (" in text(phone.get(path))
    HelpLine.objects.filter(phone="112").update(phone="987")
    clock = texts.monotonic()
    monkeypatch.setattr(texts, "monotonic", lambda: clock + texts.LASTS + 1)
    assert "987 (" in text(phone.get(path))


def test_a_unit_that_has_a_pause_is_still_given_a_drill_when_it_asks(furulia, drill, login):
    actions.set_rhythm(by=furulia.sara, unit=furulia.unit, times_a_year=0)
    page = text(login(furulia.bo).get("/ovelser/start/"))
    assert "Øvelse garderoben" in page and "Ingen øvelser er installert" not in page


def test_a_day_that_has_gone_is_not_said_to_be_the_day_of_the_next_drill(furulia, drill, login):
    held = DrillRunFactory(unit=furulia.unit, drill=drill, held=True, opened_at=timezone.now() - days(300))
    sara = login(furulia.sara)
    page = text(sara.get(f"/ovelser/enhet/?enhet={furulia.unit.key}"))
    assert "er det tid for en ny nå" in page and "er det tid igjen i" not in page
    home = text(sara.get("/min-enhet/"))
    assert "Det er tid for en øvelse. Forslag: Øvelse garderoben." in home and "Neste øvelse innen" not in home
    DrillRun.objects.filter(pk=held.pk).update(closed_at=timezone.now() - days(3))
    assert "Neste øvelse innen" in text(sara.get("/min-enhet/"))
    assert "er det tid igjen i" in text(sara.get(f"/ovelser/enhet/?enhet={furulia.unit.key}"))


@pytest.mark.shows("drills.3")
def test_what_a_phone_keeps_while_the_run_lasts_is_not_taken_away_by_the_first_news(furulia, playing, phones):
    (phone,) = phones(playing, 1)
    path = f"/bli-med/ovelse/{playing.key}/"
    kept = re.compile(r'data-live-while="([^"]+)"')
    page = text(phone.get(path))
    assert "Bytt rolle" in page and kept.findall(page)
    actions.give_inject(by=furulia.bo, run=playing, inject="sibling")
    piece = text(phone.get(path, headers={"If-None-Match": '"gammelt"'}))
    assert "<html" not in piece and kept.findall(piece) == kept.findall(page), "live.js removes what is not named again"


def test_what_is_stored_of_a_person_has_the_days_of_oslo(furulia, drill):
    late = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)
    DrillRunFactory(unit=furulia.unit, drill=drill, held=True, facilitator=furulia.bo, planned_at=late)
    (drills,) = [found for found in stored_about(furulia.bo) if found.title == "Barnevernøvelser"]
    assert drills.rows[0][3] == "1. juli 2026"


def test_a_drill_that_was_withdrawn_after_it_was_planned_is_not_opened(furulia, drill, answered, login):
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=drill)
    Release.objects.filter(pk=drill.release_id).update(withdrawn_on=today())
    page = text(login(furulia.bo).post(f"/ovelser/gjennomforing/{run.key}/"), 422)
    assert "Denne utgaven av øvelsen er trukket tilbake" in page and not DrillRun.objects.get().opened_at


def test_who_works_nowhere_is_told_why_there_is_nothing_to_start(furulia, drill, login):
    page = login(furulia.coordinator).get("/ovelser/start/", follow=True).content.decode()
    assert "Du kan starte øvelser der du jobber" in page


@pytest.mark.shows("drills.3")
def test_a_double_tap_in_the_talk_neither_jumps_over_a_step_nor_scolds(furulia, playing, login):
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{playing.key}/leder/"
    bo.post(path, {"go": "end"})
    bo.post(path, {"go": "talk:feelings"})
    page = bo.post(path, {"go": "talk:feelings"}, follow=True).content.decode()
    assert DrillRun.objects.get().phase == "facts" and "Ta samtalen i rekkefølge" not in page
    page = bo.post(path, {"go": "talk:learning"}, follow=True).content.decode()
    assert DrillRun.objects.get().phase == "facts" and "Ta samtalen i rekkefølge" in page


def test_what_is_said_for_grown_ups_who_play_is_not_said_before_children(furulia, answered, login):
    session = {"id": "en", "minutes": 20, "title": {"nb": "Følelser"}, "aim": {"nb": "Vite mer."}}
    session |= {"line": {"nb": "Hvor er du glad?"}, "do": {"nb": ["Tegn en figur."]}}
    inject = {"id": "sier", "text": {"nb": "Et barn sier noe."}, "answer": {"nb": "«Vi to snakker etterpå.»"}}
    found = make_drill("kroppen", audience="children", sessions=[session], injects=[inject])
    run = actions.plan_run(by=furulia.bo, unit=furulia.unit, drill=found, session="en")
    actions.open_run(by=furulia.bo, run=run)
    bo, path = login(furulia.bo), f"/ovelser/gjennomforing/{run.key}/"
    assert "Følelser</p>" in text(bo.get(path)), "which gathering it is"
    brief, screen = text(bo.get(f"{path}leder/")), text(bo.get(f"{path}storskjerm/"))
    assert "Barnet er oppdiktet" not in brief + screen and "telefon" not in screen
    assert "Si dette til de voksne" in brief and "«Vi to snakker etterpå.»" in brief
    actions.start_play(by=furulia.bo, run=run)
    screen = text(bo.get(f"{path}storskjerm/"))
    assert "Følelser</h1>" in screen and found.body["card"] not in screen
    DrillRun.objects.update(closed_at=timezone.now(), learning_at=timezone.now(), code=None)
    assert "Følelser</span>" in text(bo.get(f"{path}referat/"))


def test_runs_that_nobody_opened_are_called_off_after_two_weeks(furulia, drill, login):
    old = timezone.now() - days(20)
    forgotten = [
        DrillRunFactory(unit=furulia.unit, drill=drill, planned_for=old),
        DrillRunFactory(unit=furulia.unit, drill=drill, planned_for=None, planned_at=old),
    ]
    DrillRunFactory(unit=furulia.unit, drill=drill, planned_for=timezone.now() - days(3), planned_at=old)
    DrillRunFactory(unit=furulia.unit, drill=drill, planned_at=old)
    DrillRunFactory(unit=furulia.unit, drill=drill, playing=True, planned_at=old)
    call_off_forgotten_runs()
    gone = DrillRun.objects.filter(cancelled_at__isnull=False)
    assert set(gone) == set(forgotten) and DrillRun.objects.coming().count() == 2
    assert "Øvelsen er avlyst" in text(login(furulia.bo).get(f"/ovelser/gjennomforing/{forgotten[0].key}/"))


@pytest.mark.parametrize(("day", "time"), [("0001-01-01", "00:00"), ("9999-12-31", "23:59"), ("2206-11-30", "12:00")])
def test_a_year_with_a_slip_of_a_key_is_no_plan_and_no_date(furulia, drill, playing, login, day, time):
    bo = login(furulia.bo)
    form = {"unit": furulia.unit.key, "when": "later", "day": day, "time": time, "place": "Storsalen"}
    assert "Storsalen" in text(bo.post(f"{BASE}ny/", form), 422) and DrillRun.objects.count() == 1
    for go in ("end", "talk:feelings", "talk:facts", "talk:learning"):
        bo.post(f"/ovelser/gjennomforing/{playing.key}/leder/", {"go": go})
    fix = {"text": "Et kort", "owner": furulia.kari.key, "due_on": day}
    assert "Et kort" in text(bo.post(f"/ovelser/gjennomforing/{playing.key}/etterpa/", fix), 422)
    assert not FollowUp.objects.exists()
