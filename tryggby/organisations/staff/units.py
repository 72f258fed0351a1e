"""What the file says about units, held against those there are: new, changed, and what does not fit."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tryggby.organisations.models import District, Organisation, Service, Unit
from tryggby.organisations.staff.rows import Fault, Row

SAID = {"parent": "overordnet enhet", "district": "bydel", "service": "tjeneste", "org_number": "org.nr"}


def fold(text: str) -> str:
    """The form in which names are compared."""
    return " ".join(text.split()).casefold()


@dataclass
class UnitDraft:
    """A unit of the file: what all its rows say together. `old` is the unit there is."""

    name: str
    row: int
    parent: str = ""
    district: str = ""
    service: str = ""
    org_number: str = ""
    old: Unit | None = None
    changes: list[str] = field(default_factory=list)


@dataclass
class UnitPlan:
    """The drafts that hold, by folded name; names of new districts; faults by row."""

    drafts: dict[str, UnitDraft]
    districts: dict[str, str]
    units: dict[str, Unit]
    services: dict[str, Service]
    known_districts: dict[str, District]
    faults: list[Fault]

    @property
    def new(self) -> list[UnitDraft]:
        """Units that are not there yet, parents before children."""
        return sorted((d for d in self.drafts.values() if d.old is None), key=lambda d: (self._depth(d), d.row))

    @property
    def changed(self) -> list[UnitDraft]:
        """Units that are there and look different in the file."""
        return [draft for draft in self.drafts.values() if draft.old and draft.changes]

    def _depth(self, draft: UnitDraft) -> int:
        depth, name = 0, fold(draft.parent)
        while name in self.drafts and depth <= len(self.drafts):
            depth, name = depth + 1, fold(self.drafts[name].parent)
        return depth


def plan_units(organisation: Organisation, rows: list[Row]) -> UnitPlan:
    """Gather the file's units and hold them against the organisation's. Four queries, nothing written."""
    units = {fold(unit.name): unit for unit in organisation.units.select_related("parent", "district", "service")}
    districts = {fold(district.name): district for district in organisation.districts.all()}
    plan = UnitPlan({}, {}, units, _services(), districts, [])
    bad = _gather(plan, rows)
    bad |= _look_up(plan)
    bad |= _circles(plan)
    _drop(plan, bad)
    for draft in plan.drafts.values():
        district = fold(draft.district)
        if district and district not in districts:
            plan.districts.setdefault(district, draft.district)
        if draft.old:
            draft.changes = _changes(plan, draft)
    return plan


def _services() -> dict[str, Service]:
    named = {}
    for service in Service.objects.all():
        for name in (service.name_en, service.name_nn, service.name, service.code):
            if name:
                named[fold(name)] = service
    return named


def _gather(plan: UnitPlan, rows: list[Row]) -> set[str]:
    """One draft per unit; a row that contradicts an earlier row makes the unit unsure."""
    bad = set()
    for row in rows:
        name = fold(row.unit)
        draft = plan.drafts.get(name)
        if draft is None:
            draft = plan.drafts[name] = UnitDraft(row.unit, row.number, old=plan.units.get(name))
        for key, heading in SAID.items():
            said, before = getattr(row, key), getattr(draft, key)
            if said and not before:
                setattr(draft, key, said)
            elif said and fold(said) != fold(before):
                words = {"unit": row.unit, "heading": heading, "one": before, "other": said, "row": draft.row}
                text = _("«%(unit)s» har %(heading)s «%(one)s» i rad %(row)s og «%(other)s» her") % words
                plan.faults.append(Fault(row.number, text))
                bad.add(name)
    return bad


def _look_up(plan: UnitPlan) -> set[str]:
    """Services and parents that are named must be known; a new unit must say its service."""
    bad = set()
    for name, draft in plan.drafts.items():
        text = ""
        if draft.service and fold(draft.service) not in plan.services:
            known = ", ".join(sorted({service.name for service in plan.services.values()}))
            text = _("vi kjenner ikke tjenesten «%(service)s». Velg en av: %(known)s") % {
                "service": draft.service,
                "known": known,
            }
        elif not draft.service and not draft.old:
            text = _("«%(unit)s» er ny. Skriv hvilken tjeneste den er") % {"unit": draft.name}
        elif draft.parent and fold(draft.parent) not in plan.drafts and fold(draft.parent) not in plan.units:
            text = _("vi finner ikke den overordnede enheten «%(parent)s», verken i fila eller fra før") % {
                "parent": draft.parent
            }
        if text:
            plan.faults.append(Fault(draft.row, text))
            bad.add(name)
    return bad


def _circles(plan: UnitPlan) -> set[str]:
    """Units that would lie under themselves."""
    above = {name: fold(unit.parent.name) for name, unit in plan.units.items() if unit.parent}
    above |= {name: fold(draft.parent) for name, draft in plan.drafts.items() if draft.parent}
    bad: set[str] = set()
    fine: set[str] = set()
    for name in plan.drafts:
        path: list[str] = []
        here: str | None = name
        while here and here not in path and here not in fine:
            path.append(here)
            here = above.get(here)
        if here and here in path:
            bad |= {part for part in path if part in plan.drafts}
        else:
            fine |= set(path)
    for name in bad:
        draft = plan.drafts[name]
        text = _("«%(unit)s» havner under seg selv. Se på kolonnen «overordnet enhet»") % {"unit": draft.name}
        plan.faults.append(Fault(draft.row, text))
    return bad


def _drop(plan: UnitPlan, bad: set[str]) -> None:
    """Leave out unsure units, and new units that would lie under one of them."""
    while bad:
        for name in bad:
            plan.drafts.pop(name, None)
        bad = set()
        for name, draft in plan.drafts.items():
            parent = fold(draft.parent)
            if parent and parent not in plan.drafts and parent not in plan.units:
                text = _("den overordnede enheten «%(parent)s» har feil") % {"parent": draft.parent}
                plan.faults.append(Fault(draft.row, text))
                bad.add(name)


def _changes(plan: UnitPlan, draft: UnitDraft) -> list[str]:
    """Which fields of a unit the file changes; what the file does not say, stays."""
    old = draft.old
    assert old is not None
    pairs = {
        "name": draft.name != old.name,
        "parent": draft.parent and fold(draft.parent) != fold(old.parent.name if old.parent else ""),
        "district": draft.district and fold(draft.district) != fold(old.district.name if old.district else ""),
        "service": draft.service and plan.services[fold(draft.service)] != old.service,
        "org_number": draft.org_number and draft.org_number != old.org_number,
        "closed_on": old.closed_on,
    }
    return [name for name, differs in pairs.items() if differs]
