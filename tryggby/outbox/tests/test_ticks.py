"""Recurring jobs run when due, once per turn, and one that fails does not stop the others."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tryggby.outbox import ticks
from tryggby.outbox.models import Job, Worker
from tryggby.outbox.tasks import put_back_lost_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch):
    monkeypatch.setattr(ticks, "JOBS", {})
    return ticks.JOBS


def test_a_job_runs_when_due_and_not_before_its_next_turn(jobs):
    ran = []
    ticks.every(minutes=5)(lambda: ran.append(1))
    assert ticks.tick() == ["outbox.<lambda>"]
    assert ticks.tick() == []
    assert ticks.tick(timezone.now() + dt.timedelta(minutes=6)) == ["outbox.<lambda>"]
    assert ran == [1, 1]


def test_a_failing_job_leaves_its_error_and_the_next_one_runs(jobs):
    def bad():
        raise RuntimeError("i stykker")

    def good():
        return None

    ticks.every(minutes=5)(bad)
    ticks.every(minutes=5)(good)
    assert ticks.tick() == ["outbox.bad", "outbox.good"]
    assert "i stykker" in Job.objects.get(name="outbox.bad").last_error


def test_a_lost_task_is_put_back_and_a_living_one_is_not():
    row = {"args_kwargs": {}, "task_path": "x", "backend_name": "default", "run_after": timezone.now()}
    lost = DBTaskResult.objects.create(status="RUNNING", worker_ids=["dead"], **row)
    held = DBTaskResult.objects.create(status="RUNNING", worker_ids=["alive"], **row)
    Worker.objects.create(name="alive")
    assert put_back_lost_tasks() == 1
    lost.refresh_from_db(), held.refresh_from_db()
    assert (lost.status, held.status) == ("READY", "RUNNING")


@pytest.mark.django_db(transaction=True)
def test_one_round_of_the_worker_leaves_no_worker_behind():
    call_command("worker", once=True)
    assert not Worker.objects.exists()


def test_health_answers(client):
    assert client.get("/helse/lever").status_code == 200
    assert client.get("/helse/klar").status_code == 200
