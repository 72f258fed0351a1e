"""The Nu Html Checker: got from npm by its lock the first time, run by Java, over many pages at once."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.running.steps import ROOT

FOLDER = ROOT / "tests" / "vendor" / "vnu"
JAR = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# What the checker says about things that are right, in its own words.
FINE = ("Trailing slash on void elements", "Consider using the", "Section lacks heading", "Article lacks heading")


class Unavailable(RuntimeError):
    """The checker cannot be had on this machine."""


def get_validator() -> Path:
    """The checker's file, fetched when it is not there yet."""
    if not shutil.which("java"):
        raise Unavailable("Java is missing: apt-get install default-jre-headless")
    if not JAR.exists():
        npm = shutil.which("npm")
        if not npm:
            raise Unavailable("npm is missing, so the HTML checker cannot be fetched")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        done = subprocess.run(
            command, cwd=FOLDER, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode or not JAR.exists():
            raise Unavailable(f"the HTML checker could not be fetched: {(done.stderr or done.stdout)[-300:]}")
    return JAR


def faults_of_html(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Every error in the pages (name → HTML), as `name:line what`."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number:03}.html"
        path.write_text(html, "utf-8")
        names[path.name] = name
    command = [
        "java",
        "-Xss8m",
        "-jar",
        str(get_validator()),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    done = subprocess.run(
        [*command, "--exit-zero-always", *(str(folder / name) for name in names)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = json.loads(done.stderr or done.stdout)
    return [
        f"{names[message['url'].rsplit('/', 1)[1]]}:{message.get('lastLine', 0)} {message['message']}"
        for message in said["messages"]
        if message["type"] == "error" and not message["message"].startswith(FINE)
    ]
