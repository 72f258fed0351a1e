"""What an editor looks after: releases, and what in them waits for a person."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from tryggby.ground.door import today
from tryggby.packages.models import Drill, Part, Release, Tool


@dataclass(frozen=True)
class ReleaseRow:
    """A release with what waits: parts, tools and drills not yet signed by an expert, sources to look at again."""

    release: Release
    is_current: bool
    pending: int
    stale: int


def release_rows() -> list[ReleaseRow]:
    """All releases, by package, the newest first. Five queries."""
    releases = Release.objects.select_related("package", "accepted_by").order_by(
        "package__title", "package", "-major", "-minor", "-patch"
    )
    current = set(Release.objects.current().values_list("pk", flat=True))
    pending: Counter[int] = Counter()
    for model in (Part, Tool, Drill):
        rows = model.objects.filter(release__in=current).order_by().values_list("release_id", "review")
        pending.update(release for release, review in rows if (review or {}).get("status") == "pending")
    return [
        ReleaseRow(
            release, release.pk in current, pending[release.pk], stale_sources(release) if release.pk in current else 0
        )
        for release in releases
    ]


def stale_sources(release: Release, on: dt.date | None = None) -> int:
    """Sources whose day of review has passed."""
    day = (on or today()).isoformat()
    return sum(1 for source in release.sources if str(source.get("review_by") or "9") < day)
