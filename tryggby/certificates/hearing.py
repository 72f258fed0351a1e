"""Hears that parts are gone through again, so that a certificate that runs out can be followed by a new one."""

import datetime as dt
from collections.abc import Collection
from itertools import batched

from tryggby.certificates.models import Certificate, Rereading
from tryggby.certificates.models.certificate import RENEWED_FROM
from tryggby.ground.door import OSLO, months_before
from tryggby.packages.door import Completion, Mode, Part, Release, part_finished

PIECE = 1000


def listen() -> None:
    """Begin to hear; called once when the product starts."""
    part_finished.connect(hear_finished, dispatch_uid="certificates.finished")


def hear_finished(sender, people: Collection[int], part, at, **_more) -> None:
    """Note the day on the newest certificate for the package, when that one is near its end or past it.

    For whoever has none, it is noted when one made today would be.
    """
    if part.mode != Mode.SELF:
        return
    release, day = part.release, at.astimezone(OSLO).date()
    rows = Certificate.objects.filter(kind=Certificate.Kind.PACKAGE, subject=release.package.identifier)
    for piece in batched(sorted(people), PIECE):
        newest: dict[int, Certificate] = {}
        made: set[int] = set()
        for row in rows.filter(person__in=piece).select_for_update():
            if row.round[0] != str(release.major):
                continue
            made.add(row.person_id)
            if row.withdrawn_at is None:
                newest[row.person_id] = max(newest.get(row.person_id, row), row, key=lambda one: one.round[1])
        for row in newest.values():
            if row.can_be_renewed(day) and day > row.earned_on:
                row.refreshed = row.refreshed | {part.identifier: day.isoformat()}
                row.save(update_fields=["refreshed"])
        _reread(set(piece) - made, part, day)


def _reread(people: Collection[int], part: Part, day: dt.date) -> None:
    """Keep that these people, who have made no certificate for the package, have gone through the part again."""
    release = part.release
    months = release.manifest.get("validity_months")
    if not (people and months):
        return
    last = months_before(day + RENEWED_FROM, months)
    earned = _earned(people, part, last)
    if not earned:
        return
    parts = set(Part.objects.filter(release=release, mode=Mode.SELF).order_by().values_list("identifier", flat=True))
    stand = Rereading.objects.filter(person__in=earned, subject=release.package.identifier, major=release.major)
    held = {row.person_id: row for row in stand.select_for_update()}
    for person, first_on in earned.items():
        row = held.get(person) or Rereading(person_id=person, subject=release.package.identifier, major=release.major)
        if (row.done_on or first_on) > last:
            continue
        row.days = row.days | {part.identifier: day.isoformat()}
        if parts <= row.days.keys():
            row.days, row.done_on = {}, day
        row.save()


def _earned(people: Collection[int], part: Part, last: dt.date) -> dict[int, dt.date]:
    """Person → the day the package was finished first, of those who had finished all of it by the day `last`."""
    release = part.release
    done = Completion.objects.filter(package=release.package_id, major=release.major).order_by()
    old = done.filter(person__in=people, part=part.identifier).values_list("person_id", "at")
    again = [person for person, at in old if at.astimezone(OSLO).date() <= last]
    found: dict[int, dict[str, dt.date]] = {person: {} for person in again}
    if again:
        for person, name, at in done.filter(person__in=again).values_list("person_id", "part", "at"):
            found[person][name] = at.astimezone(OSLO).date()
    sets = _ways_to_finish(release) if again else []
    ends = {
        person: [max(days[name] for name in way) for way in sets if way <= days.keys()]
        for person, days in found.items()
    }
    return {person: min(days) for person, days in ends.items() if days and min(days) <= last}


def _ways_to_finish(release: Release) -> list[set[str]]:
    """The sets of own parts of every release of the major version: who has done one of them has finished it."""
    ways: dict[int, set[str]] = {}
    parts = Part.objects.filter(
        release__package=release.package_id, release__major=release.major, mode=Mode.SELF
    ).order_by()
    for number, name in parts.values_list("release_id", "identifier"):
        ways.setdefault(number, set()).add(name)
    return list(ways.values())
