"""The run on the phone: one step at a time, a clock that survives a reload, a big screen that follows."""

import datetime as dt

import pytest
from django.utils import timezone

from tryggby.mentoring.door import Practice, report_practice
from tryggby.mentoring.factories import PracticeFactory
from tryggby.mentoring.running import moment_of
from tryggby.mentoring.sheets import sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(furulia, part):
    """A practice about to be held."""
    return PracticeFactory(mandate=furulia.mandate)


@pytest.fixture
def go(practice, furulia, login):
    """Press a button in the thumb bar and get the page that follows."""
    client = login(furulia.amina)

    def go(value):
        answer = client.post(f"/mentor/okter/{practice.key}/kjor/", {"go": value}, follow=True)
        practice.refresh_from_db()
        return answer.content.decode()

    return go


def test_run_shows_what_to_say_and_do(go):
    html = go("start")
    assert "Steg 1 av 3: Lande" in html
    assert "Velkommen." in html
    assert "Del ut kort" in html
    assert "Hvis noen blir berørt" in html
    assert "Hold skjermen våken" in html


def test_a_reload_loses_nothing(go, practice, login, furulia):
    go("start")
    go("1")
    html = login(furulia.amina).get(f"/mentor/okter/{practice.key}/kjor/").content.decode()
    assert "Steg 2 av 3: Øv i par" in html


@pytest.mark.parametrize("value", ["9", "-1", "x", "", "1e3", "٣"])
def test_nonsense_from_the_thumb_bar_is_left_alone(go, practice, value):
    go("start")
    go(value)
    assert practice.step == 0


def test_starting_twice_keeps_the_clock(go, practice):
    go("start")
    first = practice.started_at
    go("1")
    go("start")
    assert (practice.started_at, practice.step) == (first, 1)


def test_pause_stops_the_clock_and_resume_goes_on(go, practice):
    go("start")
    Practice.objects.filter(pk=practice.pk).update(step_since=timezone.now() - dt.timedelta(seconds=70))
    assert "Fortsett" in go("pause")
    assert practice.is_paused
    assert 70 <= practice.step_used <= 72
    go("pause")
    assert 70 <= practice.step_used <= 72
    assert "Pause" in go("resume")
    assert practice.step_since is not None
    assert 70 <= practice.seconds_used() <= 73


def test_clock_is_guidance_and_runs_over_without_forcing(practice, furulia):
    now = timezone.now()
    practice.started_at = practice.step_since = now - dt.timedelta(minutes=3, seconds=30)
    moment = moment_of(practice, sheet_of(practice), now)
    assert (moment.left, moment.clock, moment.index) == (-30, "+00:30", 0)


def test_last_step_leads_to_the_report(go, practice):
    go("start")
    assert f"/mentor/okter/{practice.key}/rapport/" in go("2")


def test_big_screen_follows_and_answers_204_when_nothing_is_new(go, practice, furulia, login):
    client = login(furulia.amina)
    address = f"/mentor/okter/{practice.key}/storskjerm/"
    assert "Velkommen" in client.get(address).content.decode()
    assert client.get(address, {"merke": "0-v"}).status_code == 204
    go("start")
    assert client.get(address, {"merke": "0-v"}).status_code == 200
    go("1")
    html = client.get(address).content.decode()
    assert "Øv i par. Bytt roller." in html
    assert "steg 2 av 3" in html
    assert furulia.bo.name not in html


def test_sheet_has_steps_cards_and_code(practice, furulia, login):
    html = login(furulia.amina).get(f"/mentor/okter/{practice.key}/ark/").content.decode()
    for text in ("0–3", "27–30", "Øv i par", "Den som øver", "Gå vekk.", "<svg", "versjon 1.0.0"):
        assert text in html


def test_a_reported_or_cancelled_practice_is_not_run(practice, furulia, login):
    Practice.objects.filter(pk=practice.pk).update(started_at=timezone.now())
    report_practice(by=furulia.amina, practice=practice, headcount=3)
    answer = login(furulia.amina).get(f"/mentor/okter/{practice.key}/kjor/")
    assert (answer.status_code, answer.url) == (302, f"/mentor/okter/{practice.key}/")


def test_without_the_package_the_practice_can_still_be_reported(furulia, login):
    practice = PracticeFactory(mandate=furulia.mandate, part="borte")
    client = login(furulia.amina)
    html = client.get(f"/mentor/okter/{practice.key}/").content.decode()
    assert "ikke lenger installert" in html
    for page in ("kjor", "storskjerm", "ark"):
        assert client.get(f"/mentor/okter/{practice.key}/{page}/").status_code == 302
    assert client.get(f"/mentor/okter/{practice.key}/rapport/").status_code == 200
