"""The change report in words: what moves, begins, is different and ends, a hundred lines of each at most."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.organisations.models import Membership
from tryggby.organisations.staff.plan import StaffPlan
from tryggby.organisations.staff.units import UnitDraft, fold
from tryggby.people.door import Person

LINES = 100
FIELDS = {
    "name": gettext_lazy("navnet"),
    "parent": gettext_lazy("overordnet enhet"),
    "district": gettext_lazy("bydelen"),
    "service": gettext_lazy("tjenesten"),
    "org_number": gettext_lazy("organisasjonsnummeret"),
    "closed_on": gettext_lazy("er åpen igjen"),
    "given_name": gettext_lazy("fornavnet"),
    "family_name": gettext_lazy("etternavnet"),
    "email": gettext_lazy("e-posten"),
    "external_id": gettext_lazy("ekstern id"),
    "left_at": gettext_lazy("får tilgang igjen"),
    "role": gettext_lazy("rollen"),
    "share": gettext_lazy("stillingsprosenten"),
    "since": gettext_lazy("fra-datoen"),
    "until": gettext_lazy("til-datoen"),
}


@dataclass(frozen=True)
class Part:
    """One kind of change: how many, and the first lines."""

    title: str
    number: int
    lines: list[str]

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.number - len(self.lines)


@dataclass(frozen=True)
class Preview:
    """What a plan would do, in words and numbers: all that the page shows, so that it need not plan anew."""

    digest: str
    parts: list[Part]
    faults: list[list]
    unchanged: int
    is_empty: bool
    ends_many: bool
    ending: int
    live: int

    def stored(self) -> dict[str, Any]:
        """The preview as JSON."""
        return asdict(self)

    @classmethod
    def restored(cls, values: dict[str, Any]) -> "Preview":
        """The preview of `stored`."""
        return cls(**values | {"parts": [Part(**part) for part in values["parts"]]})


def preview_of(plan: StaffPlan) -> Preview:
    """The plan in words, in the language that is active."""
    return Preview(
        digest=plan.digest,
        parts=report(plan),
        faults=[list(fault) for fault in plan.faults],
        unchanged=plan.unchanged,
        is_empty=plan.is_empty,
        ends_many=plan.ends_many,
        ending=plan.ending,
        live=plan.live,
    )


def report(plan: StaffPlan) -> list[Part]:
    """The parts that have something to tell."""
    units, people = plan.units, plan.people
    moved = [draft for draft in units.changed if "parent" in draft.changes]
    other = [draft for draft in units.changed if set(draft.changes) - {"parent"}]
    moves = _moves(plan)
    begun = [b for b in plan.beginnings if not (b.person.old and b.person.old.pk in moves)]
    ended = [ending for ending in plan.endings if ending[0].person_id not in moves]
    merged, closed = _mergers(plan, moves)
    parts = [
        _part(_("Nye bydeler"), sorted(units.districts.values()), str),
        _part(_("Nye enheter"), units.new, lambda d: f"{d.name} ({units.services[fold(d.service)]})"),
        _part(_("Enheter som flyttes"), moved, _moved_unit),
        _part(_("Enheter som slås sammen"), merged, lambda pair: _("%(one)s går inn i %(other)s") % pair),
        _part(_("Enheter som endres"), other, lambda d: f"{_unit_name(d)}: {_fields(d.changes)}"),
        _part(_("Enheter som stenges"), closed, str),
        _part(_("Nye personer"), people.new, lambda d: f"{d.name}, {d.email}"),
        _part(_("Personer som endres"), people.changed, lambda d: f"{d.old.name}: {_fields(d.changes)}"),
        _part(_("Personer som flytter"), list(moves.values()), lambda move: _move(plan, *move)),
        _part(_("Nye tilhørigheter"), begun, lambda b: _beginning(plan, b)),
        _part(_("Tilhørigheter som endres"), plan.changes, _change),
        _endings(_("Tilhørigheter som avsluttes"), ended),
        _leavers(plan),
        _part(_("Verdt å vite"), people.notes, lambda n: _("Rad %(row)s: %(text)s") % {"row": n.row, "text": n.text}),
    ]
    return [part for part in parts if part.number]


def _part(title: str, things: list, line: Callable[[Any], str]) -> Part:
    return Part(title, len(things), [line(thing) for thing in things[:LINES]])


def _endings(title: str, endings: list) -> Part:
    """Endings with the names of the first people; the others are not even loaded."""
    names = Person.objects.in_bulk([membership.person_id for membership, _day in endings[:LINES]])
    return _part(title, endings, lambda ending: _ending(names[ending[0].person_id].name, *ending))


def _leavers(plan: StaffPlan) -> Part:
    names = Person.objects.in_bulk(plan.leavers[:LINES])
    title = _("Blir uten enhet, og kan ikke logge inn")
    return Part(title, len(plan.leavers), [names[number].name for number in plan.leavers[:LINES]])


def _moves(plan: StaffPlan) -> dict[int, tuple]:
    """People who end in one place and begin in another, by number: the beginnings and endings of each."""
    begun: dict[int, list] = {}
    for beginning in plan.beginnings:
        if beginning.person.old:
            begun.setdefault(beginning.person.old.pk, []).append(beginning)
    ended: dict[int, list] = {}
    for membership, _day in plan.endings:
        if membership.person_id in begun:
            ended.setdefault(membership.person_id, []).append(membership)
    return {number: (begun[number], ended[number]) for number in ended}


def _move(plan: StaffPlan, begun: list, ended: list) -> str:
    words = {
        "name": begun[0].person.name,
        "old": ", ".join(_place(held.unit.name, held.role) for held in ended),
        "new": ", ".join(_place(plan.units.drafts[b.unit].name, b.role) for b in begun),
    }
    return _("%(name)s: fra %(old)s til %(new)s") % words


def _place(unit: str, role: str) -> str:
    return f"{unit} ({Membership.Role(role).label.lower()})"


def _mergers(plan: StaffPlan, moves: dict[int, tuple]) -> tuple[list[dict[str, str]], list]:
    """Units that close while all who move from them go to one and the same; and the other units that close."""
    goals: dict[int, set[str]] = {}
    for begun, ended in moves.values():
        for held in ended:
            goals.setdefault(held.unit_id, set()).update(beginning.unit for beginning in begun)
    merged, closed = [], []
    for unit in plan.closings:
        goal = goals.get(unit.pk, set())
        if len(goal) == 1:
            merged.append({"one": unit.name, "other": plan.units.drafts[next(iter(goal))].name})
        else:
            closed.append(unit)
    return merged, closed


def _moved_unit(draft: UnitDraft) -> str:
    old = draft.old.parent.name if draft.old and draft.old.parent else _("øverst")
    return _("%(unit)s: fra %(old)s til %(new)s") % {"unit": _unit_name(draft), "old": old, "new": draft.parent}


def _unit_name(draft: UnitDraft) -> str:
    """The name as it is now, and what it becomes."""
    if draft.old and "name" in draft.changes and fold(draft.old.name) != fold(draft.name):
        return f"{draft.old.name} → {draft.name}"
    return draft.name


def _fields(names) -> str:
    return ", ".join(str(FIELDS[name]) for name in names)


def _beginning(plan, beginning) -> str:
    words = {
        "name": beginning.person.name,
        "role": Membership.Role(beginning.role).label.lower(),
        "unit": plan.units.drafts[beginning.unit].name,
        "share": beginning.share,
    }
    return _("%(name)s blir %(role)s i %(unit)s (%(share)s %%)") % words


def _change(change) -> str:
    return f"{change.person.name}, {change.membership.unit}: {_fields(change.values)}"


def _ending(name: str, membership, day) -> str:
    words = {"name": name, "unit": membership.unit, "day": f"{day:%d.%m.%Y}"}
    return _("%(name)s i %(unit)s, siste dag %(day)s") % words
