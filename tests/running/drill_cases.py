"""What bin/bench measures of drills: 200 phones that poll a run, and how soon an inject has reached them all."""

import argparse
import heapq
import http.client
import random
import re
import threading
import time
import urllib.parse
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.running.product import Product, Visitor, cpu_of
from tests.running.steps import ROOT

# Goals of the drills: seconds until the last phone has an inject, and cores used by web and worker all the while.
REACHED, CORES = 3.0, 0.5
PHONES, HANDS, PATIENCE = 200, 12, 20.0
LIVE = ROOT / "tryggby" / "drills" / "static" / "drills" / "live.js"
DRILL = "/ovelser/barnevernovelser/bhg-garderoben/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
GIVE = re.compile(r'name="go" value="(give:[a-z0-9-]+)"')


def period_of(script: str) -> float:
    """Seconds between two questions of a phone, as the script that asks has it."""
    found = re.search(r"^const PERIOD = (\d+);$", script, re.MULTILINE)
    assert found, "live.js names its period in milliseconds"
    return int(found[1]) / 1000


PERIOD = period_of(LIVE.read_text("utf-8"))


@dataclass
class Drills:
    """Figures of one run of the bench."""

    phones: int
    seconds: float
    polls: int
    unchanged: int
    injects: int
    reached: int
    slowest: float
    cores: float
    failed: int

    @property
    def is_reached(self) -> bool:
        """True when every inject reached every phone in time at less than half a core."""
        return self.reached == self.phones * self.injects and self.slowest <= REACHED and self.cores <= CORES


def measure_drills(folder: Path, options: argparse.Namespace) -> dict:
    """Start the product, open a run, let 200 phones poll it, give injects."""
    seconds, injects = (10.0, 2) if options.quick else (30.0, 4)
    with Product(folder) as product:
        lead, run = _open_run(product)
        phones = _join(product.url, run)
        assert product.process is not None
        room = Room(product.url, run, phones)
        pid = product.process.pid
        used, began = cpu_of(pid), time.monotonic()
        room.open()
        for number in range(injects):
            time.sleep(seconds / (injects + 1))
            room.given(number)
            _give(lead, run)
        time.sleep(seconds / (injects + 1))
        room.close()
        wall = time.monotonic() - began
        found = Drills(
            phones=len(phones),
            seconds=round(wall, 1),
            polls=room.polls,
            unchanged=room.unchanged,
            injects=injects,
            reached=sum(len(times) for times in room.times.values()),
            slowest=round(max((max(times.values(), default=0.0) for times in room.times.values()), default=0.0), 2),
            cores=round((cpu_of(pid) - used) / wall, 2),
            failed=room.failed,
        )
    return asdict(found) | {"is_reached": found.is_reached}


def lines_of(found: dict) -> list[str]:
    """The figures as lines of the bench's table."""
    word = "" if found["is_reached"] else "  MISS"
    return [
        "",
        f"A drill with {found['phones']} phones for {found['seconds']} s, each asking every {PERIOD} s:",
        f"  {found['polls']} questions, {found['unchanged']} of them answered 304, {found['failed']} failed",
        f"  {found['injects']} injects reached {found['reached']} of {found['phones'] * found['injects']},"
        f" the last after {found['slowest']} s (goal {REACHED} s){word}",
        f"  web and worker used {found['cores']} cores (goal {CORES}){word}",
    ]


class Room:
    """Phones that poll, worked by a few hands; each phone has its own moment, as people have."""

    def __init__(self, url: str, run: str, phones: list[str]) -> None:
        self.host, self.run, self.phones = urlsplit(url).netloc, run, phones
        self.lock = threading.Lock()
        self.polls = self.unchanged = self.failed = 0
        self.turn, self.since = -1, 0.0
        self.times: dict[int, dict[str, float]] = {}
        self.ended = threading.Event()
        self.hands: list[threading.Thread] = []

    def open(self) -> None:
        """Begin to poll."""
        for hand in range(HANDS):
            self.hands.append(threading.Thread(target=self._work, args=(self.phones[hand::HANDS],)))
        for thread in self.hands:
            thread.start()

    def given(self, turn: int) -> None:
        """An inject is being given now: from here its way is timed."""
        with self.lock:
            self.turn, self.since = turn, time.monotonic()
            self.times[turn] = {}

    def close(self) -> None:
        """Wait until the last inject is on every phone, but not for ever; then stop them all."""
        until = time.monotonic() + PATIENCE
        while len(self.times[self.turn]) < len(self.phones) and time.monotonic() < until:
            time.sleep(0.1)
        self.ended.set()
        for thread in self.hands:
            thread.join()

    def _work(self, cookies: list[str]) -> None:
        link = http.client.HTTPConnection(self.host, timeout=30)
        queue = [(time.monotonic() + random.random() * PERIOD, number) for number in range(len(cookies))]
        heapq.heapify(queue)
        marks: dict[int, str] = {}
        while not self.ended.is_set():
            at, number = heapq.heappop(queue)
            if self.ended.wait(max(0.0, at - time.monotonic())):
                break
            self._poll(link, cookies[number], number, marks)
            heapq.heappush(queue, (at + PERIOD, number))
        link.close()

    def _poll(self, link: http.client.HTTPConnection, cookie: str, number: int, marks: dict[int, str]) -> None:
        headers = {"Cookie": cookie} | ({"If-None-Match": marks[number]} if number in marks else {})
        link.request("GET", self.run, headers=headers)
        answer = link.getresponse()
        answer.read()
        with self.lock:
            self.polls += 1
            self.unchanged += answer.status == 304
            self.failed += answer.status not in (200, 304)
            if answer.status == 200 and self.turn >= 0:
                self.times[self.turn].setdefault(cookie, time.monotonic() - self.since)
        if answer.status == 200:
            marks[number] = answer.headers["ETag"]


def _open_run(product: Product) -> tuple[Visitor, str]:
    """An employee opens a run and begins its play. Returns who leads, and the path of the phones."""
    lead = Visitor(product.url).sign_in("ansatt")
    _, page, text = lead.get(f"{DRILL}ny/")
    unit = re.search(r'name="unit" value="([^"]+)"', text)
    assert unit, page
    _, run, _ = lead.post(f"{DRILL}ny/", unit=unit[1], when="now", place="Storsalen")
    lead.post(run, without_local="1")
    lead.post(f"{run}leder/", go="play")
    return lead, run.replace("/ovelser/gjennomforing/", "/bli-med/ovelse/")


def _join(url: str, run: str) -> list[str]:
    """200 phones, each with a seat of its own; their cookies."""
    first = Visitor(url)
    _, _, page = first.get(run)
    token = TOKEN.search(page)
    assert token
    cookie, link, found = first.cookie_header(), http.client.HTTPConnection(urlsplit(url).netloc, timeout=30), []
    for number in range(PHONES):
        form = {"csrfmiddlewaretoken": token[1], "go": "join", "role": "", "once": f"bench-{number}"}
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Origin": url}
        link.request("POST", run, urllib.parse.urlencode(form), headers)
        answer = link.getresponse()
        answer.read()
        seat = re.search(r"ovelse=([^;]+)", answer.headers.get("Set-Cookie", ""))
        assert seat, answer.status
        found.append(f"ovelse={seat[1]}")
    link.close()
    return found


def _give(lead: Visitor, run: str) -> None:
    """Give the next inject that has not come yet."""
    path = run.replace("/bli-med/ovelse/", "/ovelser/gjennomforing/") + "leder/"
    _, _, page = lead.get(path)
    inject = GIVE.search(page)
    assert inject, "no inject is left to give"
    lead.post(path, go=inject[1])
