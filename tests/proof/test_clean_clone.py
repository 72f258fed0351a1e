"""foundation.1: from a clean clone one command answers, ends without orphans, and starts again on the same data."""

import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.running.postgres import free_port
from tests.running.product import FOREIGN, alive, descendants, gone
from tests.running.steps import ROOT


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """What a newcomer has after `git clone`."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git clone")
    folder = tmp_path_factory.mktemp("clone") / "tryggby"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True, stdin=subprocess.DEVNULL)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


class Run:
    """`./run …` in a folder, as somebody types it; ended by id whatever happens."""

    def __init__(self, folder: Path, *arguments: str, **variables: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder.parent / f"run-{time.monotonic_ns()}.log"
        self.process = subprocess.Popen(
            ["./run", *arguments],
            cwd=folder,
            env=bare_environment(PORT=str(self.port), **variables),
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, *reason: object) -> None:
        for pid in alive(descendants(self.process.pid)):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    @property
    def words(self) -> str:
        """What it has said so far."""
        return self.log.read_text("utf-8", "replace")

    def ready(self, seconds: float = 400) -> None:
        """Wait for the line that says where it is."""
        until = time.monotonic() + seconds
        while "Tryggby is ready" not in self.words:
            assert self.process.poll() is None and time.monotonic() < until, self.words[-3000:]
            time.sleep(0.2)

    def status(self, path: str) -> int:
        """Status of a page."""
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return answer.status


def bare_environment(**variables: str) -> dict[str, str]:
    """A shell that knows nothing of this environment: neither its Python nor its settings."""
    own = str(ROOT / ".venv")
    mine = {k: v for k, v in os.environ.items() if k not in {*FOREIGN, "PYTHONPATH", "VIRTUAL_ENV", "UV_PYTHON"}}
    mine.pop("DJANGO_SETTINGS_MODULE", None)
    mine = {k: v for k, v in mine.items() if not k.startswith(("PYTEST_", "TRYGGBY_"))}
    mine["PATH"] = os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if not p.startswith(own))
    return mine | variables


@pytest.mark.shows("foundation.1")
def test_demo_answers_ends_and_starts_again(clone, tmp_path):
    data = tmp_path / "data"
    with Run(clone, "demo", TRYGGBY_DATA=str(data)) as first:
        first.ready()
        assert [first.status(path) for path in ("/", "/logg-inn/", "/demo/post/")] == [200, 200, 200]
        pids = descendants(first.process.pid)
        assert len(pids) >= 4, "parent, web server, its workers, worker"
        first.process.send_signal(signal.SIGTERM)
        assert first.process.wait(30) == 0, first.words
        assert gone(pids), f"left behind: {alive(pids)}"
        assert "The demo city" in first.words and "Installing from uv.lock" in first.words
    made = (data / "secret.key").read_text()
    with Run(clone, "demo", TRYGGBY_DATA=str(data)) as second:
        second.ready()
        assert second.status("/") == 200
        for step in ("Installing", "Database", "Styles", "Competence packages", "The demo city"):
            assert step not in second.words, f"the second start does again: {step}\n{second.words}"
        pids = descendants(second.process.pid)
        os.kill(second.process.pid, signal.SIGKILL)
        assert gone(pids), f"kill -9 left orphans: {alive(pids)}"
    assert (data / "secret.key").read_text() == made


@pytest.mark.shows("foundation.1")
def test_start_leads_to_the_set_up_page(clone, tmp_path):
    with Run(clone, "start", TRYGGBY_DATA=str(tmp_path / "data")) as run:
        run.ready()
        with urllib.request.urlopen(run.url + "/", timeout=20) as answer:
            assert answer.url.endswith("/oppsett/")
        code = re.search(r"The set-up code is ([A-Z2-9-]{14}):", run.words)
        assert code, run.words
        with urllib.request.urlopen(f"{run.url}/oppsett/?kode={code[1]}", timeout=20) as answer:
            assert f'value="{code[1]}"' in answer.read().decode()
        with urllib.request.urlopen(run.url + "/logg-inn/", timeout=20) as answer:
            assert 'name="demo"' not in answer.read().decode()


@pytest.mark.shows("foundation.1")
def test_tests_run_in_a_clean_clone_without_a_terminal(clone):
    done = subprocess.run(
        ["./run", "test", "tests/house/test_settings.py", "-q"],
        cwd=clone,
        env=bare_environment(CI="true"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert re.search(r"\d+ passed.* in ", done.stdout.strip().splitlines()[-1])
