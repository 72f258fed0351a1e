"""foundation.6: `bin/bench` prints what was promised, as ratios to a bare Django view measured in the same run."""

import json
import subprocess

import pytest

from tests.running.steps import ROOT, environment, python

WORK = ["A public front page, kept", "A public front page, made anew", "B package part", "B leader's home"]


@pytest.mark.shows("foundation.6")
def test_bench_prints_every_figure():
    done = subprocess.run(
        python("-m", "tests.running.bench", "--quick", "--json"),
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    rows = {row["case"]: row for row in found["rows"]}
    assert list(rows) == [*WORK, "C attendance write"]
    for row in rows.values():
        assert row["ms"] > 0 and row["ratio"] > 0 and row["rate"] > 0 and row["goal"] > 0
    assert found["hello_ms"] > 0 and found["start_seconds"] > 0 and found["memory_mb"] > 50
    # Queries and bytes do not depend on the machine, so they are held to the goals here.
    for name in WORK[1:]:
        assert rows[name]["queries"] <= (8 if name.startswith("A") else 10), rows[name]
        assert rows[name]["kilobytes"] <= 40, rows[name]


def test_table_names_goals_and_misses():
    from tests.running.bench import _table

    row = {"case": "B leader's home", "goal": 32, "ms": 9.0, "ratio": 40.0, "rate": 80.0, "p95": 20.0}
    result = {
        "hello_ms": 0.4,
        "hello_server": "gunicorn, 2 sync workers",
        "start_seconds": 2.0,
        "memory_mb": 250.0,
        "growth": 1.01,
        "rows": [row | {"kilobytes": 30.0, "queries": 9, "reached": False}],
    }
    text = _table(result)
    assert "MISS" in text and "start-up: 2.0 s" in text and "250 MB" in text and "1.01×" in text
