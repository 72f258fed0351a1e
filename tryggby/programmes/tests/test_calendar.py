"""Days to avoid, days proposed, hours across summer time."""

import datetime as dt

import pytest

from tryggby.ground.door import OSLO, oslo
from tryggby.organisations.factories import MunicipalityFactory
from tryggby.programmes import file
from tryggby.programmes.calendar import Calendar, Closure, is_squeezed, national, propose
from tryggby.programmes.design import Design
from tryggby.programmes.loading import FOLDER
from tryggby.programmes.models import SchoolHoliday
from tryggby.programmes.school import FILE, calendar_for, load_school_holidays, unchecked

D = dt.date
FOUR = Design.read(file.read(FOLDER / "rvts-4-pluss-4.yaml")[0])
MENTORS = Design.read(file.read(FOLDER / "okt-livsmestring.yaml")[0])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (D(2027, 3, 25), "skjærtorsdag 25. mars"),
        (D(2027, 3, 29), "andre påskedag 29. mars"),
        (D(2027, 3, 23), "påskeuka"),
        (D(2027, 5, 6), "kristi himmelfartsdag 6. mai"),
        (D(2027, 5, 7), "inneklemt dag 7. mai"),
        (D(2027, 5, 17), "andre pinsedag og grunnlovsdag 17. mai"),
        (D(2028, 5, 26), "inneklemt dag 26. mai"),
        (D(2026, 12, 28), "jul og romjul"),
        (D(2027, 7, 14), "fellesferien i juli"),
        (D(2027, 2, 6), "helg"),
        (D(2027, 1, 1), "første nyttårsdag 1. januar"),
    ],
)
def test_days_to_avoid_are_named(day, words):
    assert national(day) == [words]


@pytest.mark.parametrize("day", [D(2027, 3, 22) - dt.timedelta(days=7), D(2027, 4, 1), D(2027, 5, 18), D(2027, 12, 23)])
def test_ordinary_days_are_free(day):
    assert national(day) == []


def test_the_monday_before_a_tuesday_holiday_is_squeezed():
    assert is_squeezed(D(2022, 5, 16))
    assert not is_squeezed(D(2022, 5, 18))


def test_a_year_of_proposals_keeps_clear_of_everything():
    days = propose(FOUR, D(2027, 1, 14), Calendar())
    assert [(p.track, p.number) for p in days] == [(t, n) for n in (1, 2, 3, 4) for t in ("staff", "leader")]
    assert not any(national(p.day) for p in days)
    staff = [p for p in days if p.track == "staff"]
    assert [p.day for p in staff][:2] == [D(2027, 1, 14), D(2027, 4, 1)]
    assert staff[1].avoided == ("skjærtorsdag 25. mars",)
    assert {p.day.weekday() for p in days} == {3}


def test_paired_gatherings_follow_their_day_at_their_distance():
    days = {(p.track, p.number): p.day for p in propose(FOUR, D(2027, 8, 26), Calendar())}
    assert days["leader", 1] - days["staff", 1] == dt.timedelta(days=14)
    assert days["leader", 4] > days["staff", 4]


def test_own_distance_of_a_gathering_is_kept_unless_the_rhythm_is_changed():
    days = {(p.track, p.number): p.day for p in propose(MENTORS, D(2027, 8, 24), Calendar())}
    assert days["mentor", 5] - days["mentor", 4] >= dt.timedelta(weeks=10)
    assert days["leader", 1] == days["mentor", 1] - dt.timedelta(days=14)


def test_school_holidays_of_every_place_push_the_day_and_say_so():
    closed = (
        Closure(D(2027, 10, 4), D(2027, 10, 8), "høstferie", "Lia"),
        Closure(D(2027, 10, 11), D(2027, 10, 15), "høstferie", "Nes"),
    )
    day, avoided = Calendar(closed).free(D(2027, 10, 7))
    assert (day, avoided) == (D(2027, 10, 21), ("høstferie i Lia og Nes",))


def test_a_weekend_is_moved_to_monday():
    assert Calendar().free(D(2027, 2, 6)) == (D(2027, 2, 8), ("helg",))


def test_no_free_day_gives_the_wanted_one_with_a_warning():
    closed = Calendar((Closure(D(2027, 1, 1), D(2029, 1, 1), "stengt"),))
    first = propose(FOUR, D(2027, 1, 14), closed)[0]
    assert first.day == D(2027, 1, 14)
    assert first.warning


def test_unknown_school_holidays_are_said():
    first = propose(FOUR, D(2027, 1, 14), Calendar(known={"Nes": D(2026, 12, 1), "Lia": D(2028, 1, 1)}))[0]
    assert "Nes" in first.warning and "Lia" not in first.warning


def test_hours_stay_on_the_wall_clock_over_summer_time():
    winter, summer = oslo(D(2027, 3, 25), dt.time(9)), oslo(D(2027, 4, 1), dt.time(9))
    assert winter.astimezone(dt.UTC).hour == 8 and summer.astimezone(dt.UTC).hour == 7
    assert winter.astimezone(OSLO).hour == summer.astimezone(OSLO).hour == 9


@pytest.mark.django_db
def test_the_shipped_holidays_load_once_and_keep_what_was_checked():
    assert load_school_holidays(by=None) == SchoolHoliday.objects.count() > 60
    row = SchoolHoliday.objects.filter(number="4020", name="Høstferie").first()
    SchoolHoliday.objects.filter(pk=row.pk).update(until=row.until + dt.timedelta(days=1), checked_on=D(2026, 11, 1))
    assert load_school_holidays(by=None) == 0
    assert "kontrolleres" in FILE.read_text(encoding="utf-8").lower()


@pytest.mark.django_db
def test_the_calendar_uses_each_places_own_rows_and_the_general_ones_for_others():
    load_school_holidays(by=None)
    nome = MunicipalityFactory(number="4018", name="Nome").organisation
    lyngvik = MunicipalityFactory(number="9009", name="Lyngvik").organisation
    assert calendar_for([nome]).why_not(D(2027, 10, 6)) == []
    assert calendar_for([nome]).why_not(D(2027, 10, 13)) == ["høstferie i Nome"]
    assert calendar_for([nome, lyngvik]).why_not(D(2027, 10, 6)) == ["høstferie i Lyngvik"]
    assert unchecked([nome])
