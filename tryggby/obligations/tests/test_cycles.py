"""The pure reckoning: single cases told in words, and any case held against the slow plain reference."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggby.obligations.cycles import Course, Facts, Place, Terms, cycles, due_after, merged, months_after
from tryggby.obligations.tests import reference

D = dt.date
ON = D(2026, 11, 22)
ONE = Course(1, ((D(2020, 1, 1), 1),), {1: [frozenset({"a", "b"})]})


def finished(day, *, major=1, parts=("a", "b"), package=1):
    return {(package, major): {part: [day] for part in parts}}


def newest(facts, on=ON, courses=(ONE,), **terms):
    return cycles(Terms(**{"since": D(2025, 1, 1)} | terms), courses, facts, on)[-1]


MARCH = D(2024, 3, 1)


def works(since=MARCH, until=None, unit=1, **changes):
    return Place(unit, since, until, **changes)


def test_the_clock_starts_with_the_rule_or_the_post_whichever_is_later():
    assert newest(Facts([works()])).opens_on == D(2025, 1, 1)
    assert newest(Facts([works(D(2026, 10, 1))])).due_on == D(2026, 11, 30)


def test_a_move_within_the_audience_is_no_new_start_and_counts_in_the_new_unit():
    row = newest(Facts([works(until=D(2026, 9, 30)), works(D(2026, 10, 19), unit=2)]))
    assert (row.unit, row.opens_on, row.cycle) == (2, D(2025, 1, 1), 1)


def test_leaving_ends_it_the_day_after_and_says_why():
    left = newest(Facts([works(until=D(2026, 9, 30))]))
    assert (left.state, left.ended_on, left.cause) == ("ended", D(2026, 10, 1), "left")
    moved = newest(Facts([works(until=D(2026, 9, 30)), works(D(2026, 10, 1), fits=False)]))
    assert moved.cause == "moved"


def test_somebody_who_comes_back_after_long_is_asked_anew_and_what_was_done_still_counts():
    places = [works(until=D(2025, 9, 30)), works(D(2026, 3, 1))]
    row = newest(Facts(places, finished=finished(D(2025, 4, 1))))
    assert (row.cycle, row.state, row.cause, row.done_on) == (2, "done", "earlier", D(2025, 4, 1))


def test_earlier_completions_are_acknowledged_when_the_rule_comes_unless_they_are_no_longer_valid():
    facts = Facts([works()], finished=finished(D(2024, 6, 1)))
    assert newest(facts).state == "done"
    assert newest(facts, valid_months=6).state == "due"


def test_two_small_posts_add_up_to_the_share_that_is_asked():
    assert newest(Facts([works(share=20), works(share=20, unit=2)]), min_share=40).state == "due"
    assert not cycles(Terms(D(2025, 1, 1), min_share=40), [ONE], Facts([works(share=20)]), ON)


def test_leave_stops_the_clock_and_a_leave_without_an_end_takes_the_due_day_away():
    away = newest(Facts([works(D(2026, 10, 1))], leaves=[(D(2026, 10, 11), D(2026, 10, 20))]))
    assert away.due_on == D(2026, 12, 10)
    still = newest(Facts([works(D(2026, 10, 1))], leaves=[(D(2026, 10, 11), None)]))
    assert (still.due_on, still.paused_on, still.state) == (None, D(2026, 10, 11), "due")


def test_a_waiver_holds_in_its_time_and_then_the_rest_of_the_time_is_left():
    facts = Facts([works(D(2026, 10, 1))], waivers=[(D(2026, 10, 31), D(2026, 11, 19))])
    assert newest(facts, on=D(2026, 11, 10)).state == "waived"
    after = newest(facts)
    assert (after.state, after.due_on) == ("due", D(2026, 12, 20))


def test_a_refresher_opens_in_its_window_and_lapses_when_it_is_not_done():
    facts = Facts([works()], finished=finished(D(2025, 2, 1)))
    rule = {"valid_months": 12, "window_days": 30}
    assert newest(facts, on=D(2026, 1, 1), **rule).state == "done"
    opened = newest(facts, on=D(2026, 1, 2), **rule)
    assert (opened.asked, opened.state, opened.due_on) == ("refresher", "due", D(2026, 2, 1))
    lapsed = newest(facts, on=D(2026, 2, 2), **rule)
    assert (lapsed.state, lapsed.lapsed_on, lapsed.cycle) == ("lapsed", D(2026, 2, 2), 2)


def test_going_through_it_again_in_the_window_keeps_the_chain():
    again = {(1, 1): {"a": [D(2025, 2, 1), D(2026, 1, 10)], "b": [D(2025, 2, 1), D(2026, 1, 20)]}}
    row = newest(Facts([works()], finished=again), on=D(2026, 6, 1), valid_months=12, window_days=30)
    assert (row.cycle, row.state, row.done_on, row.valid_until) == (2, "done", D(2026, 1, 20), D(2027, 1, 20))


def test_a_major_release_asks_again_and_a_minor_never():
    two = Course(1, ((D(2020, 1, 1), 1), (D(2026, 9, 1), 2)), {1: [frozenset("ab")], 2: [frozenset("abc")]})
    minor = Course(1, ((D(2020, 1, 1), 1),), {1: [frozenset("ab"), frozenset("abc")]})
    facts = Facts([works()], finished=finished(D(2025, 6, 1)))
    row = newest(facts, courses=(two,))
    assert (row.asked, row.opens_on, row.cycle, row.state) == ("release", D(2026, 9, 1), 2, "lapsed")
    assert newest(facts, courses=(minor,)).state == "done"


def test_whoever_is_new_in_a_widened_audience_gets_the_whole_time():
    rule = {"widened_on": D(2026, 11, 1)}
    assert newest(Facts([works()]), **rule).opens_on == D(2026, 11, 1)
    assert newest(Facts([works()], first_asked=D(2025, 1, 1)), **rule).opens_on == D(2025, 1, 1)


@pytest.mark.parametrize(("day", "months", "gives"), [(D(2025, 1, 31), 1, D(2025, 2, 28)), (ON, -24, D(2024, 11, 22))])
def test_months_keep_to_the_month(day, months, gives):
    assert months_after(day, months) == gives


DAYS = st.dates(D(2022, 1, 1), D(2026, 12, 1))
SELDOM = st.sampled_from([True, True, True, False])
UNITS, SHARES = st.integers(1, 3), st.sampled_from([20, 50, 100, 100])
MAYBE = st.one_of(st.none(), DAYS)


@st.composite
def periods(draw, most=3):
    found = []
    for _ in range(draw(st.integers(0, most))):
        start, length = draw(DAYS), draw(st.one_of(st.none(), st.integers(0, 500)))
        found.append((start, None if length is None else start + dt.timedelta(days=length)))
    return found


@st.composite
def places(draw):
    first = Place(1, draw(st.dates(D(2021, 1, 1), D(2025, 1, 1))), None, draw(SHARES))
    others = [Place(draw(UNITS), start, end, draw(SHARES), fits=draw(SELDOM)) for start, end in draw(periods(3))]
    return [first, *others] if draw(SELDOM) else others


@st.composite
def courses(draw):
    found = []
    for package in range(1, draw(st.integers(1, 2)) + 1):
        later = draw(st.one_of(st.none(), st.dates(D(2023, 1, 1), D(2026, 11, 1))))
        majors = ((draw(st.dates(D(2021, 1, 1), D(2022, 12, 1))), 1), *(((later, 2),) if later else ()))
        found.append(Course(package, majors, {1: [frozenset("ab"), frozenset("abc")], 2: [frozenset("bd")]}))
    return found


@st.composite
def done(draw):
    """Whole packages finished within some weeks, some of it again later, and single parts on other days."""
    days: dict = {(package, major): {} for package in (1, 2) for major in (1, 2)}
    for _ in range(draw(st.integers(0, 4))):
        begin, whole = draw(DAYS), draw(st.sampled_from([(1, "ab"), (1, "abc"), (2, "bd")]))
        for package in draw(st.sampled_from([(1,), (1, 2)])):
            for part in whole[1]:
                day = begin + dt.timedelta(days=draw(st.integers(0, 30)))
                days[package, whole[0]].setdefault(part, set()).add(day)
    for part in draw(st.sets(st.sampled_from("abcd"), max_size=2)):
        days[1, draw(st.sampled_from([1, 2]))].setdefault(part, set()).add(draw(DAYS))
    return {cited: {part: sorted(found) for part, found in parts.items()} for cited, parts in days.items()}


@st.composite
def terms(draw):
    return Terms(
        since=draw(st.dates(D(2021, 1, 1), D(2025, 1, 1))),
        until=draw(st.sampled_from([None, None, None, D(2026, 6, 1)])),
        due_days=draw(st.integers(0, 90)),
        valid_months=draw(st.one_of(st.none(), st.integers(1, 24))),
        window_days=draw(st.integers(0, 60)),
        min_share=draw(st.sampled_from([0, 0, 40, 60])),
        started_after=draw(st.sampled_from([None, None, None, D(2022, 6, 1)])),
        widened_on=draw(st.sampled_from([None, None, None, D(2024, 6, 1)])),
    )


@settings(max_examples=60, deadline=None, database=None)
@given(terms(), courses(), places(), periods(2), periods(1), done(), MAYBE)
def test_any_case_is_as_the_slow_reference_tells_it(rule, course, posts, leaves, waivers, parts, asked):
    facts = Facts(posts, sorted(leaves, key=lambda p: p[0]), waivers, parts, asked)
    rows = cycles(rule, course, facts, ON)
    asked_as = {"employed": "first", "leads": "first"}
    quick = [(r.opens_on, r.due_on, r.done_on, r.valid_until, asked_as.get(r.asked, r.asked)) for r in rows]
    slow = reference.told(rule, course, facts, ON)
    assert quick == [(r["opens"], r["due"], r["done"], r["valid"], r["asked"]) for r in slow]


@settings(max_examples=200, deadline=None, database=None)
@given(terms(), courses(), places(), periods(2), periods(1), done())
def test_rows_hang_together_whatever_the_facts(rule, course, posts, leaves, waivers, parts):
    rows = cycles(rule, course, Facts(posts, leaves, waivers, parts), ON)
    assert [row.cycle for row in rows] == list(range(1, len(rows) + 1))
    assert [row.followed_on for row in rows] == [*(row.opens_on for row in rows[1:]), None][: len(rows)]
    for row in rows:
        day = {"done": row.done_on, "waived": row.waived_on, "lapsed": row.lapsed_on, "ended": row.ended_on}
        assert row.state == "due" or day[row.state] is not None
        assert row.opens_on <= ON and (row.due_on is None or row.due_on >= row.opens_on)
        assert row.state not in ("due", "waived", "lapsed") or row.done_on is None


@settings(deadline=None, database=None)
@given(periods(4), DAYS, st.integers(0, 200))
def test_days_on_leave_do_not_count(pauses, opens, days):
    assert due_after(opens, days, merged(pauses)) == reference.count_down(opens, days, Facts(leaves=pauses))
