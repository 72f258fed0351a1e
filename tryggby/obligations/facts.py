"""Reads what is known of up to some thousand people, and what stands in their rows: six queries in all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from tryggby.ground.door import OSLO
from tryggby.obligations.cycles import Facts, Period, Place
from tryggby.obligations.models import Leave, Obligation, Renewal, Waiver
from tryggby.obligations.rules import Rule, Rules
from tryggby.organisations.door import Membership
from tryggby.packages.door import Completion
from tryggby.people.door import Person

# The columns that are reckoned, in the order of `Row`.
COLUMNS = (
    "unit_id",
    "state",
    "asked",
    "cause",
    "facts",
    "opens_on",
    "due_on",
    "paused_on",
    "done_on",
    "valid_until",
    "waived_on",
    "lapsed_on",
    "ended_on",
    "followed_on",
)
Row = tuple
FAR = 2200
OPENS, ENDED = COLUMNS.index("opens_on"), COLUMNS.index("ended_on")


@dataclass
class Known:
    """Everything about some people, by person number."""

    posts: dict[int, list[tuple]] = field(default_factory=lambda: defaultdict(list))
    leaves: dict[int, list[Period]] = field(default_factory=lambda: defaultdict(list))
    waivers: dict[tuple[int, int], list[Period]] = field(default_factory=lambda: defaultdict(list))
    finished: dict[int, dict] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    rows: dict[tuple[int, int], dict[int, Row]] = field(default_factory=lambda: defaultdict(dict))

    def facts(self, person: int, rule: Rule, places: list[Place]) -> Facts:
        """What the pure rule asks for."""
        stand = self.rows.get((person, rule.requirement.pk))
        return Facts(
            places=places,
            leaves=self.leaves.get(person, ()),
            waivers=self.waivers.get((person, rule.requirement.pk), ()),
            finished=self.finished.get(person, {}),
            first_asked=min(row[OPENS] for row in stand.values()) if stand else None,
        )


def read_known(people: Collection[int], rules: Rules, *, rows: bool = True) -> Known:
    """Posts, leaves, waivers, what is finished, and (unless told not to) the rows that stand."""
    known = Known()
    _posts(known, people, rules)
    numbers = [rule.requirement.pk for rule in rules.rules]
    for person, since, until in _values(Leave, people, "since", "until"):
        known.leaves[person].append((since, _end(until)))
    waivers = Waiver.objects.filter(person__in=people, requirement__in=numbers).order_by("since")
    for person, requirement, since, until in waivers.values_list("person_id", "requirement_id", "since", "until"):
        known.waivers[person, requirement].append((since, _end(until)))
    _finished(known, people, rules)
    if rows:
        stand = Obligation.objects.filter(person__in=people, requirement__in=numbers).order_by()
        for person, requirement, cycle, *row in stand.values_list("person_id", "requirement_id", "cycle", *COLUMNS):
            known.rows[person, requirement][cycle] = tuple(row)
    return known


def placed(known: Known, rules: Rules) -> Iterator[tuple[int, Rule, list[Place]]]:
    """Each person and rule that have anything to do with each other, with the person's places in the organisation."""
    of: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules.rules:
        of[rule.requirement.organisation_id].append(rule)
    for person in sorted(known.posts.keys() | {person for person, _requirement in known.rows}):
        posts: dict[int, list[tuple]] = defaultdict(list)
        for post in known.posts.get(person, ()):
            posts[rules.units[post[0]][0]].append(post)
        for organisation, own in of.items():
            for rule in own:
                places = [_place(rules, rule, post) for post in posts.get(organisation, ())]
                if any(place.fits for place in places) or (person, rule.requirement.pk) in known.rows:
                    yield person, rule, places


def _place(rules: Rules, rule: Rule, post: tuple) -> Place:
    """The post as a place; equal ones are made once."""
    unit, since, until, share, leads = post
    key = (post, rule.covers(unit, leads))
    if key not in rules.places:
        rules.places[key] = Place(unit, since, until, share, leads, key[1])
    return rules.places[key]


def _posts(known: Known, people: Collection[int], rules: Rules) -> None:
    gone = Person.objects.filter(pk__in=people, left_at__isnull=False).order_by()
    left = {pk: at.astimezone(OSLO).date() for pk, at in gone.values_list("pk", "left_at")}
    held = Membership.objects.filter(person__in=people, unit__organisation__in=rules.organisations).order_by()
    for person, unit, since, until, share, role in held.values_list(
        "person_id", "unit_id", "since", "until", "share", "role"
    ):
        if person in left:
            until = min(until, left[person]) if until else left[person]
        if unit in rules.units and (until is None or until >= since):
            known.posts[person].append((unit, since, until, share, role == Membership.Role.LEADER))


def _finished(known: Known, people: Collection[int], rules: Rules) -> None:
    """(package, major) → part → days. Completions come first; what was gone through again follows, in order."""
    done = Completion.objects.filter(person__in=people, package__in=rules.packages).order_by()
    for person, package, major, part, at in done.values_list("person_id", "package_id", "major", "part", "at"):
        known.finished[person][package, major][part] = [at.astimezone(OSLO).date()]
    again = Renewal.objects.filter(person__in=people, package__in=rules.packages).order_by("on")
    for person, package, major, part, on in again.values_list("person_id", "package_id", "major", "part", "on"):
        days = known.finished[person][package, major].setdefault(part, [])
        if not days or on > days[-1]:
            days.append(on)


def _end(until: dt.date | None) -> dt.date | None:
    """The end of a period; one that nobody lives to see is none, and cannot be reckoned with."""
    return None if until is None or until.year >= FAR else until


def _values(model, people: Collection[int], *columns: str):
    rows = model.objects.filter(person__in=people).order_by("since")
    return rows.values_list("person_id", *columns)
