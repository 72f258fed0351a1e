"""foundation.5: two web processes and two workers share one PostgreSQL; the rooms' tests are green on it."""

import concurrent.futures
import os
import re
import time

import pytest

from tests.proof.machine import Machine
from tests.proof.test_writing_at_once import QUEUE, STATES
from tests.running.product import clean_environment
from tests.running.steps import python, quietly

TASKS, MAILS = 60, 60
ENQUEUE = """
from tests.proof.tasks import leave_mark
for number in range(COUNT):
    leave_mark.enqueue(number)
"""
MARKS = """
from collections import Counter
from django_tasks_db.models import DBTaskResult
from tryggby.audit.door import Entry
marks = Counter(Entry.objects.filter(verb="proof_mark").values_list("object_id", flat=True))
answer = [len(marks), max(marks.values(), default=0), DBTaskResult.objects.exclude(status="SUCCESSFUL").count()]
"""


# Long, and nothing in it is measured: it need not wait for the other proofs.
pytestmark = pytest.mark.xdist_group("postgres")


@pytest.mark.shows("foundation.5")
def test_two_web_processes_and_two_workers_share_one_database(postgres, tmp_path, mail_server):
    mail_server.pause = 0.02
    url = postgres.create("shared")
    with Machine(tmp_path / "data", DATABASE_URL=url, MAIL_URL=mail_server.url, TRYGGBY_DEMO="1") as machine:
        webs = [machine.web(), machine.web()]
        workers = [machine.worker(), machine.worker()]
        machine.run(f"COUNT = {TASKS}\n{ENQUEUE}\nCOUNT = {MAILS}\n{QUEUE}")
        assert all(_answers(web) for web in webs)
        states = _wait(machine, lambda found: all(state == "sent" for state, _ in found.values()), STATES)
        marks = _wait(machine, lambda found: found[0] == TASKS and found[2] == 0, MARKS)
        alive = machine.run("from tryggby.outbox.models import Worker\nanswer = Worker.objects.count()")
        assert all(worker.poll() is None for worker in workers)
    assert {state for state, _ in states.values()} == {"sent"}
    assert {tries for _, tries in states.values()} == {1}
    assert sorted(mail_server.taken.values()) == [1] * MAILS, "a mail was sent twice"
    assert marks == [TASKS, 1, 0], "tasks run, most runs of one task, tasks left"
    assert alive == 2


@pytest.mark.shows("foundation.5")
@pytest.mark.skipif("postgres" in os.environ.get("DATABASE_URL", ""), reason="this run is on PostgreSQL already")
def test_rooms_are_green_on_postgres(postgres):
    mine = clean_environment(DATABASE_URL=postgres.url, TRYGGBY_ONLY_DATABASE="1")
    done = quietly(
        python("-m", "pytest", "tryggby", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=short"), mine
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert re.search(r"\d+ passed", done.stdout)


def _answers(web: str) -> bool:
    """Both servers take requests at the same time."""
    import urllib.request

    def ask(_: int) -> int:
        with urllib.request.urlopen(f"{web}/logg-inn/", timeout=20) as answer:
            return answer.status

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        return set(pool.map(ask, range(18))) == {200}


def _wait(machine: Machine, settled, code: str):
    until = time.monotonic() + 90
    while True:
        found = machine.run(code)
        if settled(found) or time.monotonic() > until:
            return found
        time.sleep(0.5)
