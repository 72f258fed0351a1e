"""events.4 and events.5 with real processes: a dead mail server, a killed worker, and what is on disk on day 14."""

import time
from email.utils import parseaddr

import pytest

from tests.proof.machine import Machine
from tests.proof.mailserver import MailServer
from tests.running.product import stop

GUESTS = 12
PEOPLE = f"""
from tryggby.events.factories import EventFactory, SignupFactory
event = EventFactory(room=200, asks=["allergy"])
for number in range({GUESTS}):
    SignupFactory(event=event, name=f"Hemmelig Navnesen{{number}}", email=f"skjult{{number}}@gjest.example",
                  workplace="Skjulestedet", needs={{"allergy": "lakrisrotallergi"}})
answer = event.key
"""
STATES = """
from tryggby.outbox.door import Message
answer = [[m.to, m.state, m.tries] for m in Message.objects.order_by("pk")]
"""
# The clock moved: what an hour does to the rows, without waiting for it.
AN_HOUR_LATER = """
import datetime as dt
from django.db.models import F
from django.utils import timezone
from tryggby.outbox.door import Message
from tryggby.outbox.models import Job, Worker
hour = dt.timedelta(hours=1)
Message.objects.update(created_at=F("created_at") - hour, next_try_at=F("next_try_at") - hour)
Worker.objects.update(beat_at=timezone.now() - hour)
Job.objects.update(due_at=timezone.now() - hour)
"""
SEND_AGAIN = """
from tryggby.events import actions
from tryggby.events.models import Event
answer = actions.send_failed_again(by=None, event=Event.objects.get(), kind="event_receipt")
"""
DAY_14 = """
import datetime as dt
from django.db.models import F
from tryggby.events.models import Event, NeedCount, Seating
def counts():
    return [list(NeedCount.objects.values_list("kind", "number")), list(Seating.objects.values_list("mode", "taken"))]
before = counts()
Event.objects.update(starts_at=F("starts_at") - dt.timedelta(days=40), ends_at=F("ends_at") - dt.timedelta(days=40))
from tryggby.events.jobs import purge_names_and_needs
purge_names_and_needs()
answer = [Event.objects.exclude(purged_at=None).count(), before == counts(), before]
"""
BACKUP = """
import pysqlite3
from django.conf import settings
a, b = (pysqlite3.connect(str(settings.DATA / name)) for name in ("tryggby.sqlite3", "backup.sqlite3"))
a.backup(b)
b.close()
answer = True
"""
MARKS = (b"Navnesen", b"@gjest.example", b"Skjulestedet", b"lakrisrot")


class Guestbook(MailServer):
    """Remembers how often it took a mail for each address."""

    async def handle_DATA(self, server, session, envelope):
        """One mail, one address."""
        for receiver in envelope.rcpt_tos:
            address = parseaddr(receiver)[1]
            self.taken[address] = self.taken.get(address, 0) + 1
        return "250 taken"


class Bare(Machine):
    """Empty tables."""

    def __enter__(self):
        self.wait(self.start("bin/manage", "migrate", "-v0"))
        return self


@pytest.mark.shows("events.4")
@pytest.mark.xdist_group("proof")
def test_all_mails_go_out_once_after_a_dead_hour_and_a_killed_worker(tmp_path):
    server = Guestbook()
    with Bare(tmp_path / "data", MAIL_URL=server.url) as machine:
        machine.run(PEOPLE)
        first = machine.worker()
        _until(machine, lambda states: all(tries for _to, _state, tries in states))
        first.kill()
        first.wait()
        assert not any(state == "sent" for _to, state, _tries in machine.run(STATES)), "nobody was there to take it"
        machine.run(AN_HOUR_LATER)
        with server:
            second = machine.worker()
            _until(machine, lambda states: not any(state in {"queued", "sending"} for _to, state, _tries in states))
            # What the killed worker held in its hand is looked at by a person, who sends it again.
            unsure = [to for to, state, _tries in machine.run(STATES) if state == "uncertain"]
            assert len(unsure) <= 1 and not set(unsure) & set(server.taken)
            assert machine.run(SEND_AGAIN) == len(unsure)
            _until(machine, lambda states: all(state == "sent" for _to, state, _tries in states))
            assert stop(second) == 0
    assert server.taken == {f"skjult{number}@gjest.example": 1 for number in range(GUESTS)}


@pytest.mark.shows("events.5")
@pytest.mark.xdist_group("proof")
def test_on_day_14_no_file_on_disk_has_a_name_or_a_need(tmp_path):
    server = Guestbook()
    with server, Bare(tmp_path / "data", MAIL_URL=server.url) as machine:
        machine.run(PEOPLE)
        worker = machine.worker()
        _until(machine, lambda states: all(state == "sent" for _to, state, _tries in states))
        assert stop(worker) == 0
        assert _found(machine, MARKS[:3]), "the search would find nothing anyway"
        purged, unchanged, counts = machine.run(DAY_14)
        assert (purged, unchanged) == (1, True) and counts[0] == [["allergy", GUESTS]]
        machine.run(BACKUP)
        assert _found(machine, MARKS) == []
        assert (machine.folder / "backup.sqlite3").stat().st_size > 100_000


def _found(machine: Machine, marks) -> list[str]:
    """Files under the data folder (database, log of changes, backup, logs) that hold one of the marks."""
    files = [path for path in machine.folder.rglob("*") if path.is_file()]
    return [f"{path.name}: {mark!r}" for path in files for mark in marks if mark in path.read_bytes()]


def _until(machine: Machine, settled, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not settled(states := machine.run(STATES)):
        assert time.monotonic() < until, states
        time.sleep(0.3)
