"""Nothing that is hidden can be worked out: not from one table, not from two, not from a year of them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggby.voices import figures
from tryggby.voices.figures import NEW, SMALL, SUM, Table, first_table, next_table
from tryggby.voices.tests.solver import Attack

ANSWERS = st.lists(st.integers(0, 30), min_size=4, max_size=4)
PLACES = st.dictionaries(st.sampled_from(["Fjell", "Dal", "Vik", "Nes"]), ANSWERS, min_size=1, max_size=4)


def test_a_place_with_nine_answers_is_not_shown():
    assert first_table({"Fjell": [9, 0, 0]}, least=10) is None
    assert first_table({"Fjell": [10, 0, 0]}, least=20) is None


def test_a_threshold_below_ten_counts_as_ten():
    assert first_table({"Fjell": [3, 3, 3]}, least=1) is None


def test_a_place_below_the_threshold_is_in_no_sum():
    table = first_table({"Fjell": [10, 10, 10], "Dal": [1, 1, 1]}, least=10)
    assert list(table.counts) == ["Fjell"] and table.row("Fjell") == [10, 10, 10]


def test_all_the_same_answer_is_hidden_altogether():
    assert first_table({"Fjell": [12, 0, 0, 0]}, least=10).row("Fjell") == [None] * 4


def test_one_small_cell_takes_a_companion():
    row = first_table({"Fjell": [12, 3, 9, 30]}, least=10).row("Fjell")
    assert row == [12, None, None, 30]


def test_a_small_cell_takes_a_companion_in_the_column_too():
    table = first_table({"Fjell": [12, 3, 9], "Dal": [20, 15, 10]}, least=10)
    hidden_in_column = [name for name, column in table.hidden if column == 1]
    assert len(hidden_in_column) >= 2
    assert Attack(table).recovered() == []


def test_hiding_only_small_cells_would_be_found_out():
    """The solver is a real one: what is hidden alone is recovered."""
    naive = Table({"Fjell": (12, 3, 9), "Dal": (20, 15, 10)}, frozenset({("Fjell", 1)}))
    assert [found[:3] for found in Attack(naive).recovered()] == [(0, "Fjell", 1)]


def test_the_limits_themselves_are_shown():
    table = first_table({"Fjell": [SMALL, SMALL]}, least=10)
    assert table.row("Fjell") == [SMALL, SMALL], "ten respondents, five in each cell"
    after = next_table(table, {"Fjell": [SMALL + NEW, SMALL]}, least=10)
    assert after.counts["Fjell"] == (SMALL + NEW, SMALL), "as many new ones as it takes"


def test_the_sum_is_that_of_its_columns():
    table = first_table({"Fjell": [12, 13], "Dal": [20, 21]}, least=10)
    assert table.row(SUM) == [32, 34] and table.row("Fjell") == [12, 13] and table.shown == 6


def test_with_a_second_place_the_sum_hides_what_the_first_hid():
    former = first_table({"Fjell": [12, 3, 9, 30]}, least=10)
    after = next_table(former, {"Fjell": [32, 23, 29, 50], "Dal": [20, 20, 20, 20]}, least=10)
    assert {(SUM, column) for _name, column in former.hidden} <= after.hidden


def test_a_place_that_came_new_counts_from_nothing():
    former = first_table({"Fjell": [12, 13]}, least=10)
    after = next_table(former, {"Fjell": [12, 13], "Dal": [5, 5]}, least=10)
    assert after.counts == {"Fjell": (12, 13), "Dal": (5, 5)} and after.hidden == frozenset()


def test_no_more_is_hidden_than_it_takes():
    counts = {"Fjell": [12, 3, 9], "Dal": [20, 15, 10]}
    former = first_table(counts, least=10)
    assert former.hidden == {("Fjell", 1), ("Fjell", 2), ("Dal", 1), ("Dal", 2)} and former.row(SUM) == [32, 18, 19]
    after = next_table(former, {"Fjell": [22, 13, 29], "Dal": [30, 25, 30]}, least=10)
    assert after.hidden == former.hidden, "sums that were shown stay shown"


def test_answers_of_another_number_are_no_table():
    with pytest.raises(ValueError):
        figures.sums({"Fjell": [1, 2], "Dal": [1]})
    with pytest.raises(ValueError):
        next_table(first_table({"Fjell": [12, 13]}, least=10), {"Fjell": [20, 20, 5]}, least=10)


def test_large_cells_are_shown():
    assert first_table({"Fjell": [12, 13], "Dal": [20, 21]}, least=10).hidden == frozenset()


def test_too_few_new_answers_wait():
    former = first_table({"Fjell": [12, 13, 20]}, least=10)
    assert next_table(former, {"Fjell": [13, 14, 22]}, least=10) is None
    assert next_table(former, {"Fjell": [12, 13, 20 + NEW - 1]}, least=10) is None


def test_a_new_table_hides_what_the_former_hid_and_what_the_difference_would_tell():
    former = first_table({"Fjell": [12, 3, 9, 30]}, least=10)
    after = next_table(former, {"Fjell": [32, 23, 29, 50]}, least=10)
    assert former.hidden <= after.hidden
    after = next_table(former, {"Fjell": [32, 23, 29, 31]}, least=10)
    assert ("Fjell", 3) in after.hidden, "one more than before would be told"


def test_answers_that_were_taken_back_make_no_new_table():
    former = first_table({"Fjell": [12, 13, 20]}, least=10)
    assert next_table(former, {"Fjell": [40, 50, 19]}, least=10) is None


def test_a_place_that_waits_stays_as_it_was():
    former = first_table({"Fjell": [12, 13, 20], "Dal": [30, 30, 30]}, least=10)
    after = next_table(former, {"Fjell": [13, 13, 20], "Dal": [40, 40, 40]}, least=10)
    assert after.counts == {"Fjell": (12, 13, 20), "Dal": (40, 40, 40)}


@given(PLACES)
@settings(max_examples=150, deadline=None)
def test_small_cells_are_always_hidden(counts):
    table = first_table(counts, least=10)
    if table is None:
        return
    for name in table.counts:
        assert all(value is None or value >= SMALL for value in table.row(name))
    if table.has_sums:
        assert all(value is None or value >= SMALL for value in table.row(SUM))


@pytest.mark.shows("voices.4")
@given(PLACES)
@settings(max_examples=40, deadline=None)
def test_a_solver_recovers_no_cell_of_a_table(counts):
    table = first_table(counts, least=10)
    assert table is None or Attack(table).recovered() == []


@pytest.mark.shows("voices.4")
@given(PLACES, PLACES)
@settings(max_examples=40, deadline=None)
def test_a_solver_recovers_no_cell_of_a_table_and_the_one_after(counts, more):
    former = first_table(counts, least=10)
    if former is None:
        return
    after = next_table(former, added(counts, more), least=10)
    assert after is None or Attack(former, after).recovered() == []


@pytest.mark.shows("voices.4")
@pytest.mark.parametrize("seed", range(4))
def test_a_solver_recovers_no_cell_of_any_pair_of_tables_in_a_year(seed):
    """A year with 52 weeks of answers from five places, shown anew as often as the rules allow."""
    rng = random.Random(seed)
    counts = {name: [0] * 4 for name in ("Fjell", "Dal", "Vik", "Nes", "Odd")}
    busy = dict(zip(counts, rng.sample([1, 3, 6, 12, 20], 5), strict=True))
    shown: list[Table] = []
    for _week in range(52):
        for name, row in counts.items():
            for answer in rng.choices(range(4), weights=[8, 5, 2, 1], k=rng.randint(0, busy[name])):
                row[answer] += 1
        table = next_table(shown[-1], counts, 10) if shown else first_table(counts, 10)
        shown += [table] if table else []
    assert len(shown) > 10 and any(table.shown for table in shown)
    for number, table in enumerate(shown):
        assert Attack(table).recovered() == []
        for earlier in range(number):
            assert Attack(shown[earlier], table).recovered() == [], (earlier, number)


@given(PLACES)
@settings(max_examples=60, deadline=None)
def test_the_bounds_are_those_of_the_solver(counts):
    """The flow around a cell says what linear programming says."""
    table = first_table(counts, least=10)
    if table is None or not table.hidden:
        return
    values = {(name, column): value for name, row in table.counts.items() for column, value in enumerate(row)}
    if table.has_sums:
        values |= {(SUM, column): value for column, value in enumerate(figures.sums(table.counts))}
    small = frozenset(cell for cell in table.hidden if values[cell] < SMALL)
    attack = Attack(Table(table.counts, small))
    for name, column in sorted(small)[:3]:
        rows = list(table.counts) if name == SUM else [name]
        least, most = attack.bounds({(0, row, column): 1 for row in rows})
        assert figures.width(values, small, (name, column), enough=10**4) == min(10**4, round(most - least))


@pytest.mark.parametrize("seed", range(25))
def test_the_bounds_are_those_of_the_solver_whatever_is_hidden(seed):
    """Few hidden cells with low counts: what can be moved must often go back the way it came."""
    rng = random.Random(seed)
    counts = {name: [rng.randint(0, 6) for _answer in range(4)] for name in ("Fjell", "Dal", "Vik", "Nes")}
    values = {(name, column): value for name, row in counts.items() for column, value in enumerate(row)}
    values |= {(SUM, column): value for column, value in enumerate(figures.sums(counts))}
    hidden = frozenset(rng.sample(sorted(values), 13))
    attack = Attack(Table({name: tuple(row) for name, row in counts.items()}, hidden))
    for name, column in sorted(hidden):
        rows = list(counts) if name == SUM else [name]
        least, most = attack.bounds({(0, row, column): 1 for row in rows})
        assert figures.width(values, hidden, (name, column), enough=10**4) == min(10**4, round(most - least))
        for enough in (1, 2, 3):
            assert figures.width(values, hidden, (name, column), enough=enough) >= min(enough, round(most - least))


def added(counts, more):
    """The counts with more on top, and places that came new."""
    width = len(next(iter(counts.values())))
    names = {*counts, *more}
    return {
        name: [a + b for a, b in zip(counts.get(name, [0] * width), more.get(name, [0] * width), strict=True)]
        for name in names
    }
