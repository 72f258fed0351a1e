"""The worker process: heartbeat, due jobs, mail, tasks; several may run at once."""

import os
import signal
import socket
import threading
import uuid

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.db.utils import OperationalError
from django.utils import timezone

from tryggby.outbox.delivering import deliver_calls
from tryggby.outbox.models import Worker
from tryggby.outbox.post import deliver_due
from tryggby.outbox.tasks import run_ready_tasks
from tryggby.outbox.ticks import tick

BEAT = 10.0


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, then finishes what it holds and leaves."""

    help = "Send mail, run jobs and tasks until stopped."

    def add_arguments(self, parser) -> None:
        """`--once` does one round; `--pause` seconds between rounds."""
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--pause", type=float, default=1.0)

    def handle(self, *, once: bool, pause: float, **options) -> None:
        """Loop."""
        self.stopping = threading.Event()
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        Worker.objects.create(name=self.name)
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: self.stopping.set())
            threading.Thread(target=self._beat, daemon=True).start()
        try:
            while not self.stopping.is_set():
                self._round()
                if once:
                    break
                self.stopping.wait(pause)
        finally:
            Worker.objects.filter(name=self.name).delete()

    def _round(self) -> None:
        close_old_connections()
        try:
            tick()
            deliver_due(self.name)
            deliver_calls(self.name)
            run_ready_tasks(self.name)
        except OperationalError as error:
            self.stderr.write(f"database: {error}; trying again")
            connection.close()
            self.stopping.wait(2)

    def _beat(self) -> None:
        """A thread of its own, so that a long task does not look like death."""
        while not self.stopping.wait(BEAT):
            try:
                if not Worker.objects.filter(name=self.name).update(beat_at=timezone.now()):
                    Worker.objects.create(name=self.name)
            except OperationalError:
                connection.close()
        connection.close()
