"""Background tasks on Django's own task rows: run what is ready, put back what a dead worker held."""

import datetime as dt

from django.db import transaction
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult

from tryggby.outbox.claiming import alive_workers


def run_ready_tasks(worker: str, limit: int = 20) -> None:
    """Run up to `limit` ready tasks in this process; each is claimed by one worker only."""
    TaskRunner(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=limit,
        worker_id=worker,
        excluded_queue_names=[],
    ).run()


@transaction.atomic
def put_back_lost_tasks(now: dt.datetime | None = None) -> int:
    """Make tasks of dead workers ready again (tasks are idempotent by rule); returns how many."""
    alive = set(alive_workers(now))
    count = 0
    for task in DBTaskResult.objects.running().select_for_update(skip_locked=True):
        if not alive.intersection(task.worker_ids):
            task.status, task.started_at = "READY", None
            task.save(update_fields=["status", "started_at"])
            count += 1
    return count
