"""Hears what changes below: workplaces, finished parts, releases."""

from tryggby.ground.door import OSLO, today
from tryggby.obligations.actions.reckon import ask_reckoning, live_rules, mark_affected, reckon_people
from tryggby.obligations.models import Obligation, Renewal, Requirement
from tryggby.organisations.door import places_changed
from tryggby.packages.door import Mode, part_finished, releases_changed

# One person's own finishing is reckoned at once, so that the page they come to says so; more wait for the tick.
AT_ONCE = 1


def listen() -> None:
    """Begin to hear; called once when the product starts."""
    places_changed.connect(hear_places, dispatch_uid="obligations.places")
    part_finished.connect(hear_finished, dispatch_uid="obligations.finished")
    releases_changed.connect(hear_releases, dispatch_uid="obligations.releases")


def hear_places(sender, people, **_more) -> None:
    """Somebody began, moved or left."""
    if Requirement.objects.put_in_force().exists():
        mark_affected(people)


def hear_finished(sender, people, part, at, **_more) -> None:
    """A part was finished; when a refresher of it is open, it also counts as gone through again."""
    if part.mode != Mode.SELF:
        return
    waiting = Obligation.objects.waiting().filter(person__in=people)
    asked = set(waiting.order_by().values_list("person_id", "asked"))
    if not asked:
        return
    release, on = part.release, min(at.astimezone(OSLO).date(), today())
    again = [
        Renewal(
            person_id=person, package_id=release.package_id, part=part.identifier, major=release.major, on=on, at=at
        )
        for person in sorted({person for person, why in asked if why == "refresher"})
    ]
    Renewal.objects.bulk_create(again, ignore_conflicts=True)
    affected = {person for person, _why in asked}
    if len(affected) <= AT_ONCE:
        reckon_people(affected, live_rules())
    else:
        mark_affected(affected)


def hear_releases(sender, package, **_more) -> None:
    """Another release may ask again: every requirement in force is reckoned anew, since common training has no name."""
    rows = Requirement.objects.put_in_force().live()
    for requirement in rows.filter(package=package) | rows.filter(package__isnull=True):
        ask_reckoning(requirement)
