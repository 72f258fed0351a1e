"""network.3: four times as many people take no more memory to make the report; to count effect takes some kilobytes
for each place, since a tree of places is protected as one, and nothing for each person.

Seconds and the worker's memory at 60 000 people are in `bin/bench --large`.
"""

import tracemalloc

import pytest
from django.db import transaction

from tests.running.large.city import build
from tryggby.insight.actions import ask_report, build_report, keep_effect, refresh_coverage
from tryggby.insight.models import CoveragePlace, EffectQuarter
from tryggby.organisations.door import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.shows("network.3")]
SMALL, LARGE, MOST = 2_000, 8_000, 1.5
# Bytes for each place while effect is counted: three years of its quarters, and the tree around it.
A_PLACE = 8_000


def _peak(act) -> int:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _measured(people: int) -> tuple[int, float, int]:
    """Rows that were counted, the most memory for each place that counting them took, and that of the report."""
    with transaction.atomic():
        build(people)
        refresh_coverage(whole=True)
        counting = _peak(keep_effect) / CoveragePlace.objects.count()
        report = ask_report(by=None, organisation=Organisation.objects.get())
        making = _peak(lambda: build_report(report=report))
        report.refresh_from_db()
        assert report.state == "ready" and report.files.count() == 5
        rows = EffectQuarter.objects.count()
        transaction.set_rollback(True)
    return rows, counting, making


def test_memory_does_not_follow_the_number_of_people(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    few, count_small, make_small = _measured(SMALL)
    many, count_large, make_large = _measured(LARGE)
    assert many > 3 * few
    assert make_large <= MOST * make_small
    assert count_large <= MOST * count_small and count_large <= A_PLACE
