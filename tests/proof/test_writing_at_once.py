"""foundation.4: nothing is lost when two processes write at once, or when the worker is killed in mid-mail."""

import time

import pytest

from tests.proof.machine import Machine
from tests.running.product import stop

MAILS = 8
WRITE = """
import time
from django.db import transaction
from tryggby.audit.door import Entry, record
from tryggby.ground.door import claim, done
from tryggby.organisations.door import Service
service = Service.objects.order_by("pk").first()
done_well, refused = 0, []
for number in range(200):
    try:
        with transaction.atomic():
            Entry.objects.filter(verb="proof_write").count()
            entry = record(by=None, verb="proof_write", of=service, writer=WRITER, number=number)
            done(claim(f"proof:{WRITER}:{number}"), str(entry.pk))
        done_well += 1
    except Exception as error:
        refused.append(str(error))
answer = [done_well, refused]
"""
QUEUE = """
from tryggby.outbox.door import queue_mail
for number in range(COUNT):
    queue_mail(once=f"proof:{number}", to=f"kollega{number}@lyngvik.example", subject=f"Mail {number}", text="Hei.")
"""
STATES = """
from tryggby.outbox.door import Message
answer = {m.subject: [m.state, m.tries] for m in Message.objects.filter(once__startswith="proof:")}
"""
# What an hour without a heartbeat does, without waiting for it.
AN_HOUR_LATER = """
import datetime as dt
from django.utils import timezone
from tryggby.outbox.models import Job, Worker
Worker.objects.update(beat_at=timezone.now() - dt.timedelta(hours=1))
Job.objects.update(due_at=timezone.now() - dt.timedelta(hours=1))
"""


@pytest.mark.shows("foundation.4")
def test_two_processes_writing_at_once_lose_nothing(tmp_path):
    with Machine(tmp_path / "data") as machine:
        writers = [machine.code(f"WRITER = {number}\n{WRITE}") for number in (1, 2)]
        for writer in writers:
            words = machine.wait(writer)
            assert words.strip().endswith("[200, []]"), words
        kept = machine.run(
            "from tryggby.audit.door import Entry\n"
            "from tryggby.ground.models import Once\n"
            "answer = [Entry.objects.filter(verb='proof_write').count(), "
            "Once.objects.filter(key__startswith='proof:').exclude(result='').count()]"
        )
    assert kept == [400, 400]


@pytest.mark.shows("foundation.4")
def test_worker_killed_in_mid_mail_sends_each_once_or_says_so(tmp_path, mail_server):
    mail_server.pause = 1.0
    with Machine(tmp_path / "data", MAIL_URL=mail_server.url) as machine:
        machine.run(f"COUNT = {MAILS}\n{QUEUE}")
        first = machine.worker()
        assert mail_server.wait_for(3, seconds=40), "the worker sent nothing"
        first.kill()
        first.wait()
        states = machine.run(STATES)
        assert [state for state, _ in states.values()].count("sending") == 1, "the kill hit no mail in the middle"
        mail_server.pause = 0.0
        machine.run(AN_HOUR_LATER)
        second = machine.worker()
        states = _settled(machine)
        assert stop(second) == 0
    taken = mail_server.taken
    for subject, (state, _) in states.items():
        assert state in {"sent", "uncertain"}, f"{subject} is {state}"
        assert taken.get(subject, 0) <= 1, f"{subject} was sent {taken[subject]} times"
        if state == "sent":
            assert taken.get(subject) == 1, f"{subject} says sent, but was not"
    assert [state for state, _ in states.values()].count("uncertain") == 1


def _settled(machine: Machine) -> dict:
    until = time.monotonic() + 60
    while True:
        states = machine.run(STATES)
        if all(state not in {"queued", "sending"} for state, _ in states.values()) or time.monotonic() > until:
            return states
        time.sleep(0.5)
