"""School holidays: the shipped file into rows, and rows into the calendar of a plan."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.organisations.door import Municipality
from tryggby.programmes.calendar import Calendar, Closure
from tryggby.programmes.models import SchoolHoliday

FILE = Path(settings.ROOT) / "programmes" / "school-holidays.yaml"
# Holds for places that have no rows of their own.
ANYWHERE = "*"


@transaction.atomic
def load_school_holidays(*, by, path: Path = FILE) -> int:
    """Add or update the rows of a file; returns how many changed. Rows a person has checked are left alone."""
    changed = 0
    for row in read(path):
        fields = {"until": row["until"], "source": row["source"], "checked_on": row["checked_on"]}
        key = {"number": row["number"], "name": row["name"], "since": row["since"]}
        found = SchoolHoliday.objects.filter(**key).first()
        if found is None:
            found = SchoolHoliday.objects.create(**key, **fields)
        elif found.checked_on is None and any(getattr(found, name) != value for name, value in fields.items()):
            SchoolHoliday.objects.filter(pk=found.pk).update(**fields)
        else:
            continue
        changed += 1
    if changed:
        record(by=by, verb="load_school_holidays", of=found, rows=changed)
    return changed


def read(path: Path) -> list[dict]:
    """The rows of a file, one per municipality and holiday."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        {
            "number": str(number),
            "name": holiday["name"],
            "since": holiday["since"],
            "until": holiday["until"],
            "source": group.get("source", ""),
            "checked_on": group.get("checked"),
        }
        for group in content["groups"]
        for number in group["municipalities"]
        for holiday in group["holidays"]
    ]


def calendar_for(organisations: Iterable) -> Calendar:
    """The calendar of the municipalities among these organisations (objects or numbers). Two queries."""
    places = dict(
        Municipality.objects.current(today()).filter(organisation__in=organisations).values_list("number", "name")
    )
    rows = list(SchoolHoliday.objects.filter(number__in=[*places, ANYWHERE]))
    own = {row.number for row in rows if row.number != ANYWHERE}
    closures = [
        Closure(row.since, row.until, row.name.lower(), place)
        for row in rows
        for place in ([places[row.number]] if row.number in places else [n for k, n in places.items() if k not in own])
    ]
    if not places:
        closures = [Closure(row.since, row.until, row.name.lower()) for row in rows]
    known = {
        name: max((r.until for r in rows if r.number == (number if number in own else ANYWHERE)), default=dt.date.min)
        for number, name in places.items()
    }
    return Calendar(tuple(closures), known)


def unchecked(organisations: Iterable) -> bool:
    """True when some of the school holidays used for these organisations are not checked by anybody."""
    numbers = Municipality.objects.current(today()).filter(organisation__in=organisations).values("number")
    return SchoolHoliday.objects.filter(number__in=numbers, checked_on__isnull=True).exists() or (
        SchoolHoliday.objects.filter(number=ANYWHERE, checked_on__isnull=True).exists()
    )
