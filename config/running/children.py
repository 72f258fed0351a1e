"""Child processes that end with their parent, however it ends."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux for SIGTERM when the parent is gone; elsewhere the supervisor's own end must do."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One process in a group of its own, so that its own children end with it."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.environment = name, environment
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def ended(self) -> int | None:
        """The exit code once it has ended."""
        return self.process.poll()

    def ask(self) -> None:
        """Ask it to end."""
        if self.ended() is None:
            self.process.terminate()

    def end(self, patience: float) -> None:
        """Wait for the end it was asked for, then sweep whatever is left of its group."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(patience, 0.1))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def end_all(children: list[Child], patience: float = 15.0) -> None:
    """End every child within `patience` seconds."""
    until = time.monotonic() + patience
    for child in children:
        child.ask()
    for child in children:
        child.end(until - time.monotonic())
