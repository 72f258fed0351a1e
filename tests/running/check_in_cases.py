"""A hall that checks in with the code on the wall: what bin/bench measures, and what the proof counts afterwards."""

import argparse
import html
import http.client
import json
import re
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.running.load import Request, ask
from tests.running.product import Product, clean_environment, cpu_of
from tests.running.steps import quietly

# Goals: so many guests within a minute on two cores; none lost, none double.
GUESTS, SECONDS, CLIENTS = 1500, 60.0, 24
# Every so many sends the form again at once (a double tap), and every so many again at the end (a retry).
TWICE, LATE = 7, 10
ONCE, UNIT = re.compile(r'name="once" value="([^"]+)"'), re.compile(r'<option value="([a-z0-9]{10})"')
RECEIPT = re.compile(r'class="code">(\w{6})<')
# A gathering of forty units that is on now; prints its code.
BUILD = """
import datetime as dt
from django.utils import timezone
from tryggby.organisations.factories import OrganisationFactory, UnitFactory
from tryggby.programmes.factories import CohortFactory, GatheringFactory, RoomCodeFactory
# Other cases have made rows in this folder, beginning from nought.
for made in (OrganisationFactory, UnitFactory, CohortFactory, GatheringFactory):
    made.reset_sequence(7000, force=True)
owner = OrganisationFactory(name="Hallvik kommune")
units = [UnitFactory(organisation=owner, name=f"Hallvik barnehage {n}") for n in range(40)]
gathering = GatheringFactory(cohort=CohortFactory(organisation=owner, units=units), title="Felles opplæring i hallen",
    starts_at=timezone.now() - dt.timedelta(minutes=10), ends_at=timezone.now() + dt.timedelta(hours=3))
answer = RoomCodeFactory(gathering=gathering, code="HALLW").code
"""
COUNT = """
from tryggby.programmes.models import Arrival
rows = Arrival.objects.filter(gathering__room_codes__code="HALLW")
answer = [rows.count(), rows.values("given_name").distinct().count(), rows.values("receipt").distinct().count()]
"""


@dataclass
class Hall:
    """What came of a hall: `rows`, `names` and `receipts` as the database has them, `told` receipts on phones."""

    guests: int
    requests: int
    seconds: float
    rows: int
    names: int
    receipts: int
    told: int
    failed: int
    p95_ms: float
    cores: float = 0.0

    @property
    def none_lost_none_double(self) -> bool:
        """True when every guest is one row, and has its receipt."""
        return self.rows == self.names == self.receipts == self.told == self.guests and not self.failed

    @property
    def is_reached(self) -> bool:
        """True when it was done in time too."""
        return self.none_lost_none_double and self.seconds <= SECONDS * self.guests / GUESTS


def fill_hall(urls: list[str], code: str, guests: int, clients: int, count: Callable[[], list[int]]) -> Hall:
    """`guests` open the page of the code and send their name from `clients` phones at once, some of them twice.

    Guests are spread over the web servers. `count` says what the database has afterwards.
    """
    path, lock = f"/her/{code}/", threading.Lock()
    once: dict[int, str] = {}
    units: list[str] = []
    receipts: dict[int, set[str]] = {}
    failed: list[int] = []

    def opened(numbers: list[int]) -> Callable:
        def keep(at: int, answer: http.client.HTTPResponse, body: bytes) -> None:
            text = body.decode()
            found = ONCE.search(text)
            with lock:
                if answer.status != 200 or found is None:
                    failed.append(numbers[at])
                    return
                once[numbers[at]] = found[1]
                units[:] = units or UNIT.findall(text)

        return keep

    def form(number: int, host: str) -> Request:
        fields = {"once": once.get(number, ""), "given_name": f"Gjest nummer {number}", "other_unit": ""}
        fields["unit"] = units[number % len(units)]
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": host, "Sec-Fetch-Site": "same-origin"}
        return "POST", path, urllib.parse.urlencode(fields).encode(), headers

    def told(numbers: list[int]) -> Callable:
        def keep(at: int, answer: http.client.HTTPResponse, body: bytes) -> None:
            found = RECEIPT.search(html.unescape(body.decode()))
            with lock:
                if answer.status == 200 and found:
                    receipts.setdefault(numbers[at], set()).add(found[1])
                else:
                    failed.append(numbers[at])

        return keep

    began = time.monotonic()
    seconds: list[float] = []
    numbers = list(range(guests))
    taps = sorted([*numbers, *numbers[::TWICE]])
    for rows, make, keep in (
        (numbers, lambda rows, host: lambda at: ("GET", path, None, {}), opened),
        (taps, lambda rows, host: lambda at: form(rows[at], host), told),
        (numbers[::LATE], lambda rows, host: lambda at: form(rows[at], host), told),
    ):
        seconds += _everywhere(urls, rows, clients, make, keep)
    wall = time.monotonic() - began
    kept, names, different = count()
    return Hall(
        guests=guests,
        requests=len(seconds),
        seconds=round(wall, 1),
        rows=kept,
        names=names,
        receipts=different,
        told=sum(len(found) for found in receipts.values()),
        failed=len(failed),
        p95_ms=round(1000 * sorted(seconds)[int(len(seconds) * 0.95)], 1),
    )


def _everywhere(urls: list[str], rows: list[int], clients: int, make: Callable, keep: Callable) -> list[float]:
    """Send the requests of these guests to all servers at once; the seconds of each."""
    found: list[float] = []

    def one(turn: int, url: str) -> None:
        mine = rows[turn :: len(urls)]
        host = f"http://{urlsplit(url).netloc}"
        found.extend(ask(url, len(mine), max(1, clients // len(urls)), make(mine, host), keep(mine)).seconds)

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(urls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def measure_check_in(folder: Path, options: argparse.Namespace) -> dict:
    """1 500 guests on a copy of the demo city: web and worker of the product, two cores."""
    guests = 150 if options.quick else GUESTS

    def run(code: str):
        mine = clean_environment(TRYGGBY_DATA=str(folder), TRYGGBY_DEMO="1", DJANGO_SETTINGS_MODULE="config.settings")
        text = f"import django, json; django.setup()\n{code}\nprint(json.dumps(answer))"
        done = quietly([sys.executable, "-c", text], mine)
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        return json.loads(done.stdout.strip().splitlines()[-1])

    code = run(BUILD)
    with Product(folder) as product:
        assert product.process is not None
        pid = product.process.pid
        used = cpu_of(pid)
        hall = fill_hall([product.url], code, guests, CLIENTS, lambda: run(COUNT))
        hall.cores = round((cpu_of(pid) - used) / max(hall.seconds, 0.1), 2)
    return asdict(hall) | {"none_lost_none_double": hall.none_lost_none_double, "is_reached": hall.is_reached}


def lines_of(found: dict) -> list[str]:
    """The figures as lines of the bench's table."""
    word = "" if found["is_reached"] else "  MISS"
    return [
        "",
        f"A hall of {found['guests']} guests with the code on the wall, {found['requests']} requests, some sent twice:",
        f"  {found['rows']} rows of {found['names']} names, {found['told']} receipts told, {found['failed']} failed",
        f"  in {found['seconds']} s (goal {SECONDS * found['guests'] / GUESTS:g} s), p95 {found['p95_ms']} ms,"
        f" {found['cores']} cores{word}",
    ]
