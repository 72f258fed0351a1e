"""`bin/bench`: what a request costs, as a ratio to a bare Django view measured beside it in the same run.

The unit is CPU of all server processes (web and worker) per request, divided by the same for `hello`, a bare Django
text view on gunicorn with two sync workers; rounds of both are interleaved, and the median round counts. Requests per
second are of this machine and only an order of magnitude. The goals are those of docs/running/speed.md.

    bin/bench             five rounds, about four minutes
    bin/bench --quick     one short round, to see that it works
    bin/bench --json      the same as JSON
    bin/bench --large     coverage, files and obligations at the size of Oslo (tests/running/large)
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.running.cases import Case, find_cases, queries_of
from tests.running.check_in_cases import lines_of as check_in_lines
from tests.running.check_in_cases import measure_check_in
from tests.running.drill_cases import lines_of as drill_lines
from tests.running.drill_cases import measure_drills
from tests.running.event_cases import lines_of, measure_events
from tests.running.load import ask
from tests.running.postgres import free_port
from tests.running.product import Product, copy_of_demo, cpu_of, descendants, memory_of, stop, wait_for
from tests.running.steps import ROOT, environment
from tests.running.voice_cases import lines_of as voice_lines
from tests.running.voice_cases import measure_voices

GUNICORN = ROOT / ".tools" / "gunicorn"
START_GOAL, MEMORY_GOAL, GROWTH_GOAL = 4.0, 300.0, 1.2


@dataclass
class Row:
    """One line of the table."""

    case: str
    goal: float
    ms: float = 0.0
    ratio: float = 0.0
    rate: float = 0.0
    p95: float = 0.0
    kilobytes: float = 0.0
    queries: int | None = None
    rounds: list[float] = field(default_factory=list, repr=False)

    @property
    def reached(self) -> bool:
        """True when the goal is reached."""
        return self.ratio <= self.goal


def main(arguments: list[str]) -> int:
    """Measure and print; returns 1 when something did not answer as it should, never for a missed goal."""
    if "--large" in arguments:
        from tests.running.large.bench import main as large

        return large([argument for argument in arguments if argument != "--large"])
    options = _options(arguments)
    folder = Path(tempfile.mkdtemp(prefix="tryggby-bench-"))
    try:
        copy_of_demo(folder / "data")
        with Product(folder / "data"):
            pass  # The first start of a copy looks at its files; the second is what is measured.
        with Product(folder / "data") as product, Hello(folder) as hello:
            result = measure(product, hello, options, folder)
        with Hello(folder) as hello:
            result["events"] = measure_events(folder / "data", hello.cost, options)
        with Hello(folder) as hello:
            result["voices"] = measure_voices(folder / "data", hello.cost, options)
        result["drills"] = measure_drills(folder / "data", options)
        result["check_in"] = measure_check_in(folder / "data", options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(result, indent=1, ensure_ascii=False) if options.json else _table(result))
    return 0


def measure(product: Product, hello: "Hello", options: argparse.Namespace, folder: Path) -> dict:
    """All figures of one run."""
    cases = find_cases(product.url)
    rows = [Row(case.name, case.goal) for case in cases]
    assert product.process is not None
    memory = memory_of(descendants(product.process.pid))
    base: list[float] = []
    count = 40 if options.quick else 300
    for _ in range(1 if options.quick else options.rounds):
        before = cpu_per_request(hello.url, hello.process.pid, count * 2, lambda n: ("GET", "/", None, {}))
        for case, row in zip(cases, rows, strict=True):
            _round(product, case, row, max(20, round(count * case.share)), before)
        base.append(before)
    for case, row in zip(cases, rows, strict=True):
        _settle(product, case, row, base, count)
        row.queries = queries_of(case, folder / "data")
    grown = _grow(product, memory, options)
    return {
        "hello_ms": round(statistics.median(base), 3),
        "hello_server": hello.server,
        "start_seconds": round(product.seconds, 2),
        "memory_mb": round(memory, 1),
        "growth": grown,
        "rows": [asdict(row) | {"reached": row.reached} for row in rows],
    }


def _round(product: Product, case: Case, row: Row, count: int, hello_ms: float) -> None:
    assert product.process is not None
    case.warm(product.url)
    ms = cpu_per_request(product.url, product.process.pid, count, case.make, case.statuses)
    row.rounds.append(ms / hello_ms)
    row.ms = ms


def _settle(product: Product, case: Case, row: Row, base: list[float], count: int) -> None:
    """The median of the rounds; then the rate with several connections at once."""
    row.ratio = round(statistics.median(row.rounds), 2)
    row.ms = round(row.ratio * statistics.median(base), 3)
    answers = ask(product.url, max(40, count), 16, case.make)
    if not answers.statuses <= case.statuses:
        raise SystemExit(f"{case.name}: answered {answers.statuses}")
    row.rate, row.p95 = round(answers.rate, 1), round(answers.percentile(0.95), 1)
    row.kilobytes = round(answers.size / 1000, 1)


def _grow(product: Product, before: float, options: argparse.Namespace) -> float | None:
    """Memory after many requests, as a ratio to what it was after the measured ones."""
    if options.quick:
        return None
    assert product.process is not None
    settled = memory_of(descendants(product.process.pid))
    ask(product.url, 10_000, 4, lambda n: ("GET", f"/?n={n}" if n % 5 == 0 else "/", None, {}))
    return round(memory_of(descendants(product.process.pid)) / max(settled, before), 3)


def cpu_per_request(
    url: str,
    pid: int,
    count: int,
    make: Callable,
    statuses: frozenset[int] = frozenset({200}),
) -> float:
    """Milliseconds of CPU per request, of the process and those below it, asked in turn over two connections."""
    began = cpu_of(pid)
    answers = ask(url, count, 2, make)
    if not answers.statuses <= statuses:
        raise SystemExit(f"{make(0)[1]} answered {answers.statuses}, expected {set(statuses)}")
    return 1000 * (cpu_of(pid) - began) / count


class Hello:
    """The yardstick's server: gunicorn with two sync workers, or granian where gunicorn cannot be had."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "hello.log"
        self.server = "gunicorn, 2 sync workers" if _get_gunicorn() else "granian, 2 workers (gunicorn not to be had)"

    def __enter__(self) -> "Hello":
        bind, app = f"127.0.0.1:{self.port}", "tests.running.hello:application"
        command = [sys.executable, "-m", "gunicorn", "--bind", bind, "--workers", "2", "--log-level", "warning", app]
        if not self.server.startswith("gunicorn"):
            command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port)]
            command += ["--workers", "2", "--blocking-threads", "1", app]
        mine = environment()
        mine.pop("DJANGO_SETTINGS_MODULE", None)
        mine["PYTHONPATH"] = f"{ROOT}{os.pathsep}{GUNICORN}"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=mine, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
            )
        wait_for(self.url, self.process, self.log, seconds=30)
        return self

    def __exit__(self, *reason: object) -> None:
        stop(self.process)

    def cost(self, count: int) -> float:
        """Milliseconds of CPU per request."""
        return cpu_per_request(self.url, self.process.pid, count, lambda n: ("GET", "/", None, {}))


def _get_gunicorn() -> bool:
    """gunicorn is no part of the product; it is put into .tools for measuring."""
    if (GUNICORN / "gunicorn").exists():
        return True
    uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
    for command in (
        [uv, "pip", "install", "--quiet", "--python", sys.executable, "--target", str(GUNICORN), "gunicorn>=25"],
        ["python3", "-m", "pip", "install", "-qq", "--target", str(GUNICORN), "gunicorn>=23"],
    ):
        try:
            done = subprocess.run(
                command,
                env={**os.environ, "UV_SYSTEM_CERTS": "1"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError:
            continue
        if done.returncode == 0 and (GUNICORN / "gunicorn").exists():
            return True
    return False


def _table(result: dict) -> str:
    lines = [
        f"hello: {result['hello_ms']} ms CPU ({result['hello_server']})",
        "",
        f"{'work':<44}{'ms CPU':>8}{'× hello':>9}{'goal':>7}{'':>5}{'req/s':>8}{'p95 ms':>8}{'kB':>7}{'SQL':>5}",
    ]
    for row in result["rows"]:
        sign = "ok" if row["reached"] else "MISS"
        lines.append(
            f"{row['case']:<44}{row['ms']:>8.2f}{row['ratio']:>9.2f}{row['goal']:>7g}{sign:>5}{row['rate']:>8.0f}"
            f"{row['p95']:>8.1f}{row['kilobytes']:>7.1f}{'' if row['queries'] is None else row['queries']:>5}"
        )
    lines += [
        "",
        f"start-up: {result['start_seconds']:.1f} s (goal {START_GOAL:g})",
        f"memory of web and worker: {result['memory_mb']:.0f} MB (goal {MEMORY_GOAL:g})",
    ]
    if result["growth"] is not None:
        lines.append(f"memory after 10 000 requests: {result['growth']:.2f}× (goal {GROWTH_GOAL:g})")
    if "events" in result:
        lines += lines_of(result["events"])
    if "voices" in result:
        lines += voice_lines(result["voices"])
    if "drills" in result:
        lines += drill_lines(result["drills"])
    if "check_in" in result:
        lines += check_in_lines(result["check_in"])
    return "\n".join(lines)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
