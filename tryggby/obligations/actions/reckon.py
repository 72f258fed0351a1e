"""Reckon obligations: for just those something changed for, for a requirement, and every night for all.

Only differences are written, many rows in one statement. Each piece is a transaction of its own that first locks its
people, so that two workers never write the same person from different facts.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.obligations.facts import COLUMNS, read_known
from tryggby.obligations.models import Affected, Obligation, Reckoning, Requirement
from tryggby.obligations.reckoning import AT, differences
from tryggby.obligations.rules import Rules, read_rules
from tryggby.obligations.signals import obligations_changed
from tryggby.organisations.door import Membership
from tryggby.people.door import Person

PIECE = 1000
# A rule that has ended is reckoned for so long, so that its last rows are closed.
AFTERMATH = dt.timedelta(days=40)


@dataclass
class Result:
    """What a run did."""

    people: int = 0
    made: int = 0
    changed: int = 0

    def add(self, other: "Result") -> None:
        """The two together."""
        self.people += other.people
        self.made += other.made
        self.changed += other.changed


def live_rules(requirement: Requirement | None = None) -> Rules:
    """The rules that hold, are to come, or ended a short while ago; or the one asked for."""
    rows = Requirement.objects.put_in_force().live(today() - AFTERMATH)
    return read_rules(rows.filter(pk=requirement.pk) if requirement else rows)


def reckon_people(people: Collection[int], rules: Rules | None = None) -> Result:
    """Reckon for these people (numbers) now. The same facts a second time change nothing."""
    rules = live_rules() if rules is None else rules
    total, numbers = Result(), sorted(set(people))
    for start in range(0, len(numbers), PIECE):
        total.add(_piece(numbers[start : start + PIECE], rules))
    return total


@transaction.atomic
def _piece(people: list[int], rules: Rules) -> Result:
    """One transaction: lock the people, read, compare, write what differs."""
    if not rules.rules:
        return Result(people=len(people))
    list(
        Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk", flat=True)
    )
    found = list(differences(read_known(people, rules), rules, today()))
    if found:
        Obligation.objects.bulk_create(
            [obligation for obligation, _old in found],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["person", "requirement", "cycle"],
            update_fields=[name.removesuffix("_id") for name in COLUMNS],
        )
        pairs = {(obligation.requirement_id, obligation.unit_id) for obligation, _old in found}
        pairs |= {(obligation.requirement_id, old[AT["unit_id"]]) for obligation, old in found if old}
        obligations_changed.send(sender=Obligation, pairs=pairs)
    made = sum(1 for _obligation, old in found if old is None)
    return Result(len(people), made, len(found) - made)


def mark_affected(people: Iterable[int]) -> None:
    """Note in the caller's transaction that something changed for these people; the next tick reckons for them."""
    Affected.objects.bulk_create([Affected(person_id=person) for person in sorted(set(people))], batch_size=2000)


def settle_person(person) -> None:
    """Reckon for one person now when a change of theirs waits for the next tick, so that their page is right."""
    if Affected.objects.filter(person=person).exists():
        reckon_people({person.pk})


def reckon_affected(limit: int = 5000) -> Result:
    """Reckon for those something changed for; a change that comes meanwhile waits for the next time."""
    rows = list(Affected.objects.order_by("pk").values_list("pk", "person_id")[:limit])
    total, rules = Result(), live_rules() if rows else None
    for start in range(0, len(rows), PIECE):
        piece = rows[start : start + PIECE]
        with transaction.atomic():
            total.add(reckon_people({person for _row, person in piece}, rules))
            Affected.objects.filter(pk__in=[row for row, _person in piece]).delete()
    if total.made or total.changed:
        _tell(None, Affected(pk=rows[-1][0]), total)
    return total


def ask_reckoning(requirement: Requirement) -> Reckoning:
    """Let the next tick reckon one requirement for everybody it reaches, or reached."""
    reckoning, made = Reckoning.objects.get_or_create(requirement=requirement, ended_at=None)
    if not made and reckoning.reached:
        Reckoning.objects.filter(pk=reckoning.pk).update(reached=0)
    return reckoning


def ask_nightly(night: dt.date) -> Reckoning:
    """The run over everybody in a night; asked for twice it is one."""
    return Reckoning.objects.get_or_create(night=night)[0]


def run_reckonings() -> Result:
    """Carry on with the runs that wait, piece by piece, until they are done."""
    total = Result()
    for number in list(Reckoning.objects.filter(ended_at__isnull=True).values_list("pk", flat=True)):
        reckoning = Reckoning.objects.select_related("requirement").get(pk=number)
        rules = live_rules(reckoning.requirement)
        while (piece := _next_piece(number, rules)) is not None:
            total.add(piece)
    return total


@transaction.atomic
def _next_piece(number: int, rules: Rules) -> Result | None:
    """The next thousand people of a run; None when it is done, or when another worker has it."""
    reckoning = Reckoning.objects.select_for_update(skip_locked=True).filter(pk=number, ended_at=None).first()
    if reckoning is None:
        return None
    people = list(reached(rules, reckoning.reached)[:PIECE])
    result = _piece(people, rules) if people else Result()
    reckoning.people += result.people
    reckoning.made += result.made
    reckoning.changed += result.changed
    if people:
        reckoning.reached = people[-1]
    else:
        reckoning.ended_at = timezone.now()
    reckoning.save()
    if people:
        return result
    total = Result(reckoning.people, reckoning.made, reckoning.changed)
    _tell(rules.rules[0].requirement if reckoning.requirement_id and rules.rules else None, reckoning, total)
    return None


def reached(rules: Rules, after: int):
    """Numbers of the people the rules may reach or have reached, in order."""
    first = min((rule.terms.since for rule in rules.rules), default=today())
    places = Membership.objects.live(min(first, today())).filter(unit__organisation__in=rules.organisations)
    stands = Obligation.objects.filter(requirement__in=[rule.requirement.pk for rule in rules.rules])
    mine = OuterRef("pk")
    reached = Q(Exists(places.filter(person=mine))) | Q(Exists(stands.counting().filter(person=mine)))
    return Person.objects.filter(reached, pk__gt=after).order_by("pk").values_list("pk", flat=True)


def _tell(requirement: Requirement | None, of, total: Result) -> None:
    organisation = requirement.organisation_id if requirement else None
    facts = {"people": total.people, "made": total.made, "changed": total.changed}
    record(by=None, verb="reckon_obligations", of=of, organisation=organisation, **facts)
