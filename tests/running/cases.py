"""What bin/bench measures: which requests, found on the demo city's own pages, and which goals."""

import html
import json
import re
import sys
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.running.load import Request
from tests.running.product import Visitor, clean_environment
from tests.running.steps import quietly

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<input\b([^>]*)>", re.DOTALL)
COUNT = """
import json, sys, django
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tryggby.people.door import Person
person, path, kept = sys.argv[1:]
client = Client(headers={"host": "127.0.0.1"})
if person:
    client.force_login(Person.objects.get(demo_name=person), "allauth.account.auth_backends.AuthenticationBackend")
client.get(path)
with CaptureQueriesContext(connection) as caught:
    client.get(path + ("" if person or kept else "?n=1"))
print(json.dumps(len(caught)))
"""


@dataclass(frozen=True)
class Case:
    """One kind of request. `share` of the usual number is asked for where it is dear.

    `path` is where its queries are counted: made anew, or (`kept`) as the next visitor gets what was made for one.
    """

    name: str
    goal: float
    make: Callable[[int], Request]
    statuses: frozenset[int] = frozenset({200})
    share: float = 1.0
    person: str = ""
    path: str = ""
    kept: bool = False

    def warm(self, url: str) -> None:
        """Let every worker and thread meet it once."""
        from tests.running.load import ask

        ask(url, 12, 4, self.make)


def find_cases(url: str) -> list[Case]:
    """The cases of this demo city."""
    cases = [
        Case("A public front page, kept", 1.5, lambda n: ("GET", "/", None, {}), path="/", kept=True),
        Case("A public front page, made anew", 26, lambda n: ("GET", f"/?n={n}", None, {}), path="/"),
    ]
    cases.append(Case("A help entrance", 0.5, lambda n: ("GET", "/hjelp/", None, {}), path="/hjelp/", kept=True))
    text = _article(Visitor(url))
    cases += [
        Case("A article, kept", 1.5, lambda n: ("GET", text, None, {}), path=text, kept=True),
        Case("A article, made anew", 26, lambda n: ("GET", f"{text}?n={n}", None, {}), path=text),
    ]
    reader = Visitor(url).sign_in("ansatt")
    cases.append(_page("B package part", 32, reader, _part(reader), "ansatt"))
    leader = Visitor(url).sign_in("leder")
    cases.append(_page("B leader's home", 32, leader, "/min-enhet/", "leder"))
    cases.append(_attendance(url))
    return cases


def queries_of(case: Case, folder: Path) -> int | None:
    """How many queries the page takes, counted in a process of its own on the same data."""
    if not case.path:
        return None
    mine = clean_environment(
        TRYGGBY_DATA=str(folder), TRYGGBY_DEMO="1", DJANGO_SETTINGS_MODULE="config.settings", TRYGGBY_HOSTS="*"
    )
    done = quietly([sys.executable, "-c", COUNT, case.person, case.path, "kept" if case.kept else ""], mine)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def _page(name: str, goal: float, visitor: Visitor, path: str, person: str) -> Case:
    headers = {"Cookie": visitor.cookie_header()}
    return Case(name, goal, lambda n: ("GET", path, None, headers), share=0.5, person=person, path=path)


def _article(visitor: Visitor) -> str:
    """An article for employees: the first that the knowledge base lists."""
    _, _, shelf = visitor.get("/kunnskap/for/ansatte/")
    return re.findall(r'href="(/kunnskap/(?!for/|tema/)[\w-]+/)"', shelf)[0]


def _part(reader: Visitor) -> str:
    """A part of a package that is read step by step: the first that the shelf leads to."""
    _, _, shelf = reader.get("/laer/")
    for package in dict.fromkeys(re.findall(r'href="(/laer/[\w-]+/)"', shelf)):
        _, _, page = reader.get(package)
        for part in re.findall(rf'href="({re.escape(package)}[\w-]+/(?:\d+/)?)"', page):
            status, final, _ = reader.get(part)
            if status == 200:
                return final
    raise RuntimeError("the shelf leads to no part")


def _attendance(url: str) -> Case:
    """The coordinator saves the roll of a day; each save differs from the one before, so that each one writes."""
    coordinator = Visitor(url).sign_in("koordinator")
    path, fields = _roll(coordinator)
    ticks = [pair for pair in fields if pair[0] != "csrfmiddlewaretoken" and pair[2] == "checkbox"]
    fixed = [(name, value) for name, value, kind in fields if kind != "checkbox"]
    headers = {
        "Cookie": coordinator.cookie_header(),
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": url,
    }

    def make(number: int) -> Request:
        left_out = number % len(ticks)
        present = [(name, value) for place, (name, value, _) in enumerate(ticks) if place != left_out]
        return "POST", path, urllib.parse.urlencode(fixed + present).encode(), headers

    return Case("C attendance write", 16, make, frozenset({302}), share=0.3)


def _roll(coordinator: Visitor) -> tuple[str, list[tuple[str, str, str]]]:
    """Address and fields of the first roll that the coordinator can find."""
    _, _, cohorts = coordinator.get("/program/")
    for cohort in dict.fromkeys(re.findall(r'href="(/program/[a-z0-9]{10}/)', cohorts)):
        _, _, days = coordinator.get(cohort + "dager/")
        for roll in dict.fromkeys(re.findall(r'href="(/program/[a-z0-9]{10}/oppmote/[a-z0-9]{10}/)"', days)):
            _, _, page = coordinator.get(roll)
            for attributes, body in FORM.findall(page):
                fields = [_field(found) for found in FIELD.findall(body)]
                if f'action="{roll}"' in attributes and any(kind == "checkbox" for _, _, kind in fields):
                    return roll, [field for field in fields if field[0] and field[2] != "submit"]
    raise RuntimeError("the coordinator finds no roll")


def _field(attributes: str) -> tuple[str, str, str]:
    def value_of(name: str) -> str:
        found = re.search(rf'\b{name}="([^"]*)"', attributes)
        return html.unescape(found[1]) if found else ""

    return value_of("name"), value_of("value") or "on", value_of("type") or "text"
