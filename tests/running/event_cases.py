"""What bin/bench measures of events: the event page with few and with many sign-ups, and whole sign-ups."""

import argparse
import html
import http.client
import itertools
import json
import re
import statistics
import sys
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.running.cases import Case, queries_of
from tests.running.load import Answers, Request, ask
from tests.running.product import Product, clean_environment, cpu_of
from tests.running.steps import quietly

# Goals of scale.md: the kept page × hello; a whole sign-up in ms of CPU; sign-ups a minute; many against few.
KEPT, WHOLE, MINUTE, SAME = 1.5, 30.0, 1500, 1.1
FEW, MANY = 10, 10_000
CLIENTS = (1, 16, 64)
# The form asks for a moment between being shown and being sent.
READING = 2.2
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
BUILD = """
import datetime as dt, json, sys, django
django.setup()
from django.utils import timezone
from tryggby.events.door import Event, Seating, Signup, create_event, publish_event
from tryggby.organisations.door import Organisation
few, many = map(int, sys.argv[1:])
owner = Organisation.objects.order_by("pk").first()
soon = timezone.now() + dt.timedelta(days=30)
slugs = []
for people in (few, many, 0):
    event = create_event(
        by=None, organisation=owner, title=f"Maaling {people}", lead="Et seminar.", body="Tekst.", place="Kantina",
        starts_at=soon, ends_at=soon + dt.timedelta(hours=1), room_places=15000, stream=True,
        slots=[{"starts_at": soon, "minutes": 10, "title": "Velkommen", "role": "Rektor"}],
    )
    event = publish_event(by=None, event=event)
    room = Seating.objects.get(event=event, mode="room")
    now = timezone.now()
    Signup.objects.bulk_create(
        [Signup(event=event, seating=room, name=f"Gjest {n}", email=f"g{n}@maaling.example", confirmed_at=now)
         for n in range(people)], batch_size=2000)
    seats = list(room.seats.order_by("number")[:people])
    for seat, signup in zip(seats, Signup.objects.filter(event=event).order_by("pk")):
        seat.signup = signup
    room.seats.bulk_update(seats, ["signup"], batch_size=500)
    Seating.objects.filter(pk=room.pk).update(taken=people)
    slugs.append(event.slug)
print(json.dumps(slugs))
"""


@dataclass
class EventFigures:
    """The figures of one run, each beside its goal."""

    page_kept_ratio: float = 0.0
    page_kept_goal: float = KEPT
    many_to_few: float = 0.0
    many_to_few_goal: float = SAME
    page_bytes: dict[str, int] = field(default_factory=dict)
    page_queries: dict[str, int | None] = field(default_factory=dict)
    signup_ms: float = 0.0
    signup_ratio: float = 0.0
    signup_goal: float = WHOLE
    signup_requests: int = 2
    signups_a_minute: float = 0.0
    signups_goal: int = MINUTE
    p95: dict[str, float] = field(default_factory=dict)


def measure_events(folder: Path, hello: Callable[[int], float], options: argparse.Namespace) -> dict:
    """Measure on a copy of the demo city; `hello(count)` gives the ms of CPU of a bare view, in the same round."""
    from tests.running.bench import cpu_per_request

    few, many, empty = _build(folder)
    rounds, count = (1, 30) if options.quick else (options.rounds, 150)
    found = EventFigures()
    # Each visitor comes through a proxy from a place of their own.
    with Product(folder, TRYGGBY_PROXIES="1") as product:
        assert product.process is not None
        pid = product.process.pid

        def cost(path: str, number: int) -> float:
            serial = itertools.count()
            fresh = "?" in path
            return cpu_per_request(
                product.url, pid, number, lambda _n: ("GET", f"{path}{next(serial)}" if fresh else path, None, {})
            )

        pages = [f"/arrangementer/{slug}/" for slug in (few, many)]
        for page in pages:
            cost(page, 12)
            cost(f"{page}?warm=", 12)
        _sign_up(product.url, empty, 16, 4)
        kept, grown, whole, bases = [], [], [], []
        for turn in range(rounds):
            base = hello(count * 2)
            bases.append(base)
            kept.append(cost(pages[1], count) / base)
            grown.append(cost(f"{pages[1]}?r={turn}&n=", count) / cost(f"{pages[0]}?r={turn}&n=", count))
            before = cpu_of(pid)
            _sign_up(product.url, empty, count, 2)
            whole.append(1000 * (cpu_of(pid) - before) / count)
        found.page_kept_ratio = round(statistics.median(kept), 2)
        found.many_to_few = round(statistics.median(grown), 3)
        found.signup_ms = round(statistics.median(whole), 2)
        found.signup_ratio = round(statistics.median(ms / base for ms, base in zip(whole, bases, strict=True)), 1)
        for clients in CLIENTS:
            answers, wall = _sign_up(product.url, empty, max(clients, count), clients)
            found.p95[str(clients)] = round(answers.percentile(0.95), 1)
            found.signups_a_minute = max(found.signups_a_minute, round(60 * max(clients, count) / wall, 0))
        for name, page in zip(("few", "many"), pages, strict=True):
            found.page_bytes[name] = ask(product.url, 1, 1, lambda _n, page=page: ("GET", page, None, {})).size
    for name, page in zip(("few", "many"), pages, strict=True):
        found.page_queries[name] = queries_of(Case(name, 0, lambda _n: ("GET", "/", None, {}), path=page), folder)
    return asdict(found)


def lines_of(figures: dict) -> list[str]:
    """The figures as lines of the table."""

    def sign(well: bool) -> str:
        return "ok" if well else "MISS"

    p95 = ", ".join(f"{clients}: {value:.0f} ms" for clients, value in figures["p95"].items())
    return [
        "",
        f"A event page, kept: {figures['page_kept_ratio']:.2f} × hello (goal {figures['page_kept_goal']:g}) "
        f"{sign(figures['page_kept_ratio'] <= figures['page_kept_goal'])}",
        f"A event page made anew, {MANY} sign-ups to {FEW}: {figures['many_to_few']:.2f}× "
        f"(goal {figures['many_to_few_goal']:g}) {sign(figures['many_to_few'] <= figures['many_to_few_goal'])}",
        f"C whole sign-up, {figures['signup_requests']} requests: {figures['signup_ms']:.1f} ms CPU, "
        f"{figures['signup_ratio']:.0f} × hello (goal {figures['signup_goal']:g} ms) "
        f"{sign(figures['signup_ms'] <= figures['signup_goal'])}",
        f"C sign-ups a minute: {figures['signups_a_minute']:.0f} (goal {figures['signups_goal']}) "
        f"{sign(figures['signups_a_minute'] >= figures['signups_goal'])}",
        f"C sign-up, p95 of the requests by clients at once: {p95}",
    ]


def _build(folder: Path) -> list[str]:
    """Three events in the folder's database: few sign-ups, many, and none yet; their slugs."""
    mine = clean_environment(TRYGGBY_DATA=str(folder), TRYGGBY_DEMO="1", DJANGO_SETTINGS_MODULE="config.settings")
    done = quietly([sys.executable, "-c", BUILD, str(FEW), str(MANY)], mine)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


SERIAL = itertools.count()


def _sign_up(url: str, slug: str, people: int, clients: int) -> tuple[Answers, float]:
    """That many sign up, each with the form first and the answer afterwards; the answers, and the seconds of both."""
    path = f"/arrangementer/{slug}/pamelding/"
    numbers = [next(SERIAL) for _ in range(people)]
    forms: dict[int, tuple[str, str]] = {}

    def keep(at: int, answer: http.client.HTTPResponse, body: bytes) -> None:
        """The form, with the cookie that came with it."""
        cookie = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie", []))
        forms[numbers[at]] = (cookie, body.decode())

    shown = ask(url, people, clients, lambda at: ("GET", path, None, _headers(numbers[at], url)), keep)
    time.sleep(READING)

    def send(at: int) -> Request:
        number = numbers[at]
        cookie, text = forms[number]
        fields = {"name": f"Gjest {number}", "email": f"ny{number}@maaling.example", "mode": "room", "homepage": ""}
        for tag in HIDDEN.findall(text):
            name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and value:
                fields.setdefault(html.unescape(name[1]), html.unescape(value[1]))
        return "POST", path, urllib.parse.urlencode(fields).encode(), _headers(number, url) | {
            "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Origin": url,
        }  # fmt: skip

    answers = ask(url, people, clients, send)
    if answers.statuses != {200}:
        raise SystemExit(f"sign-up answered {answers.statuses}")
    both = Answers(shown.seconds + answers.seconds, answers.statuses, answers.size, shown.wall + answers.wall)
    return both, both.wall


def _headers(number: int, url: str) -> dict[str, str]:
    return {"X-Forwarded-For": f"10.{number // 62500 % 250}.{number // 250 % 250}.{number % 250 + 1}", "Referer": url}
