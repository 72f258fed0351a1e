"""The `shows` marker: which tests prove which numbered line of an issue, and which lines nobody proves yet.

`pytest --shows foundation` runs exactly the tests marked `@pytest.mark.shows("foundation.N")` and ends with a
line that names every number, or the ones without a passing test. Marked tests that were skipped are named above it.

A skipped test shows nothing. One that is skipped because the machine lacks a tool (`lacks_tool`) also takes its numbers
back, whatever else passed: on another machine it might have failed.
"""

import json
from pathlib import Path

import pytest

LACKS = "this machine lacks a tool: "
NUMBERS = json.loads((Path(__file__).parent / "shows.json").read_text("utf-8"))


def lacks_tool(reason) -> str:
    """Why a test is skipped, for `pytest.skip` and `skipif`, when what it needs is not on this machine."""
    return f"{LACKS}{reason}"


def pytest_addoption(parser):
    """`--shows KEY`."""
    parser.addoption("--shows", metavar="KEY", help="run the tests that prove an issue's numbered lines")


def pytest_configure(config):
    """Refuse a key that is not known."""
    key = config.getoption("--shows")
    if key and key not in NUMBERS:
        raise pytest.UsageError(f"--shows {key}: known keys are {', '.join(NUMBERS)}")
    if key:
        config.pluginmanager.register(Covered(key, config), "shows-covered")


def numbers_of(item) -> list[str]:
    """The numbered lines a test says it proves."""
    lines = [line for marker in item.iter_markers("shows") for line in marker.args]
    for line in lines:
        key, _, number = line.partition(".")
        if not (key in NUMBERS and number.isdigit() and 1 <= int(number) <= NUMBERS[key]):
            raise pytest.UsageError(f"{item.nodeid}: shows({line!r}) names no line in tests/shows.json")
    return lines


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Check every mark; with --shows keep only the tests of that key."""
    key = config.getoption("--shows")
    kept, dropped = [], []
    for item in items:
        lines = numbers_of(item)
        item.user_properties.append(("shows", lines))
        wanted = not key or any(line.startswith(f"{key}.") for line in lines)
        (kept if wanted else dropped).append(item)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


class Covered:
    """Counts which numbers got a passing test, and none that failed."""

    def __init__(self, key, config):
        self.key, self.config = key, config
        self.passed: set[int] = set()
        self.failed: set[int] = set()
        self.lacking: set[int] = set()
        self.skipped: dict[str, str] = {}

    def pytest_runtest_logreport(self, report):
        """A number is shown by a test that ran and passed; one skipped for want of a tool hides its numbers."""
        lines = dict(report.user_properties).get("shows", [])
        numbers = {int(line.partition(".")[2]) for line in lines if line.startswith(f"{self.key}.")}
        if report.failed:
            self.failed |= numbers
        elif report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            self.passed |= numbers
        elif report.skipped and numbers and not hasattr(report, "wasxfail"):
            reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
            self.skipped[report.nodeid] = reason = reason.removeprefix("Skipped: ")
            if reason.startswith(LACKS):
                self.lacking |= numbers

    def missing(self) -> list[int]:
        """The numbers that nothing shows."""
        return [n for n in range(1, NUMBERS[self.key] + 1) if n not in self.passed - self.failed - self.lacking]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session, exitstatus):
        """Missing numbers fail the run."""
        if hasattr(self.config, "workerinput") or session.config.option.collectonly:
            return
        if self.missing() and exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_unconfigure(self, config):
        """The marked tests that were skipped, and the very last line."""
        if hasattr(config, "workerinput") or config.option.collectonly:
            return
        for test, reason in sorted(self.skipped.items()):
            print(f"skipped: {test}: {reason}")
        missing = self.missing()
        numbers = " ".join(str(n) for n in range(1, NUMBERS[self.key] + 1))
        if missing:
            print(f"shows {self.key}: no passing test for {' '.join(map(str, missing))}")
        else:
            print(f"shows {self.key}: {numbers} all covered")
