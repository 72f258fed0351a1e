"""What is measured on the reference city, in a process of its own for one database and one size; prints JSON.

New cases are functions in CASES: each gets the Place and gives figures. What a case writes it takes back.
"""

import contextlib
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.running.large.city import COORDINATOR, DIRECTOR, LEADER


@dataclass
class Figure:
    """One figure with its goal: seconds of CPU of this process and the database's, or a count, or megabytes."""

    name: str
    value: float
    unit: str = "s CPU"
    goal: float | None = None
    # How it may grow from the smaller size to this one; None when it is not compared.
    growth: float | None = None


@dataclass
class Spent:
    """Seconds of CPU that something cost."""

    seconds: float = 0.0


class Place:
    """The city that is measured: who looks, what is looked at, and what an act costs."""

    def __init__(self, database: int | None) -> None:
        from tryggby.insight.models import CoveragePlace, Training
        from tryggby.organisations.door import Unit
        from tryggby.people.door import Person

        self.database = database
        named = {person.demo_name: person for person in Person.objects.filter(demo_name__isnull=False)}
        self.director, self.coordinator, self.leader = (named[n] for n in (DIRECTOR, COORDINATOR, LEADER))
        self.top = CoveragePlace.objects.get(level=0)
        self.training = Training.objects.current().order_by("group", "pk")[0]
        self.department = Unit.objects.get(parent__isnull=True)

    def cost(self, act: Callable[[], object], times: int = 1) -> float:
        """Seconds of CPU, of this process and of the database's; the least of some times."""
        found = []
        for _ in range(times):
            with self._spent() as spent:
                act()
            found.append(spent.seconds)
        return round(min(found), 3)

    def page(self, person, path: str) -> tuple[float, int, float]:
        """Seconds, queries and kilobytes of a page for a person, asked three times."""
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        with CaptureQueriesContext(connection) as caught:
            client.get(path)
        asked = len(caught)
        return self.cost(lambda: client.get(path), times=3), asked, len(answer.content) / 1000

    def file(self, person, path: str) -> tuple[float, float, float]:
        """Seconds, megabytes, and how many megabytes of memory it took while it was streamed."""
        from django.test import Client

        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        size, before, most = 0, _memory(), 0.0
        with self._spent() as spent:
            for piece in client.get(path).streaming_content:
                size += len(piece)
                most = max(most, _memory() - before)
        return round(spent.seconds, 3), round(size / 1e6, 2), round(most, 1)

    @contextlib.contextmanager
    def _spent(self) -> Iterator[Spent]:
        """What goes on within costs so much. Reading the database's clock is itself no part of it."""
        from tests.running.product import cpu_of

        spent = Spent()
        others = cpu_of(self.database) if self.database else 0.0
        mine = time.process_time()
        yield spent
        mine = time.process_time() - mine
        spent.seconds = mine + (cpu_of(self.database) - others if self.database else 0.0)


def sums(place: Place) -> Iterator[Figure]:
    """The kept sums: read whole, counted whole, brought up to date in part."""
    from tryggby.insight import counting, reading
    from tryggby.insight.actions import refresh_coverage

    people, trainings = counting.people_by_unit(), reading.trainings_of(place.top)
    parts = [one for one in trainings if one.package_id]
    places = list(reading.workplaces(place.top.organisation_id))
    yield Figure("D matrix from sums", place.cost(lambda: reading.matrix(places, parts), 3), goal=0.5, growth=6.5)
    counted = place.cost(lambda: [found for _training, found in counting.count_parts(people)], 2)
    yield Figure("D matrix counted anew", counted, goal=3, growth=6.5)
    yield Figure("D sums whole, nothing changed", place.cost(lambda: refresh_coverage(whole=True)), growth=6.5)
    with _taken_back():
        _finish(100)
        yield Figure("D sums after 100 finished parts", place.cost(refresh_coverage))
    yield Figure("D sums, nothing new", place.cost(refresh_coverage, 2))


def pages(place: Place) -> Iterator[Figure]:
    """Pages of coverage."""
    from django.urls import reverse

    for name, person, path in [
        ("D one training × workplaces", place.coordinator, reverse("insight:training", args=[place.training.key])),
        ("D municipality", place.coordinator, reverse("insight:place", args=[place.top.key])),
        ("D matrix page", place.coordinator, reverse("insight:matrix", args=[place.top.key])),
        ("D own people", place.director, reverse("insight:unit", args=[place.department.key])),
    ]:
        seconds, queries, size = place.page(person, path)
        yield Figure(name, seconds, goal=0.15, growth=1.3)
        yield Figure(f"{name}: SQL", queries, "queries", 20, 1.0)
        yield Figure(f"{name}: size", round(size, 1), "kB", 150)


def files(place: Place) -> Iterator[Figure]:
    """Exports, streamed."""
    from django.urls import reverse

    for name, person, path in [
        ("D people × requirements, CSV", place.director, reverse("insight:people_csv", args=[place.department.key])),
        ("D people × requirements, XLSX", place.director, reverse("insight:people_xlsx", args=[place.department.key])),
        ("D places × trainings, XLSX", place.coordinator, reverse("insight:place_xlsx", args=[place.top.key])),
    ]:
        seconds, size, most = place.file(person, path)
        yield Figure(name, seconds, goal=5, growth=6.5)
        yield Figure(f"{name}: memory", most, "MB", 30)
        yield Figure(f"{name}: size", size, "MB")


def obligations(place: Place) -> Iterator[Figure]:
    """Duties reckoned anew: for everybody, and for those something changed for."""
    from tryggby.obligations.door import mark_affected, reckon_affected, reckon_people
    from tryggby.people.door import Person

    some = list(Person.objects.order_by("pk").values_list("pk", flat=True)[500:1500])
    everybody = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    whole = place.cost(lambda: reckon_people(everybody))
    yield Figure("E obligations whole, nothing changed", whole, growth=6.5)
    with _taken_back():
        mark_affected(some)
        yield Figure("E obligations of 1 000 people", place.cost(reckon_affected))


def effect(place: Place) -> Iterator[Figure]:
    """Three years of effect counted, its page, and the report with its five files as the worker makes it."""
    from django.db.models.signals import post_save
    from django.test import override_settings
    from django.urls import reverse

    from tryggby.insight.actions import ask_report, build_report, keep_effect
    from tryggby.insight.models import EffectMonth, EffectQuarter, EffectReport

    with _taken_back():
        EffectQuarter.objects.all().delete()
        EffectMonth.objects.all().delete()
        yield Figure("D effect of three years counted", place.cost(keep_effect), growth=6.5)
    seconds, queries, size = place.page(place.coordinator, reverse("insight:effect_place", args=[place.top.key]))
    yield Figure("D effect page", seconds, goal=0.15, growth=1.3)
    yield Figure("D effect page: SQL", queries, "queries", 20, 1.0)
    yield Figure("D effect page: size", round(size, 1), "kB", 150)
    found = []
    with tempfile.TemporaryDirectory() as folder, _taken_back(), override_settings(MEDIA_ROOT=folder):
        first = ask_report(by=place.coordinator, organisation=place.top.organisation)
        build_report(report=first)  # What is read once, fonts among it, is no part of the growth.
        before = _memory()
        report = ask_report(by=place.coordinator, organisation=place.top.organisation)
        look = lambda **_named: found.append(_memory() - before)  # noqa: E731
        post_save.connect(look, sender=EffectReport, weak=False)
        yield Figure("D report of three years, five files", place.cost(lambda: build_report(report=report)), growth=6.5)
        post_save.disconnect(look, sender=EffectReport)
        yield Figure("D report: memory", round(max(found), 1), "MB", 30)
        yield Figure("D report: worker's memory", round(before + max(found), 1), "MB in all")


# The order is the order of the table. Other rooms' cases go in here.
CASES: list[Callable[[Place], Iterator[Figure]]] = [pages, files, sums, obligations, effect]


def prepare() -> None:
    """Obligations and sums of a city that has just been built."""
    from tryggby.insight.actions import keep_effect, keep_month, refresh_coverage
    from tryggby.obligations.door import reckon_people
    from tryggby.people.door import Person

    reckon_people(list(Person.objects.order_by("pk").values_list("pk", flat=True)))
    refresh_coverage(whole=True)
    keep_month()
    keep_effect()


@contextlib.contextmanager
def _taken_back():
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _finish(count: int) -> None:
    """So many more people finish a part that they had not finished."""
    from tryggby.packages.door import Completion, Part
    from tryggby.people.door import Person

    part = Part.objects.select_related("release").order_by("pk")[0]
    have = Completion.objects.filter(package=part.release.package_id, part=part.identifier).values("person")
    left = Person.objects.exclude(pk__in=have).order_by("pk").values_list("pk", flat=True)
    Completion.objects.bulk_create(
        Completion(
            person_id=person,
            package_id=part.release.package_id,
            part=part.identifier,
            major=part.release.major,
            release=part.release,
        )
        for person in itertools.islice(left, count)
    )


def _memory() -> float:
    """Megabytes of this process that are in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(what: str, argument: int) -> object:
    """`build N`, or `measure DATABASE_PID` (0 for SQLite)."""
    if what == "build":
        from tests.running.large.city import build

        begin = time.process_time()
        counts = build(argument)
        built = time.process_time() - begin
        prepare()
        return {**counts, "seconds": round(built), "prepared": round(time.process_time() - begin - built)}
    place = Place(argument or None)
    return [asdict(figure) for case in CASES for figure in case(place)]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
