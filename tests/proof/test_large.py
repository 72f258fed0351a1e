"""drills.1 at a small size: the generator keeps its contract, and every case of `bin/bench --large` holds but for time.

The whole city is built by hand: `bin/bench --large`.
"""

import pytest

from tests.running.large import city
from tests.running.large.bench import growth, table
from tests.running.large.city import Size, build
from tests.running.large.measure import CASES, Place, prepare

pytestmark = [pytest.mark.django_db, pytest.mark.shows("drills.1")]
PEOPLE = 400


@pytest.fixture
def built(settings):
    """A city of four hundred people."""
    settings.ALLOWED_HOSTS = ["*"]
    return build(PEOPLE)


def test_whole_city_is_as_large_as_it_was_promised():
    whole = Size(city.WHOLE)
    assert (whole.people, whole.of(city.UNITS), whole.of(city.WORKPLACES)) == (60_000, 3_000, 800)
    assert city.PACKAGES * city.PARTS == 84 and whole.of(city.ANSWERS) == 200_000
    assert whole.of(city.COHORTS) * city.GATHERINGS == 2_000
    records = whole.people * 84 * city.FINISHED / 100 + whole.people * city.GATHERINGS
    assert 5_000_000 <= records <= 5_200_000


def test_a_small_city_has_everything_in_proportion(built):
    from tryggby.organisations.models import Membership

    assert built["people"] == PEOPLE and built["trainings"] == 84
    assert built["units"] == 75 and built["workplaces"] == 20
    assert built["answers"] == round(200_000 * PEOPLE / 60_000)
    assert 0.95 <= built["records"] / (PEOPLE * (84 * city.FINISHED / 100 + city.GATHERINGS)) <= 1.05
    assert Membership.objects.values("person").distinct().count() == PEOPLE


def test_every_case_is_measured_with_few_queries_and_small_pages(built):
    prepare()
    place = Place(None)
    figures = [figure for case in CASES for figure in case(place)]
    assert len({figure.name for figure in figures}) == len(figures) >= 20
    for figure in figures:
        assert figure.unit != "queries" or figure.value > 0, figure
        if figure.unit in ("queries", "kB", "MB") and figure.goal:
            assert figure.value <= figure.goal, figure


def test_table_tells_goals_misses_and_growth():
    figure = {"name": "D page", "unit": "s CPU", "goal": 0.15, "growth": 1.3}
    sizes = {
        size: {"built": {"people": size}, "figures": [figure | {"value": 0.1 * size / 10_000}]}
        for size in (10_000, 60_000)
    }
    text = table({"sqlite": {"sizes": sizes, "grown": growth(sizes)}})
    assert "0.1 s CPU" in text and "MISS" in text and "6 ×" in text
