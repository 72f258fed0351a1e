"""Runs commands one after the other, says what goes on, and stops at none, so that all faults show at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Steps:
    """A list of commands and whether they went well."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def run(self, name: str, command: list[str]) -> bool:
        """Run one command quietly; its words are printed only when it fails."""
        print(f"→ {name} …", end=" ", flush=True)
        began = time.monotonic()
        done = quietly(command)
        print(f"{'fine' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - began:.1f} s)", flush=True)
        if done.returncode:
            self.failed.append(name)
            print((done.stdout + done.stderr).rstrip(), flush=True)
        return done.returncode == 0


def quietly(
    command: list[str], env: dict[str, str] | None = None, timeout: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout without standard input; its words and exit code are for the caller to judge."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=env or environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def environment() -> dict[str, str]:
    """The environment for a command of ours: its Python first, and what it reads is compiled once, as by ./run."""
    mine = dict(os.environ)
    mine.pop("PYTHONDONTWRITEBYTECODE", None)
    mine["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{mine.get('PATH', '')}"
    mine["PYTHONPATH"] = str(ROOT)
    mine.setdefault("PYTHONUNBUFFERED", "1")
    return mine


def python(*arguments: str) -> list[str]:
    """A command that runs this environment's Python."""
    return [sys.executable, *arguments]
