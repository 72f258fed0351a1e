"""`./run test`: installs what a test needs, then checks everything.

./run test                      all checks and all tests
./run test --postgres           all tests on a PostgreSQL of their own
./run test --shows foundation   the tests that prove an issue's numbered lines
./run test tryggby/desk -k home pytest's own arguments
"""

import os
import shutil
import subprocess
import sys

from tests.running.check import check, tests
from tests.running.postgres import Postgres, Unavailable, install
from tests.running.steps import ROOT, environment, python
from tests.running.validator import JAR, get_validator
from tests.running.validator import Unavailable as NoValidator

CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable")


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    on_postgres = "--postgres" in arguments
    rest = [argument for argument in arguments if argument != "--postgres"]
    get_chromium()
    get_html_checker()
    get_pdf_reader()
    try:
        install()
    except Unavailable as reason:
        print(f"→ PostgreSQL: {reason}", flush=True)
        if on_postgres:
            return 1
    if on_postgres:
        return _on_postgres(rest)
    failed = bool(check().failed) if not rest else False
    return tests(rest, failed_before=failed)


def get_chromium() -> None:
    """The browser of the journeys, from Debian, where it is absent and we may install."""
    if any(shutil.which(name) for name in CHROMIUM):
        return
    if not apt("chromium"):
        print("→ Chromium is missing and could not be installed: the browser tests will fail.", flush=True)


def get_html_checker() -> None:
    """The HTML checker of the open pages, from npm, and Debian's Java and npm for it where they are absent."""
    if not shutil.which("java"):
        apt("default-jre-headless")
    if not JAR.exists() and not shutil.which("npm"):
        apt("npm")
    try:
        get_validator()
    except NoValidator as reason:
        print(f"→ HTML checker: {reason}", flush=True)


def get_pdf_reader() -> None:
    """pdftotext, which reads the papers as somebody does who cannot see them, from Debian where it is absent."""
    if not shutil.which("pdftotext"):
        apt("poppler-utils")


def apt(*packages: str) -> bool:
    """Install Debian packages; False where that is not possible."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(f"→ Installing {' '.join(packages)} from apt …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip()[-800:], flush=True)
    return done.returncode == 0


def _on_postgres(arguments: list[str]) -> int:
    with Postgres() as server:
        print(f"→ PostgreSQL {server.version} on port {server.port}", flush=True)
        mine = {**environment(), "DATABASE_URL": server.url, "TRYGGBY_TEST_POSTGRES": server.url}
        command = python("-m", "pytest", *arguments)
        return subprocess.run(command, cwd=ROOT, env=mine, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
