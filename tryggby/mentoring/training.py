"""Which people count as trained: the common training finished, or a training day attended."""

from collections import defaultdict
from collections.abc import Iterable

from tryggby.packages.door import Mode, Part, common_training_packages, completed_parts
from tryggby.programmes.door import trained_people


def trained(people: Iterable[int]) -> frozenset[int]:
    """Those of the people (numbers) who have been to a gathering, or have finished the own reading of a
    common-training package. One rule for every page; the number of queries does not depend on the people."""
    wanted = set(people)
    if not wanted:
        return frozenset()
    return frozenset(trained_people(wanted) | _read(wanted))


def _read(people: set[int]) -> set[int]:
    """Who has finished every self part of at least one common-training package."""
    releases = common_training_packages()
    needed: dict[int, set[str]] = defaultdict(set)
    rows = Part.objects.filter(release__in=releases, mode=Mode.SELF).order_by()
    for number, part in rows.values_list("release_id", "identifier"):
        needed[number].add(part)
    found: set[int] = set()
    for release in releases:
        if needed[release.pk]:
            finished = completed_parts(people, release.package).items()
            found |= {person for person, parts in finished if needed[release.pk] <= parts}
    return found
