"""voices.6: what a child sent, and was thanked for, is there once after kill -9."""

import contextlib
import os
import re
import secrets
import signal
import sqlite3
import urllib.parse
import urllib.request

import pytest

from tests.proof.machine import Machine

CHILDREN = 12
BUILD = """
from tryggby.voices.factories import ChannelFactory
answer = ChannelFactory(asked=("hort",)).code
"""
COUNT = "SELECT COALESCE(SUM(number), 0) FROM voices_tally"


@pytest.mark.shows("voices.6")
def test_every_thanked_answer_is_there_once_after_kill_9_and_a_retry(tmp_path):
    with Machine(tmp_path / "data") as machine:
        code = machine.run(BUILD)
        url = machine.web()
        sent = [send(url, code) for _child in range(CHILDREN)]
        os.killpg(machine.processes[-1].pid, signal.SIGKILL)
        assert counted(tmp_path) == CHILDREN
        url = machine.web()
        assert [send(url, code, body)[0] for _status, body in sent] == [204] * CHILDREN
        assert counted(tmp_path) == CHILDREN
        assert send(url, code)[0] == 204
    assert counted(tmp_path) == CHILDREN + 1


def send(url: str, code: str, body: bytes = b"") -> tuple[int, bytes]:
    """Send an answer, or the same body again; its status and body."""
    address = f"{url}/si-din-mening/{code}/"
    if not body:
        with urllib.request.urlopen(address) as page:
            text = page.read().decode()
        question = re.search(r'name="(q-\w+)"', text)[1]
        fields = {"once": secrets.token_urlsafe(16), "lofte": "1", "fjes": "five", question: "4"}
        body = urllib.parse.urlencode(fields).encode()
    headers = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}nb/", body, headers)) as answer:
        return answer.status, body


def counted(tmp_path) -> int:
    """How many answers are on the disk."""
    path = tmp_path / "data" / "tryggby.sqlite3"
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as link:
        return link.execute(COUNT).fetchone()[0]
