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
import datetime as dt
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.sealing.factories import make_reader
from tryggby.voices.factories import ChannelFactory
from tryggby.voices.models import DutyRoster
unit = UnitFactory()
reader, backup, leader = [MembershipFactory(unit=unit).person for _ in range(3)]
for person in (reader, backup, leader):
    make_reader(person)
channel = ChannelFactory(unit=unit, asked=("hort",), takes="text")
DutyRoster.objects.create(channel=channel, reader=reader, backup=backup, leader=leader, since=dt.date(2026, 1, 1),
    days=list(range(7)), opens=dt.time(0), closes=dt.time(23, 59, 59))
answer = channel.code
"""
COUNTED = (
    "SELECT COALESCE(SUM(number), 0) FROM voices_tally",
    "SELECT COUNT(*) FROM voices_note",
    "SELECT COUNT(*) FROM voices_helpthread",
    "SELECT COUNT(*) FROM voices_helpmessage",
    "SELECT COUNT(*) FROM voices_escalation",
    "SELECT COUNT(*) FROM sealing_envelope",
)


@pytest.mark.shows("voices.6")
def test_everything_thanked_for_is_there_once_after_kill_9_and_a_retry(tmp_path):
    """Faces, own words with them, and cries for help with their codes."""
    with Machine(tmp_path / "data") as machine:
        code = machine.run(BUILD)
        url = machine.web()
        sent = [send(url, code, words="Mer tid ute." if child % 2 else "") for child in range(CHILDREN)]
        asked = [ask_for_help(url, code, f"child number {child:06}") for child in range(3)]
        assert len(set(asked)) == 3
        os.killpg(machine.processes[-1].pid, signal.SIGKILL)
        notes, threads = CHILDREN // 2, 3
        assert counted(tmp_path) == [CHILDREN, notes, threads, threads, threads, notes + threads]
        url = machine.web()
        assert [send(url, code, body)[0] for _status, body in sent] == [204] * CHILDREN
        assert [ask_for_help(url, code, f"child number {child:06}") for child in range(3)] == asked
        assert counted(tmp_path) == [CHILDREN, notes, threads, threads, threads, notes + threads]
        assert [open_thread(url, words) for words in asked] == [True] * 3
        assert send(url, code)[0] == 204
    assert counted(tmp_path)[0] == CHILDREN + 1


def send(url: str, code: str, body: bytes = b"", words: str = "") -> tuple[int, bytes]:
    """Send an answer, or the same body again; its status and body."""
    address = f"{url}/si-din-mening/{code}/"
    if not body:
        with urllib.request.urlopen(address) as page:
            text = page.read().decode()
        question = re.search(r'name="(q-\w+)"', text)[1]
        fields = {"once": secrets.token_urlsafe(16), "lofte": "1", "fjes": "five", question: "4", "ord": words}
        body = urllib.parse.urlencode(fields).encode()
    headers = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}nb/", body, headers)) as answer:
        return answer.status, body


def ask_for_help(url: str, code: str, once: str) -> str:
    """Cry for help; the code of six words that was shown."""
    page = form(f"{url}/si-din-mening/{code}/nb/hjelp/", ord="Kan noen snakke med meg?", once=once)
    return re.search(r'class="child-code"[^>]*>([^<]+)<', page)[1]


def open_thread(url: str, words: str) -> bool:
    """True when the code opens the dialogue, with what was written."""
    return form(f"{url}/kode/", kode=words).count("Kan noen snakke med meg?") == 1


def form(address: str, **fields: str) -> str:
    """The page that answers a plain form."""
    body, headers = urllib.parse.urlencode(fields).encode(), {"Sec-Fetch-Site": "same-origin"}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as answer:
        assert answer.status == 200
        return answer.read().decode()


def counted(tmp_path) -> list[int]:
    """How many answers, notes, threads, messages, alarms and sealed texts are on the disk."""
    path = tmp_path / "data" / "tryggby.sqlite3"
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as link:
        return [link.execute(count).fetchone()[0] for count in COUNTED]
