"""What a city releases is what everybody may read already; nobody who has two releases and nine cities learns more."""

import datetime as dt
from itertools import pairwise

import pytest
import time_machine
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tryggby.ground.door import today
from tryggby.network.actions import publish_release, set_focus_state, take_in_release
from tryggby.network.contents import check_difference, check_shape, check_thresholds
from tryggby.network.document import check_signature, read
from tryggby.network.factories import release, table
from tryggby.network.models import City, CityKey, CityRelease, SeenTable
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.network.said import tables_of
from tryggby.network.tests.cities import solvik
from tryggby.organisations.factories import UnitFactory
from tryggby.voices.actions.statistic import release_due
from tryggby.voices.factories import ChannelFactory, answered
from tryggby.voices.figures import Table, first_table, next_table
from tryggby.voices.models import Statistic, Tally
from tryggby.voices.public_figures import public_row
from tryggby.voices.tests.solver import Attack
from tryggby.voices.weeks import week_of

__all__ = ["solvik"]

ANSWERS = st.lists(st.integers(0, 30), min_size=6, max_size=6)
PLACES = st.dictionaries(st.sampled_from(["Fjell", "Dal", "Vik"]), ANSWERS, min_size=1, max_size=3)
GROWTH = st.lists(st.integers(0, 12), min_size=6, max_size=6)
HIDES = st.sets(st.integers(0, 5), max_size=3)
NINE = st.lists(PLACES, min_size=9, max_size=9)


@pytest.fixture
def school(solvik):
    """A school in Solvik whose children can answer."""
    with time_machine.travel(dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)):
        unit = UnitFactory(organisation=solvik.owner, name="Solvik skole", service__code="skole")
        return ChannelFactory(unit=unit, name="Solvik skole")


def publish(solvik, day: dt.date) -> CityRelease:
    """What may be shown is shown, and the city releases it."""
    with time_machine.travel(dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC)):
        release_due(day)
        return publish_release(by=solvik.leila, city=solvik.own)


@pytest.mark.django_db
def test_the_release_says_what_the_public_page_says_and_is_signed(solvik, school):
    answered(school, [5, 6, 7, 8, 9, 3], dt.date(2026, 2, 9))
    made = publish(solvik, dt.date(2026, 3, 2))
    found, signature = read(made.document.encode())
    check_signature(found, signature, CityKey.objects.get(city=solvik.own).public)
    (one,) = found["tables"]
    assert (one["question"], one["number"], one["since"][:4]) == ("hort", 38, "2026")
    assert one["cells"].count(None) >= 2 and one["cells"][5] is None
    assert "Solvik skole" not in made.document and school.key not in made.document


@pytest.mark.django_db
@pytest.mark.shows("network.2")
def test_nine_children_are_never_released(solvik, school):
    answered(school, [0, 0, 0, 3, 3, 3], dt.date(2026, 2, 9))
    with pytest.raises(Refused) as refusal:
        publish(solvik, dt.date(2026, 3, 2))
    assert refusal.value.why == "empty" and tables_of(solvik.own) == []


@pytest.mark.django_db
def test_the_next_release_waits_for_enough_new_answers_and_takes_the_formers_place(solvik, school):
    answered(school, [5, 6, 7, 8, 9, 9], dt.date(2026, 2, 9))
    first = publish(solvik, dt.date(2026, 3, 2))
    assert publish(solvik, dt.date(2026, 3, 3)) == first, "nothing is new"
    answered(school, [0, 0, 0, 0, 2, 2], dt.date(2026, 3, 9))
    assert publish(solvik, dt.date(2026, 4, 7)) == first, "four new ones wait"
    answered(school, [6, 6, 6, 6, 6, 6], dt.date(2026, 4, 13))
    second = publish(solvik, dt.date(2026, 5, 6))
    first.refresh_from_db()
    assert (second.number, first.document) == (2, "") and first.replaced_at
    found = content_of(second)
    assert found["former"] == first.digest and found["tables"][0]["number"] == 84


@pytest.mark.django_db
def test_only_who_speaks_for_the_city_releases(solvik):
    for person in (solvik.ingrid, solvik.stranger):
        with pytest.raises(Refused):
            publish_release(by=person, city=solvik.own)


@pytest.mark.django_db
def test_a_release_travels_to_another_installation(solvik, school):
    """Storvik has no organisation here, so its side is played by the same tables under another number."""
    point = solvik.network.points.get(number=2)
    set_focus_state(by=solvik.leila, point=point, city=solvik.own, state="adopted", routine="Trygg deling, utgave 2")
    answered(school, [5, 6, 7, 8, 9, 9], dt.date(2026, 2, 9))
    made = publish(solvik, today() - dt.timedelta(days=1))
    raw = made.document.encode()
    CityRelease.objects.all().delete()
    City.objects.filter(pk=solvik.own.pk).update(organisation=None)
    taken = take_in_release(by=None, raw=raw)
    assert taken.digest == made.digest and content_of(taken)["focus"][0]["routine"] == "Trygg deling, utgave 2"


def as_table(published: Table) -> dict | None:
    """What a city's release says of the places' table."""
    number, cells = public_row(published)
    return table(cells, number=number)


def seen(one: dict, counts: tuple) -> Table:
    """What a reader of the release knows: one row, and which cells are hidden."""
    hidden = frozenset(("By", column) for column, cell in enumerate(one["cells"]) if cell is None)
    return Table({"By": counts}, hidden)


def summed(published: Table) -> tuple:
    """The true counts behind the public row."""
    return tuple(sum(column) for column in zip(*published.counts.values(), strict=True))


@pytest.mark.shows("network.2")
@given(NINE, NINE)
@settings(max_examples=12, deadline=None)
def test_a_solver_recovers_no_cell_across_two_releases_and_nine_cities(before, more):
    """No sum across cities is ever shown, so each city's two rows are all there is to know of it."""
    for places, added in zip(before, more, strict=True):
        former = first_table(places, 10)
        if former is None:
            continue
        one = as_table(former)
        check_thresholds([one])
        assert Attack(seen(one, summed(former))).recovered() == []
        after = next_table(former, _added(places, added), 10)
        if after is None:
            continue
        two = as_table(after)
        check_thresholds([two])
        check_difference([one], [two])
        assert Attack(seen(one, summed(former)), seen(two, summed(after))).recovered() == []


@pytest.mark.shows("network.2")
@given(PLACES, PLACES, PLACES, st.booleans())
@settings(max_examples=25, deadline=None)
def test_a_solver_recovers_no_cell_across_three_releases_also_when_one_leaves_the_table_out(
    places, more, most, leaves_out
):
    """What was seen is remembered, so the third is compared with the first when the second says nothing."""
    first = first_table(places, 10)
    grown = _added(places, more)
    second = next_table(first, grown, 10) if first else None
    third = next_table(second, _added(grown, most), 10) if second else None
    if third is None:
        return
    released = [first, third] if leaves_out else [first, second, third]
    rows = [as_table(one) for one in released]
    for former, table_after in pairwise(rows):
        check_thresholds([table_after])
        check_difference([former], [table_after])
    assert Attack(*(seen(row, summed(one)) for row, one in zip(rows, released, strict=True))).recovered() == []


@pytest.mark.shows("network.2")
@given(st.tuples(GROWTH, GROWTH, GROWTH), st.tuples(HIDES, HIDES, HIDES), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_whatever_is_signed_three_releases_that_are_taken_in_open_nothing(grows, hides, keeps_hidden, leaves_out):
    """Any cells hidden in any release: what passes against what is remembered tells a solver nothing."""
    masks = [set().union(*hides[: place + 1]) if keeps_hidden else mask for place, mask in enumerate(hides)]
    # What is shown in the end has five more each time, so that many pass; what is hidden grows by anything.
    more = [[count + (column not in masks[-1]) * 5 for column, count in enumerate(row)] for row in grows]
    truth = [[sum(column) for column in zip(*more[: place + 1], strict=True)] for place in range(3)]
    released, memory = [], None
    for place, (row, mask) in enumerate(zip(truth, masks, strict=True)):
        if leaves_out and place == 1:
            continue
        cells = [None if column in mask else count for column, count in enumerate(row)]
        one = table(cells, number=sum(row))
        try:
            check_thresholds([one])
            check_difference([memory] if memory else [], [one])
        except Refused:
            continue
        memory = one
        released.append(seen(one, tuple(row)))
    event(f"{len(released)} taken in")
    if released:
        assert Attack(*released).recovered() == []


@pytest.mark.django_db
@pytest.mark.shows("network.2")
def test_the_own_city_opens_nothing_by_leaving_a_table_out(solvik, school):
    """The city's own table is gone for a while and comes back with nothing hidden, behind the rules' back."""
    point = solvik.network.points.get(number=1)
    set_focus_state(by=solvik.leila, point=point, city=solvik.own, state="talking")
    answered(school, [5, 6, 7, 8, 9, 3], dt.date(2026, 2, 9))
    assert None in content_of(publish(solvik, dt.date(2026, 3, 2)))["tables"][0]["cells"]
    kept = Statistic.objects.get()
    Statistic.objects.filter(pk=kept.pk).delete()
    Tally.objects.all().delete()
    assert content_of(publish(solvik, dt.date(2026, 3, 3)))["tables"] == []
    assert SeenTable.objects.get(city=solvik.own).table["cells"][5] is None
    kept.pk, kept.hidden = None, []
    kept.save(force_insert=True)
    with pytest.raises(Refused) as refusal:
        publish(solvik, dt.date(2026, 3, 4))
    assert refusal.value.why == "threshold"
    kept.counts = {name: [12, 14, 15, 16, 18, 9] for name in kept.counts}
    kept.save()
    with pytest.raises(Refused) as refusal:
        publish(solvik, dt.date(2026, 3, 5))
    assert refusal.value.why == "difference"


@given(PLACES)
@settings(max_examples=100, deadline=None)
def test_no_release_under_the_threshold_can_be_made(places):
    """The rules of children's figures never make what the rules of releases refuse."""
    made = first_table(places, 10)
    if made:
        check_thresholds([as_table(made)])


@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=6, max_size=6), st.integers(0, 150))
@settings(max_examples=300, deadline=None)
def test_what_passes_at_the_receiver_hides_every_cell_for_the_solver(cells, number):
    """Whoever signed it: when the receiver lets it pass, no hidden cell is known to within two."""
    one = table(cells, number=number)
    try:
        check_thresholds([one])
    except Refused:
        return
    rest = number - sum(cell or 0 for cell in cells)
    counts = list(cells)
    for column in [column for column, cell in enumerate(cells) if cell is None]:
        counts[column], rest = rest, 0
    assert number >= 10 and all(cell is None or cell >= 5 for cell in cells)
    assert Attack(seen(one, tuple(counts))).recovered() == []


@pytest.mark.django_db
def test_every_release_is_of_the_agreed_shape(solvik, school):
    answered(school, [5, 6, 7, 8, 9, 9], dt.date(2026, 2, 9))
    check_shape(content_of(publish(solvik, week_of(dt.date(2026, 3, 4)))))
    check_shape(release(solvik.storvik, solvik.private))


def _added(places: dict, more: dict) -> dict:
    nothing = [0] * 6
    return {
        name: [a + b for a, b in zip(places.get(name, nothing), more.get(name, nothing), strict=True)]
        for name in {*places, *more}
    }
