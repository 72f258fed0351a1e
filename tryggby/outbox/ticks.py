"""Recurring jobs: rooms declare them in `jobs.py`, one worker at a time runs a due one."""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from tryggby.outbox.models import Job

log = logging.getLogger("tryggby.outbox")
JOBS: dict[str, tuple[dt.timedelta, Callable[[], object]]] = {}


def every(**period: float) -> Callable:
    """Declare a job: `@every(minutes=5)` over a function without arguments that may run again at any time."""

    def declare(function: Callable[[], object]) -> Callable[[], object]:
        JOBS[f"{function.__module__.split('.')[1]}.{function.__name__}"] = (dt.timedelta(**period), function)
        return function

    return declare


def tick(now: dt.datetime | None = None) -> list[str]:
    """Run the jobs that are due, each claimed so that no other worker runs the same turn; returns their names."""
    _declare()
    ran = []
    for name, (period, function) in JOBS.items():
        if not _claim(name, period, now or timezone.now()):
            continue
        error = ""
        try:
            function()
        except Exception as problem:
            log.exception("job %s failed", name)
            error = f"{type(problem).__name__}: {problem}"[:300]
        Job.objects.filter(name=name).update(last_ended_at=timezone.now(), last_error=error)
        ran.append(name)
    return ran


def _declare() -> None:
    known = set(Job.objects.values_list("name", flat=True))
    for name in JOBS.keys() - known:
        Job.objects.get_or_create(name=name)


@transaction.atomic
def _claim(name: str, period: dt.timedelta, now: dt.datetime) -> bool:
    return bool(Job.objects.filter(name=name, due_at__lte=now).update(due_at=now + period))
