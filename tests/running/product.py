"""The product as processes, for journeys, proofs, `bin/look` and `bin/bench`: started on a free port, ended by id."""

import contextlib
import datetime as dt
import fcntl
import hashlib
import http.client
import http.cookiejar
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.running.postgres import free_port
from tests.running.steps import ROOT, environment, quietly

BUILT, MIGRATED = ROOT / "var" / "demo", ROOT / "var" / "empty"
# What the demo city is made of: a change in any of these builds it anew.
MADE_OF = (
    "tryggby/**/*.py",
    "config/**/*.py",
    "packages/**/*",
    "programmes/**/*",
    "routines/**/*",
    "articles/**/*",
    "tryggby/**/*.yaml",
)
FOREIGN = (
    *("DATABASE_URL", "MAIL_URL", "PORT", "HOST"),
    *("TRYGGBY_DATA", "TRYGGBY_DEMO", "TRYGGBY_URL", "TRYGGBY_HOSTS", "TRYGGBY_NEIGHBOUR"),
)


class Product:
    """`./run demo` or `./run start` on a folder; use it as a context."""

    def __init__(self, folder: Path, what: str = "demo", **variables: str) -> None:
        self.folder, self.what = folder, what
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder.parent / f"{folder.name}.log"
        self.environment = clean_environment(TRYGGBY_DATA=str(folder), PORT=str(self.port), **variables)
        self.environment["TRYGGBY_URL"] = self.url
        self.process: subprocess.Popen | None = None
        self.seconds = 0.0

    def __enter__(self) -> "Product":
        began = time.monotonic()
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.running.serve", self.what],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_for(self.url + "/helse/lever", self.process, self.log, seconds=240)
        self.seconds = time.monotonic() - began
        return self

    def __exit__(self, *reason: object) -> None:
        assert self.process is not None
        stop(self.process)


def clean_environment(**variables: str) -> dict[str, str]:
    """This process's environment without what would lead a product elsewhere."""
    mine = {name: value for name, value in environment().items() if name not in FOREIGN}
    mine.pop("DJANGO_SETTINGS_MODULE", None)
    return mine | variables


def stop(process: subprocess.Popen, patience: float = 20.0) -> int:
    """SIGTERM, and SIGKILL when that is not heard; returns the exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(patience)
        process.kill()
    return process.wait()


def wait_for(url: str, process: subprocess.Popen | None, log: Path | None, seconds: float) -> None:
    """Wait until an address answers; fails with the process's own words when it ends before."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process is not None and process.poll() is not None:
            break
        with contextlib.suppress(OSError, http.client.HTTPException), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.1)
    words = log.read_text("utf-8", "replace")[-3000:] if log else ""
    raise RuntimeError(f"{url} did not answer:\n{words}")


def demo_folder() -> Path:
    """A data folder with the demo city of today and of this code; built once, then kept in var/."""
    return _kept(BUILT, demo=True)


def empty_folder() -> Path:
    """A data folder of this code without anything in it, migrated once, then kept in var/."""
    return _kept(MIGRATED, demo=False)


def _kept(place: Path, *, demo: bool) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    folder = place / _fingerprint()
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".ready").exists():
            for old in place.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            _build(folder, demo=demo)
            (folder / ".ready").touch()
    return folder


def copy_of_demo(to: Path) -> Path:
    """A copy of the demo's data folder that may be changed."""
    shutil.copytree(demo_folder(), to)
    return to


def _build(folder: Path, *, demo: bool) -> None:
    mine = clean_environment(
        TRYGGBY_DATA=str(folder), TRYGGBY_DEMO="1" if demo else "", DJANGO_SETTINGS_MODULE="config.settings"
    )
    code = (
        "import os; from pathlib import Path; from config.running.folder import open_folder; "
        "demo = bool(os.environ['TRYGGBY_DEMO']); open_folder(Path(os.environ['TRYGGBY_DATA']), demo=demo); "
        "from config.running.prepare import main; raise SystemExit(main(demo))"
    )
    done = quietly([sys.executable, "-c", code], mine)
    if done.returncode:
        raise RuntimeError(f"the demo city could not be built:\n{done.stdout[-1500:]}{done.stderr[-3000:]}")


def _fingerprint() -> str:
    # The day in Oslo, as the city has it: a test's process and a plain one may keep different clocks.
    seen = hashlib.sha256(str(dt.datetime.now(ZoneInfo("Europe/Oslo")).date()).encode())
    for pattern in MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and "tests" not in path.parts and "__pycache__" not in path.parts:
                seen.update(str(path).encode() + path.read_bytes())
    return seen.hexdigest()[:16]


class Visitor:
    """A visitor without a browser: cookies, forms with their token, no redirects unless asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, final path and text, redirects followed."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.url, path)))

    def post(self, path: str, token_from: str = "", **fields: str) -> tuple[int, str, str]:
        """Post a form the way the page at `token_from` (or `path`) would."""
        _, _, page = self.get(token_from or path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        fields["csrfmiddlewaretoken"] = token[1] if token else ""
        request = urllib.request.Request(
            urllib.parse.urljoin(self.url, path), urllib.parse.urlencode(fields).encode(), {"Referer": self.url + path}
        )
        return self._open(request)

    def sign_in(self, name: str) -> "Visitor":
        """Sign in as one of the demo's people."""
        status, _, page = self.post("/logg-inn/", demo=name)
        if not any(cookie.name == "tryggby" for cookie in self.cookies):
            raise RuntimeError(f"could not sign in as {name}: status {status}\n{page[:500]}")
        return self

    def cookie_header(self) -> str:
        """For clients that send headers by themselves."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def _open(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            with self.opener.open(request, timeout=30) as answer:
                kind = answer.headers.get("Content-Type", "")
                body = answer.read()
                text = body.decode("utf-8", "replace") if kind.startswith("text/") else ""
                return answer.status, urllib.parse.urlsplit(answer.url).path, text
        except urllib.error.HTTPError as error:
            with error:
                return error.code, urllib.parse.urlsplit(error.url).path, error.read().decode("utf-8", "replace")


def descendants(pid: int) -> list[int]:
    """The process and everything below it."""
    import psutil

    try:
        process = psutil.Process(pid)
        return [pid, *(child.pid for child in process.children(recursive=True))]
    except psutil.NoSuchProcess:
        return []


def alive(pids: list[int]) -> list[int]:
    """Those that still run (zombies do not count)."""
    import psutil

    running = []
    for pid in pids:
        with contextlib.suppress(psutil.NoSuchProcess):
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                running.append(pid)
    return running


def gone(pids: list[int], seconds: float = 25) -> bool:
    """True when none of the processes is left; what has been told to end gets a moment for it."""
    until = time.monotonic() + seconds
    while alive(pids) and time.monotonic() < until:
        time.sleep(0.1)
    return not alive(pids)


def cpu_of(pid: int) -> float:
    """CPU seconds of the process and everything below it, to the nanosecond, with threads and children that ended.

    What is below is looked up each time: a worker may come late or be replaced.
    """
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for each in descendants(pid):
        with contextlib.suppress(OSError):
            # The kernel's number of another process's clock: see clock_getcpuclockid(3).
            total += time.clock_gettime((~each << 3) | 2)
            reaped = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()[13:15]
            total += sum(map(int, reaped)) / ticks
    return total


def memory_of(pids: list[int]) -> float:
    """MB of memory, what processes share counted once."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1])  # type: ignore[index]
    return total / 1024
