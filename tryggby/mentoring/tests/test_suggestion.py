"""What to practise next, and three times for it, each with a reason."""

import datetime as dt

import pytest

from tryggby.ground.door import OSLO, oslo
from tryggby.mentoring import rhythm
from tryggby.mentoring.factories import PracticeFactory, moment
from tryggby.mentoring.suggestion import choose, parts_for, suggest, times
from tryggby.mentoring.tests.conftest import make_part

ON = dt.date(2026, 11, 22)  # a Sunday


def walls(slots):
    """Weekday and wall-clock time of each."""
    return [
        (slot.starts_at.astimezone(OSLO).weekday(), slot.starts_at.astimezone(OSLO).strftime("%H:%M")) for slot in slots
    ]


def test_three_times_on_three_days_soon_enough():
    slots = rhythm.propose(ON)
    assert walls(slots) == [(1, "14:30"), (2, "08:15"), (3, "13:30")]
    days = [slot.starts_at.astimezone(OSLO).date() for slot in slots]
    assert days == sorted(set(days))
    assert ON + dt.timedelta(days=2) <= days[0] <= days[-1] <= ON + dt.timedelta(days=21)
    assert all(slot.reason for slot in slots)


def test_own_rhythm_comes_with_its_reason():
    former = [oslo(ON - dt.timedelta(days=n), dt.time(9, 0)) for n in (6, 13, 20)]  # Mondays
    slots = rhythm.propose(ON, former)
    assert (0, "09:00") in walls(slots)
    assert any("Da pleier dere å øve." in slot.reason for slot in slots)
    assert rhythm.usual(former[:1]) is None


def test_busy_days_and_holidays_are_stepped_over_and_said():
    tuesday = dt.date(2026, 11, 24)
    slots = rhythm.propose(ON, taken={tuesday: "da er dere på samling"})
    moved = next(slot for slot in slots if slot.starts_at.astimezone(OSLO).weekday() == 1)
    assert moved.starts_at.astimezone(OSLO).date() == dt.date(2026, 12, 1)
    assert "24. november: da er dere på samling" in moved.reason
    closed = rhythm.propose(ON, why_not=lambda day: ["jul"] if day < dt.date(2026, 12, 20) else [])
    assert all(slot.starts_at.astimezone(OSLO).date() >= dt.date(2026, 12, 20) for slot in closed)
    assert rhythm.propose(ON, why_not=lambda _day: ["stengt"]) == []


@pytest.mark.django_db
def test_christmas_is_never_proposed(furulia, part, monkeypatch):
    from tryggby.mentoring import suggestion

    monkeypatch.setattr(suggestion, "today", lambda: dt.date(2026, 12, 18))
    for slot in times(furulia.unit):
        assert not dt.date(2026, 12, 24) <= slot.starts_at.astimezone(OSLO).date() <= dt.date(2027, 1, 1)


@pytest.mark.django_db
def test_a_day_with_a_practice_is_not_proposed_again(furulia, part):
    first = times(furulia.unit)[0]
    PracticeFactory(mandate=furulia.mandate, starts_at=first.starts_at)
    days = {slot.starts_at.astimezone(OSLO).date() for slot in times(furulia.unit)}
    assert first.starts_at.astimezone(OSLO).date() not in days


@pytest.mark.django_db
def test_next_is_the_first_not_yet_held_or_planned(furulia, part):
    second = make_part("undre-seg", 91, "Undre seg høyt")
    assert suggest(furulia.unit).part == part
    assert "ikke øvd sammen ennå" in suggest(furulia.unit).reason
    held = PracticeFactory(mandate=furulia.mandate, held=True)
    found = suggest(furulia.unit)
    assert found.part == second
    assert "Sist øvde dere på «Roen i kroppen min»" in found.reason
    PracticeFactory(mandate=furulia.mandate, part="undre-seg", starts_at=moment(2))
    assert suggest(furulia.unit).part == part
    assert "lengst siden" in suggest(furulia.unit).reason
    held.delete()


@pytest.mark.django_db
def test_parts_for_other_services_are_left_out(furulia, part):
    police = make_part("pa-trappa", 10, "På trappa", package="no.tryggby/politi", audience=["politi"])
    own = make_part("i-garderoben", 10, "I garderoben", package="no.tryggby/barnehage", audience=["barnehage"])
    assert police not in parts_for(furulia.unit)
    assert parts_for(furulia.unit) == [part, own]
    assert choose([], {}, set()) is None


@pytest.mark.django_db
def test_a_tap_on_a_time_fills_in_the_plan(furulia, part, login):
    client = login(furulia.amina)
    html = client.get("/mentor/").content.decode()
    slot = times(furulia.unit)[1]
    assert f"tid={slot.value}" in html
    page = client.get("/mentor/okter/ny/", {"enhet": furulia.unit.key, "del": part.reference, "tid": slot.value})
    wall = slot.starts_at.astimezone(OSLO)
    assert f'value="{wall:%H:%M}"' in page.content.decode()
    assert f'value="{wall:%Y-%m-%d}"' in page.content.decode()
    assert client.get("/mentor/okter/ny/", {"tid": "tull"}).status_code == 200


@pytest.mark.django_db
def test_without_packages_the_page_says_so(furulia, login):
    assert "Ingen øvinger er lagt inn ennå" in login(furulia.amina).get("/mentor/okter/ny/").content.decode()
    assert login(furulia.amina).get("/mentor/").status_code == 200
