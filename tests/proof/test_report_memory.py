"""network.3: four times as many people take no more memory, neither to count effect nor to make the report.

Seconds and the worker's memory at 60 000 people are in `bin/bench --large`.
"""

import tracemalloc

import pytest
from django.db import transaction

from tests.running.large.city import build
from tryggby.insight.actions import ask_report, build_report, keep_effect, refresh_coverage
from tryggby.insight.models import EffectQuarter
from tryggby.organisations.door import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.shows("network.3")]
SMALL, LARGE, MOST = 2_000, 8_000, 1.5


def _peak(act) -> int:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _measured(people: int) -> tuple[int, int]:
    """Rows that were counted, and the most memory that the report took."""
    with transaction.atomic():
        build(people)
        refresh_coverage(whole=True)
        keep_effect()
        report = ask_report(by=None, organisation=Organisation.objects.get())
        peak = _peak(lambda: build_report(report=report))
        report.refresh_from_db()
        assert report.state == "ready" and report.files.count() == 5
        rows = EffectQuarter.objects.count()
        transaction.set_rollback(True)
    return rows, peak


def test_memory_does_not_follow_the_number_of_people(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    few, small = _measured(SMALL)
    many, large = _measured(LARGE)
    assert many > 3 * few
    assert large <= MOST * small
