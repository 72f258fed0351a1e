"""Hears that parts are gone through again, so that a certificate that runs out can be followed by a new one."""

from collections.abc import Collection
from itertools import batched

from tryggby.certificates.models import Certificate
from tryggby.ground.door import OSLO
from tryggby.packages.door import Mode, part_finished

PIECE = 1000


def listen() -> None:
    """Begin to hear; called once when the product starts."""
    part_finished.connect(hear_finished, dispatch_uid="certificates.finished")


def hear_finished(sender, people: Collection[int], part, at, **_more) -> None:
    """Note the day on the newest certificate for the package, when that one is near its end or past it."""
    if part.mode != Mode.SELF:
        return
    release, day = part.release, at.astimezone(OSLO).date()
    rows = Certificate.objects.standing().filter(kind=Certificate.Kind.PACKAGE, subject=release.package.identifier)
    for piece in batched(sorted(people), PIECE):
        newest: dict[int, Certificate] = {}
        for row in rows.filter(person__in=piece).select_for_update():
            if row.round[0] == str(release.major):
                newest[row.person_id] = max(newest.get(row.person_id, row), row, key=lambda one: one.round[1])
        for row in newest.values():
            if row.can_be_renewed(day) and day > row.earned_on:
                row.refreshed = row.refreshed | {part.identifier: day.isoformat()}
                row.save(update_fields=["refreshed"])
