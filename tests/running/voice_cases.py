"""What bin/bench measures of children's answers: with and without sealed words, and among few and many answers."""

import argparse
import itertools
import re
import secrets
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.running.load import Request, ask
from tests.running.product import Product, clean_environment, cpu_of
from tests.running.steps import ROOT

# Goals of scale.md: ms of CPU as × hello, without sealing; the same among many answers as among few.
ANSWER, SAME = 13.0, 1.1
FEW, MANY = 200, 200_000
CLIENTS = (1, 16, 64)
# A channel whose words are sealed to three readers on duty day and night; prints its code.
BUILD = """
import datetime as dt, django
django.setup()
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.sealing.factories import make_reader
from tryggby.voices.factories import ChannelFactory
from tryggby.voices.models import DutyRoster
unit = UnitFactory(name="Maaling skole")
staff = [MembershipFactory(unit=unit).person for _ in range(3)]
for person in staff:
    make_reader(person)
channel = ChannelFactory(unit=unit, name="Maaling", takes="text")
DutyRoster.objects.create(channel=channel, reader=staff[0], backup=staff[1], leader=staff[2], days=list(range(7)),
    since=dt.date(2020, 1, 1), opens=dt.time(0), closes=dt.time(23, 59))
print(channel.code)
"""
# That many answers in all, most of them at other places, over a year; prints how many rows of counts they are.
FILL = """
import datetime as dt, sys, django
django.setup()
from tryggby.voices.factories import ChannelFactory
from tryggby.voices.models import Channel, Tally
from tryggby.voices.weeks import this_week
answers, places = int(sys.argv[1]), int(sys.argv[2])
first = Channel.objects.get(name="Maaling")
channels = [first, *(ChannelFactory(unit=first.unit) for _ in range(places))]
weeks = [this_week() - dt.timedelta(weeks=n) for n in range(1, 53)]
known = [(channel, channel.promise, list(channel.question_set.questions.all())) for channel in channels]
rows = [
    Tally(channel=channel, promise=promise, question=question, week=week, value=value, number=1,
        scale="choice" if question.kind == "choice" else "five")
    for channel, promise, asked in known for question in asked for week in weeks for value in range(5)
][:answers]
for row in rows:
    row.number = answers // len(rows)
Tally.objects.bulk_create(rows, batch_size=5000, ignore_conflicts=True)
print(len(rows))
"""


@dataclass
class VoiceFigures:
    """The figures of one run, each beside its goal."""

    answer_ms: float = 0.0
    answer_ratio: float = 0.0
    answer_goal: float = ANSWER
    sealed_ms: float = 0.0
    sealed_ratio: float = 0.0
    many_to_few: float = 0.0
    many_to_few_goal: float = SAME
    rows: int = 0
    per_second: dict[str, float] = field(default_factory=dict)
    p95: dict[str, float] = field(default_factory=dict)


def measure_voices(folder: Path, hello: Callable[[int], float], options: argparse.Namespace) -> dict:
    """Measure on a copy of the demo city; `hello(count)` gives the ms of CPU of a bare view, in the same round."""
    code = _run(folder, BUILD)
    rounds, count = (1, 40) if options.quick else (options.rounds, 150)
    found = VoiceFigures()
    with Product(folder, TRYGGBY_PROXIES="1") as product:
        assert product.process is not None
        pid = product.process.pid
        send = Children(product.url, code)

        def once(words: bool) -> float:
            before = cpu_of(pid)
            answers = ask(product.url, count, 1, send.with_words if words else send.without)
            if answers.statuses != {204}:
                raise SystemExit(f"a child's answer got {answers.statuses}")
            return 1000 * (cpu_of(pid) - before) / count

        def cost(words: bool) -> float:
            # The least of several: what else runs on the machine only adds.
            return min(once(words) for _ in range(max(rounds, 3)))

        ask(product.url, 20, 4, send.with_words)
        _run(folder, FILL, str(FEW), "0")
        base, few = hello(count * 2), cost(False)
        found.rows = int(_run(folder, FILL, str(MANY), "60"))
        many, sealed = cost(False), cost(True)
        found.answer_ms, found.sealed_ms = round(many, 2), round(sealed, 2)
        found.answer_ratio, found.sealed_ratio = round(many / base, 1), round(sealed / base, 1)
        found.many_to_few = round(many / few, 3)
        for clients in CLIENTS:
            answers = ask(product.url, max(count, 2 * clients), clients, send.with_words)
            if answers.statuses != {204}:
                raise SystemExit(f"a child's answer got {answers.statuses}")
            found.per_second[str(clients)] = round(answers.rate, 1)
            found.p95[str(clients)] = round(answers.percentile(0.95), 1)
    return asdict(found)


class Children:
    """Children who answer, each from a place of their own."""

    def __init__(self, url: str, code: str) -> None:
        self.url, self.path, self.serial = url, f"/si-din-mening/{code}/nb/", itertools.count()
        with urllib.request.urlopen(url + self.path) as page:
            self.questions = dict.fromkeys(re.findall(r'name="(q-\w+)"', page.read().decode()))

    def without(self, _number: int) -> Request:
        """Faces alone."""
        return self._send({})

    def with_words(self, _number: int) -> Request:
        """Faces, and words that are sealed."""
        return self._send({"ord": "La oss være ute litt lenger, og si fra litt før vi skal inn igjen."})

    def _send(self, more: dict[str, str]) -> Request:
        number = next(self.serial)
        fields = dict.fromkeys(self.questions, "3") | {"once": secrets.token_urlsafe(16), "lofte": "1", "fjes": "five"}
        headers = {
            "X-Forwarded-For": f"10.{number // 62500 % 250}.{number // 250 % 250}.{number % 250 + 1}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Sec-Fetch-Site": "same-origin",
        }
        return "POST", self.path, urllib.parse.urlencode(fields | more).encode(), headers


def lines_of(figures: dict) -> list[str]:
    """The figures as lines of the table."""

    def sign(well: bool) -> str:
        return "ok" if well else "MISS"

    speeds = ", ".join(
        f"{clients}: {figures['per_second'][clients]:.0f}/s, {p95:.0f} ms" for clients, p95 in figures["p95"].items()
    )
    return [
        "",
        f"C child's answer: {figures['answer_ms']:.1f} ms CPU, {figures['answer_ratio']:.1f} × hello "
        f"(goal {figures['answer_goal']:g}) {sign(figures['answer_ratio'] <= figures['answer_goal'])}",
        f"C child's answer with sealed words: {figures['sealed_ms']:.1f} ms CPU, {figures['sealed_ratio']:.1f} × hello",
        f"C child's answer among {MANY} to among {FEW}: {figures['many_to_few']:.2f}× "
        f"(goal {figures['many_to_few_goal']:g}) {sign(figures['many_to_few'] <= figures['many_to_few_goal'])}",
        f"C sealed answers by clients at once, rate and p95: {speeds}",
    ]


def _run(folder: Path, code: str, *arguments: str) -> str:
    """The last line that a piece of code prints, run on the folder's database."""
    mine = clean_environment(TRYGGBY_DATA=str(folder), TRYGGBY_DEMO="1", DJANGO_SETTINGS_MODULE="config.settings")
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=mine,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout.strip().splitlines()[-1]
