"""Web and worker as forks of one process that has read the code once: a faster start, and memory that is shared.

Started by config/running/serve.py as `python -m config.running.preloaded demo|start|neighbour HOST PORT`. It reads
the code while a fork of it makes the data folder ready, then forks the web server (which forks its workers) and the
worker, and ends them together.
"""

import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import set_start_method

from config.running import prepare
from config.running.children import die_with_parent
from config.running.folder import Refused
from config.running.serve import THREADS, WEB_WORKERS, wait_until_answering, welcome

# Seconds that web and worker get to finish what they hold.
PATIENCE = 12.0
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked the product to end."""


def main(arguments: list[str]) -> int:
    """Run until stopped; returns the exit code."""
    what, host, port = arguments[0], arguments[1], int(arguments[2])
    forks: dict[int, str] = {}
    for number in ENDING:
        signal.signal(number, _stop)
    try:
        return _run(forks, host, port, what)
    except Stopped:
        return 0
    except Refused as refusal:
        print(f"Tryggby: {refusal}", file=sys.stderr, flush=True)
        return 1
    finally:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        _end(forks)


def _run(forks: dict[int, str], host: str, port: int, what: str) -> int:
    if not prepare.read_settings():
        return 1
    preparing = _fork(forks, "the preparation", lambda: prepare.main(what != "start", neighbour=what == "neighbour"))
    _read_rooms()
    if _wait_for(forks, preparing):
        return 1
    _read_static_names()
    from config.wsgi import application  # noqa: F401  looks at every static file, so not before

    gc.collect()
    # What is read now is never looked through again, so its pages stay shared with the forks.
    gc.freeze()
    _fork(forks, "web", lambda: _web(host, port))
    _fork(forks, "worker", _worker)
    wait_until_answering(lambda: _ended(forks), host, port)
    print(welcome(what), flush=True)
    while not (name := _ended(forks)):
        time.sleep(0.5)
    raise Refused(f"{name} ended by itself, so everything stops.")


def _read_rooms() -> None:
    """Every address with what lies behind it. Nothing here may ask the database, which is being made ready."""
    from django.urls import get_resolver

    list(get_resolver().url_patterns)


def _read_static_names() -> None:
    """The names of the static files as the preparation left them: reading the rooms may have asked too early."""
    from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

    if isinstance(staticfiles_storage, ManifestFilesMixin):
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = staticfiles_storage.load_manifest()


def _web(host: str, port: int) -> int:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    set_start_method("fork", force=True)
    server = Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
    )
    server.serve()
    return 0


def _worker() -> int:
    from django.core.management import call_command

    call_command("worker")
    return 0


def _fork(forks: dict[int, str], name: str, work: Callable[[], int]) -> int:
    """A fork that does `work` and ends with what it returns; it ends when this process is gone."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        forks[pid] = name
        return pid
    code = 1
    try:
        for number in ENDING:
            signal.signal(number, signal.SIG_DFL)
        die_with_parent()
        code = work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _wait_for(forks: dict[int, str], pid: int) -> int:
    _, status = os.waitpid(pid, 0)
    forks.pop(pid)
    return os.waitstatus_to_exitcode(status)


def _ended(forks: dict[int, str]) -> str | None:
    """The name of a fork that has ended."""
    pid, _ = os.waitpid(-1, os.WNOHANG)
    return forks.pop(pid, "a process") if pid else None


def _end(forks: dict[int, str]) -> None:
    """Ask every fork to end, wait, and make sure."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in forks:
            os.kill(pid, number)
        until = time.monotonic() + PATIENCE
        while forks and time.monotonic() < until:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if forks.pop(pid, None) is None:
                time.sleep(0.02)


def _stop(number: int, frame: object) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
