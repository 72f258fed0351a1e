"""Which doors are open when: weekdays, holidays, midnight, and the nights when the clock is moved."""

import datetime as dt

import pytest

from tryggby.help.hours import Unreadable, door, easter_sunday, parse, special
from tryggby.help.speech import speeches
from tryggby.help.static_copy import words
from tryggby.help.tests.conftest import at

CHILDREN = "man–fre 14–22\nhelligdag 16–22"
OFFICE = "man–fre 08–15.30\nhelligdag stengt\nnyttårsaften 08–12"
NIGHT = "man–tor 15–08\nfre 15–00, 00–00\nlør døgnåpent\nsøn 00–08, 15–08"
LATE = "fre–lør 20–04\nhelligdag 20–04"
NO_RULE = "man–søn 09–21"
ALWAYS = "døgnåpent"

INSTANTS = [
    # Weekdays, to the minute.
    (CHILDREN, "2026-11-23T13:59", "closed"),
    (CHILDREN, "2026-11-23T14:00", "open"),
    (CHILDREN, "2026-11-23T21:59", "open"),
    (CHILDREN, "2026-11-23T22:00", "closed"),
    (CHILDREN, "2026-11-22T15:00", "closed"),
    (OFFICE, "2026-11-24T07:59", "closed"),
    (OFFICE, "2026-11-24T08:00", "open"),
    (OFFICE, "2026-11-24T15:29", "open"),
    (OFFICE, "2026-11-24T15:30", "closed"),
    # Christmas and New Year.
    (CHILDREN, "2026-12-24T15:00", "closed"),
    (CHILDREN, "2026-12-24T16:00", "open"),
    (CHILDREN, "2026-12-25T15:00", "closed"),
    (CHILDREN, "2026-12-26T21:00", "open"),
    (OFFICE, "2026-12-24T10:00", "closed"),
    (OFFICE, "2026-12-31T10:00", "open"),
    (OFFICE, "2026-12-31T12:00", "closed"),
    (OFFICE, "2027-01-01T10:00", "closed"),
    (ALWAYS, "2026-12-24T18:00", "always"),
    (NO_RULE, "2026-12-25T12:00", "unsure"),
    # Easter 2026: 2 to 6 April. 2027: 25 to 29 March.
    (OFFICE, "2026-04-01T10:00", "open"),
    (OFFICE, "2026-04-02T10:00", "closed"),
    (CHILDREN, "2026-04-03T15:00", "closed"),
    (CHILDREN, "2026-04-04T17:00", "open"),
    (CHILDREN, "2026-04-06T17:00", "open"),
    (OFFICE, "2026-04-07T10:00", "open"),
    (OFFICE, "2027-03-25T10:00", "closed"),
    (OFFICE, "2027-03-30T10:00", "open"),
    # 1 and 17 May, Ascension, Whitsun 2026 (14 May, 24 and 25 May).
    (OFFICE, "2026-05-01T10:00", "closed"),
    (CHILDREN, "2026-05-17T15:30", "closed"),
    (CHILDREN, "2026-05-17T16:30", "open"),
    (OFFICE, "2026-05-14T10:00", "closed"),
    (OFFICE, "2026-05-25T10:00", "closed"),
    (OFFICE, "2026-05-26T10:00", "open"),
    # Past midnight.
    (LATE, "2026-11-28T03:59", "open"),
    (LATE, "2026-11-28T04:00", "closed"),
    (LATE, "2026-11-29T00:00", "open"),
    (LATE, "2026-11-27T00:30", "closed"),
    (NIGHT, "2026-11-28T12:00", "open"),
    (NIGHT, "2026-11-29T08:00", "closed"),
    # The night the clock goes forward, 29 March 2026: 02 to 03 does not exist.
    (LATE, "2026-03-29T01:59", "open"),
    (LATE, "2026-03-29T03:00", "open"),
    (LATE, "2026-03-29T04:00", "closed"),
    ("søn 02.30–06", "2026-03-29T03:29", "closed"),
    ("søn 02.30–06", "2026-03-29T03:30", "open"),
]


@pytest.mark.shows("door.1")
@pytest.mark.parametrize(("hours", "when", "kind"), INSTANTS)
def test_a_door_at_an_instant(hours, when, kind):
    assert door(parse(hours), at(when)).kind == kind


@pytest.mark.shows("door.1")
def test_there_are_forty_instants():
    assert len(INSTANTS) >= 40


@pytest.mark.shows("door.1")
@pytest.mark.parametrize(
    ("second", "kind"),
    [(False, "open"), (True, "closed")],
)
def test_the_doubled_hour_of_autumn_promises_the_first_one_only(second, kind):
    hours = parse("lør 20–02.30")
    assert door(hours, at("2026-10-25T02:15", second=second)).kind == kind


def test_the_doubled_hour_is_open_throughout_when_the_end_is_after_it():
    hours = parse(LATE)
    assert door(hours, at("2026-10-25T02:15")).kind == door(hours, at("2026-10-25T02:15", second=True)).kind == "open"


@pytest.mark.parametrize(
    ("hours", "when", "opens"),
    [
        (CHILDREN, "2026-11-23T22:30", "2026-11-24T14:00"),
        (CHILDREN, "2026-11-27T22:00", "2026-11-30T14:00"),
        (OFFICE, "2026-12-23T16:00", "2026-12-28T08:00"),
        (OFFICE, "2026-04-01T15:30", "2026-04-07T08:00"),
        (LATE, "2026-11-26T12:00", "2026-11-27T20:00"),
    ],
)
def test_a_closed_door_knows_when_it_opens(hours, when, opens):
    assert door(parse(hours), at(when)).opens == at(opens)


@pytest.mark.parametrize(
    ("hours", "when", "until"),
    [
        (CHILDREN, "2026-11-23T15:00", "2026-11-23T22:00"),
        (LATE, "2026-11-27T23:00", "2026-11-28T04:00"),
        ("man–søn 15–08, 08–15", "2026-11-23T09:00", None),
        ("fre 15–00\nlør døgnåpent\nsøn 00–08", "2026-11-27T16:00", "2026-11-29T08:00"),
    ],
)
def test_an_open_door_knows_how_long(hours, when, until):
    found = door(parse(hours), at(when))
    assert found.kind == "open"
    if until:
        assert found.until == at(until)


def test_a_date_wins_over_a_named_day_and_that_over_holidays():
    hours = parse("alle 10–20\nhelligdag stengt\njulaften 08–12\n24.12.2026 09–11")
    assert door(hours, at("2026-12-24T08:30")).kind == "closed"
    assert door(hours, at("2026-12-24T09:30")).kind == "open"
    assert door(hours, at("2027-12-24T08:30")).kind == "open"


@pytest.mark.shows("door.1")
@pytest.mark.parametrize(
    ("when", "kind"),
    [
        ("2026-05-02T02:00", "unsure"),  # the night after 1 May, of which nobody has said what holds
        ("2026-05-02T07:59", "unsure"),
        ("2026-05-02T08:00", "closed"),
        ("2026-04-30T23:00", "open"),
        ("2026-05-01T07:00", "open"),  # the night began before the holiday
        ("2026-05-01T08:00", "unsure"),
        ("2026-05-09T02:00", "open"),
    ],
)
def test_the_night_after_an_unknown_holiday_is_as_unknown(when, kind):
    assert door(parse("man–fre 15.30–08"), at(when)).kind == kind
    told = parse("man–fre 15.30–08\nhelligdag stengt")
    assert door(told, at("2026-05-02T02:00")).kind == "closed"


def test_exceptions_alone_say_nothing_of_other_days():
    hours = parse("24.12.2026 stengt\n31.12.2026 09–12")
    found = {day: door(hours, at(f"2026-12-{day}T10:00")).kind for day in (23, 24, 25, 31)}
    assert found == {23: "unknown", 24: "closed", 25: "unknown", 31: "open"}


def test_a_weekly_door_that_a_holiday_closes_opens_the_week_after():
    weekly = parse("man 10–11\nhelligdag stengt")
    assert door(weekly, at("2027-05-10T12:00")).opens == at("2027-05-24T10:00")


@pytest.mark.parametrize(
    ("hours", "when", "said"),
    [
        ("man–fre 14–22", "2026-11-23T15:00", "Åpent nå, til klokka 22.00"),
        ("alle døgnåpent", "2026-11-23T15:00", "Åpent nå"),
        ("fre 15–00\nlør døgnåpent\nsøn 00–08", "2026-11-27T16:00", "Åpent nå"),
        ("fre 15–00\nlør døgnåpent\nsøn 00–08", "2026-11-28T16:00", "Åpent nå, til klokka 08.00"),
        ("tor 15–18", "2026-11-25T19:00", "Stengt nå. Åpner i morgen klokka 15.00"),
        ("tor 15–18", "2026-11-27T12:00", "Stengt nå. Åpner torsdag klokka 15.00"),
        ("tor 15–18", "2026-11-26T19:00", "Stengt nå. Åpner torsdag 03.12. klokka 15.00"),
        ("man 10–11\nhelligdag stengt", "2027-05-16T12:00", "Stengt nå. Åpner mandag 24.05. klokka 10.00"),
    ],
)
def test_a_door_in_words_never_means_another_day(hours, when, said):
    now = at(when)
    assert words(door(parse(hours), now), speeches()["nb"].texts["lines"], now) == said


def test_nothing_written_is_not_known():
    assert door(parse(""), at("2026-11-23T12:00")).kind == "unknown"
    assert not parse("helligdag stengt").known


@pytest.mark.parametrize(
    "text",
    [
        "når vi vil",
        "man 8 til 15",
        "man–xyz 08–15",
        "man 25–26",
        "32.01.2026 stengt",
        "man",
        "man 08–15 noe",
        "døgnåpent\nx",
    ],
)
def test_hours_that_make_no_sense_are_refused_with_the_line(text):
    with pytest.raises(Unreadable) as refused:
        parse(text)
    assert str(refused.value) in text


def test_easter_is_right_for_a_century():
    known = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2038: (4, 25), 2100: (3, 28)}
    assert {year: (easter_sunday(year).month, easter_sunday(year).day) for year in known} == known


def test_special_days_are_the_public_holidays_and_three_eves():
    import holidays

    for year in range(2024, 2040):
        public = set(holidays.country_holidays("NO", years=year))
        more = {dt.date(year, 12, 24), dt.date(year, 12, 31), easter_sunday(year) - dt.timedelta(days=1)}
        assert set(special(year)) == public | more
