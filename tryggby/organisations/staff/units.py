"""What the file says about units, held against those there are: new, changed, and what does not fit."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tryggby.organisations.models import District, Organisation, Service, Unit
from tryggby.organisations.staff.rows import Fault, Row

SAID = {"parent": "overordnet enhet", "district": "bydel", "service": "tjeneste", "org_number": "org.nr"}
SAID |= {"unit_id": "enhets-id"}


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
    unit_id: str = ""
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

    def is_named(self, unit: Unit | None, name: str) -> bool:
        """True when the unit is the one that the file calls by this name, which may be new."""
        if unit is None:
            return False
        draft = self.drafts.get(fold(name))
        if draft is not None:
            return draft.old is not None and draft.old.pk == unit.pk
        return fold(unit.name) == fold(name)

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
    bad |= _by_id(plan)
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


def _by_id(plan: UnitPlan) -> set[str]:
    """A unit is the one with the file's id, whatever it is called now; else the one with its name."""
    bad: set[str] = set()
    known = {unit.external_id: unit for unit in plan.units.values() if unit.external_id}
    seen: dict[str, UnitDraft] = {}
    claimed = {draft.unit_id for draft in plan.drafts.values() if draft.unit_id}
    for name, draft in plan.drafts.items():
        if not draft.unit_id:
            continue
        named, other = plan.units.get(name), seen.setdefault(draft.unit_id, draft)
        if named and named.external_id != draft.unit_id and named.external_id in claimed:
            named = None  # The unit of that name gets another name in this file.
        text = ""
        if other is not draft:
            text = _("enhets-id-en «%(id)s» står også på «%(other)s», i rad %(row)s")
        elif named and named.external_id not in ("", draft.unit_id):
            text = _("«%(unit)s» har en annen enhets-id fra før")
        elif draft.unit_id in known and named and named is not known[draft.unit_id]:
            text = _("«%(unit)s» og enhets-id-en «%(id)s» er to ulike enheter fra før")
        if text:
            words = {"id": draft.unit_id, "other": other.name, "row": other.row, "unit": draft.name}
            plan.faults.append(Fault(draft.row, text % words))
            bad.add(name)
        else:
            draft.old = known.get(draft.unit_id) or named
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
    now = {draft.old.pk: name for name, draft in plan.drafts.items() if draft.old}
    above = {
        now.get(unit.pk, name): now.get(unit.parent.pk, fold(unit.parent.name))
        for name, unit in plan.units.items()
        if unit.parent
    }
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
        "parent": draft.parent and not plan.is_named(old.parent, draft.parent),
        "district": draft.district and fold(draft.district) != fold(old.district.name if old.district else ""),
        "service": draft.service and plan.services[fold(draft.service)] != old.service,
        "org_number": draft.org_number and draft.org_number != old.org_number,
        "external_id": draft.unit_id and draft.unit_id != old.external_id,
        "closed_on": old.closed_on,
    }
    return [name for name, differs in pairs.items() if differs]
