"""The product's processes one by one: a database made ready, code run in a process of its own, workers, web servers."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from config.running.serve import web_command
from tests.running.postgres import free_port
from tests.running.product import clean_environment, empty_folder, stop, wait_for
from tests.running.steps import ROOT


class Machine:
    """Processes on one data folder or database; use it as a context, which ends them all by id."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        if "DATABASE_URL" in variables:
            folder.mkdir(parents=True, exist_ok=True)
        else:
            shutil.copytree(empty_folder(), folder, dirs_exist_ok=True)
        self.environment = clean_environment(
            TRYGGBY_DATA=str(folder), DJANGO_SETTINGS_MODULE="config.settings", **variables
        )
        self.processes: list[subprocess.Popen] = []

    def __enter__(self) -> "Machine":
        self.wait(self.start("-m", "config.running.prepare"))
        return self

    def __exit__(self, *reason: object) -> None:
        for process in self.processes:
            stop(process)

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen:
        """Start this environment's Python with arguments."""
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def wait(self, process: subprocess.Popen, seconds: float = 300) -> str:
        """Wait for the end; returns what it printed, fails when it failed."""
        words, _ = process.communicate(timeout=seconds)
        assert process.returncode == 0, words
        return words

    def run(self, code: str) -> object:
        """Run code in a process with Django set up; it leaves its answer in `answer`, as JSON knows it."""
        return json.loads(self.wait(self.code(code)).strip().splitlines()[-1])

    def code(self, code: str) -> subprocess.Popen:
        """The same without waiting."""
        text = f"import django, json; django.setup(); answer = None\n{code}\nprint(json.dumps(answer))"
        return self.start("-c", text)

    def worker(self) -> subprocess.Popen:
        """A worker that looks for work all the time."""
        process = subprocess.Popen(
            [sys.executable, "bin/manage", "worker", "--pause", "0.1"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / f"worker-{len(self.processes)}.log").open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def web(self) -> str:
        """A web server on a free port; returns its address."""
        port = free_port()
        log = self.folder / f"web-{port}.log"
        process = subprocess.Popen(
            web_command("127.0.0.1", port, workers=1),
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=log.open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.processes.append(process)
        url = f"http://127.0.0.1:{port}"
        wait_for(url + "/helse/lever", process, log, seconds=60)
        return url
