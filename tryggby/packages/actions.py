"""Finish a part, keep one's place in it, withdraw a release."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.packages.models import Completion, Package, Part, Progress, Release
from tryggby.packages.signals import part_finished, releases_changed


@transaction.atomic
def record_completion(*, by, person, part: Part, at: dt.datetime | None = None) -> Completion:
    """Note that `person` has finished `part`; a second time in the same major version changes nothing.

    `by` is the person, or the colleague who reports for them (a mentor after a practice).
    """
    at = at or timezone.now()
    completion, created = Completion.objects.get_or_create(
        person=person,
        package_id=part.release.package_id,
        part=part.identifier,
        major=part.release.major,
        defaults={"release": part.release, "at": at},
    )
    part_finished.send(sender=Completion, people={person.pk}, part=part, at=at)
    if created:
        record(by=by, verb="record_completion", of=completion, part=part.reference, version=part.release.version)
    return completion


@transaction.atomic
def record_completions(*, by, people: Iterable[int], part: Part, at: dt.datetime | None = None) -> int:
    """Note that many have finished `part` (person numbers); returns how many were new. One audit entry."""
    release, wanted, at = part.release, set(people), at or timezone.now()
    same = Completion.objects.filter(package_id=release.package_id, part=part.identifier, major=release.major)
    new = wanted - set(same.filter(person__in=wanted).values_list("person_id", flat=True))
    Completion.objects.bulk_create(
        [
            Completion(
                person_id=person,
                package_id=release.package_id,
                part=part.identifier,
                major=release.major,
                release=release,
                at=at,
            )
            for person in sorted(new)
        ],
        ignore_conflicts=True,
    )
    part_finished.send(sender=Completion, people=wanted, part=part, at=at)
    if new:
        record(by=by, verb="record_completions", of=part, part=part.reference, version=release.version, count=len(new))
    return len(new)


@transaction.atomic
def keep_place(*, by, part: Part, position: int) -> Progress:
    """Keep the step (1 …) that the reader has come to, so that they find it again.

    Not in the audit: where somebody is in a text is theirs alone.
    """
    position = max(1, min(position, part.step_count))
    place, _created = Progress.objects.update_or_create(
        person=by,
        package_id=part.release.package_id,
        part=part.identifier,
        major=part.release.major,
        defaults={
            "release": part.release,
            "step": part.steps[position - 1]["id"],
            "position": position,
            "updated_at": timezone.now(),
        },
    )
    return place


@transaction.atomic
def withdraw_release(*, by, release: Release) -> Release:
    """Take a release out of use; people go back to the one before. What they have finished stays."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.withdrawn_on is None:
        release.withdrawn_on = today()
        release.save(update_fields=["withdrawn_on"])
        record(by=by, verb="withdraw_release", of=release, version=release.version, digest=release.digest)
        retitle(release.package)
        releases_changed.send(sender=Release, package=release.package)
    return release


def retitle(package: Package) -> None:
    """Let the package be called what its newest release is called."""
    newest = package.releases.filter(withdrawn_on__isnull=True).order_by("-major", "-minor", "-patch").first()
    if newest and newest.title != package.title:
        package.title = newest.title
        package.save(update_fields=["title"])
