"""events.1: many at once, in several processes, on SQLite and on PostgreSQL: never oversold, never offered twice."""

import re
import threading
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.proof.machine import Machine
from tests.running.postgres import Postgres, Unavailable, install
from tests.shows import lacks_tool
from tryggby.ui.door import FASTEST

PROCESSES = 3
CLIENTS = 200


class Bare(Machine):
    """A machine with empty tables and nothing shipped in them."""

    def __enter__(self) -> "Bare":
        self.wait(self.start("bin/manage", "migrate", "-v0"))
        self.wait(self.start("bin/manage", "collectstatic", "--no-input", "-v0"))
        return self


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def machine(request, tmp_path_factory):
    """A database of its own, empty."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        with Bare(folder / "data") as ready:
            yield ready
        return
    try:
        install()
        server = Postgres()
    except Unavailable as reason:
        pytest.skip(lacks_tool(reason))
    with server, Bare(folder / "data", DATABASE_URL=server.url + "?pool=10") as ready:
        yield ready


@pytest.mark.shows("events.1")
def test_two_hundred_for_sixty_and_what_follows(machine):
    key = _run(machine, "storm.build(60)")

    slug = _run(machine, f"storm.Event.objects.get(key={key!r}).slug")
    answers = _two_hundred_clients([machine.web(), machine.web()], f"/arrangementer/{slug}/pamelding/")
    found = _facts(machine, key)
    assert set(answers) == {200}
    assert (found["taken"], found["held"], found["seats_held"]) == (60, 60, 60)
    assert found["waiting"] == 140
    assert found["queue"] == sorted(found["queue"]), "the list is not in the order people came"
    assert found["receipts"] == 200, "every tenth sent the form twice, and got one mail"

    _at_once(machine, lambda n: f"storm.sign_up({key!r}, {1000 + n * 20}, 20, AT, 'stream')")
    found = _facts(machine, key)
    assert (found["stream_taken"], found["stream_rows"], found["wishes"]) == (60, 60, 60)

    _at_once(machine, lambda n: f"storm.storm({key!r}, {n}, 100, AT)")
    _check(_facts(machine, key))

    before = _facts(machine, key)
    expired = _run(machine, f"storm.run_out({key!r})")
    passed_on = _at_once(machine, lambda n: "storm.expire(AT)")
    found = _facts(machine, key)
    assert sum(passed_on) == expired, "an offer was passed on twice, or not at all"
    assert found["ended_mails"] - before["ended_mails"] <= expired
    _check(found)


def _check(found: dict) -> None:
    assert found["taken"] <= found["places"], "oversold"
    assert found["taken"] == found["held"] == found["seats_held"]
    assert found["seats"] == found["places"]
    assert found["waiting"] == len(found["queue"])
    assert found["stream_taken"] == found["stream_rows"]
    assert found["arrived"] == found["check_ins"]
    assert found["arrived"] <= found["places"]
    assert found["offers"] == found["offer_mails"], "an offer without its one mail"
    assert found["free"] == 0 or not (found["queue"] or found["wishes"]), "a free seat that nobody was offered"


def _facts(machine, key: str) -> dict:
    return _run(machine, f"storm.facts({key!r})")


def _run(machine, call: str):
    return machine.run(f"from tryggby.events.tests import storm\nanswer = {call}")


def _at_once(machine, call) -> list:
    """The same moment in every process; what each answered."""
    import json

    at = time.time() + 4
    text = "from tryggby.events.tests import storm\nAT = {}\nanswer = {}"
    processes = [machine.code(text.format(at, call(n))) for n in range(PROCESSES)]
    return [json.loads(machine.wait(process).strip().splitlines()[-1]) for process in processes]


def _two_hundred_clients(webs: list[str], path: str) -> list[int]:
    """Each opens the form and waits for the others; then all send it at once. Every tenth sends it twice."""
    ready = threading.Barrier(CLIENTS, timeout=120)

    def client(number: int) -> list[int]:
        web = webs[number % len(webs)]
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = opener.open(web + path, timeout=120).read().decode()
        form = dict(re.findall(r'name="(csrfmiddlewaretoken|once|started)" value="([^"]+)"', page))
        form |= {"name": f"Klient {number}", "email": f"k{number}@storm.example", "mode": "room"}
        ready.wait()
        time.sleep(FASTEST)
        body = urllib.parse.urlencode(form).encode()
        return [opener.open(web + path, body, timeout=120).status for _ in range(2 if number % 10 == 0 else 1)]

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [status for statuses in pool.map(client, range(CLIENTS)) for status in statuses]
